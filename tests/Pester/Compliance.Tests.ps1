# The compliance suite that the module ships, and the operator of Should.

BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
    . "$PSScriptRoot/Support/ChildRun.ps1"

    Import-Module $Assertions

    $WebShop = Join-Path $Samples 'web-shop.json'
    $Hardened = Join-Path $Samples 'web-shop-hardened.json'
    $Worker = Join-Path $Samples 'import-worker.yaml'

    # A template whose image only a parameter without a value tells.
    $Open = Join-Path $TestDrive 'open.json'
    Set-Content -LiteralPath $Open -Value (New-Template -Resource (New-Group -Name 'open' -Image "[parameters('image')]") -Parameter @{ image = @{ type = 'string' } })
}

Describe 'The compliance suite' -Tag 'Unit', 'Slow' {
    BeforeAll {
        $Run = Invoke-Compliance @{ Path = $Samples; NoSettings = $true; Severity = 'High' }
        $Tests = Get-RunTest $Run
    }

    It 'fails where a rule is broken' {
        $Run.Result | Should -Be 'Failed'
        $Run.FailedContainersCount | Should -Be 0
        $Run.FailedBlocksCount | Should -Be 0
    }

    It 'has a block for each container group, also where two files hold groups of one name' {
        $blocks = $Tests.Block | Where-Object { $_ -like 'Container group *' } | Sort-Object -Unique
        $blocks | Should -HaveCount 4
        $blocks | Where-Object { $_ -like 'Container group web-shop in *web-shop*.json' } | Should -HaveCount 2
        $blocks | Should -Contain 'Container group status-page in shop'
    }

    It 'has one test for each group and rule' {
        ($Tests | Group-Object -Property Block, Name | Where-Object Count -GT 1).Name | Should -BeNullOrEmpty
        (Get-RunTest $Run -Block 'Container group import-worker*' -Test 'ACI-SEC-004 *') | Should -HaveCount 1
    }

    It 'fails exactly the rules that Get-AciSecurityFinding calls broken' {
        $broken = (Get-AciSecurityFinding -Path $WebShop -NoSettings -Severity High -Status Fail).RuleId | Sort-Object -Unique
        $failed = Get-RunTest $Run -Block 'Container group web-shop in *web-shop.json' | Where-Object Result -EQ 'Failed'
        $failed.Name | ForEach-Object { $_.Split(' ')[0] } | Sort-Object | Should -Be $broken
        (Get-RunTest $Run -Block '*web-shop-hardened.json').Result | Sort-Object -Unique | Should -Be 'Passed'
    }

    It 'tells what, where and what to do' {
        $finding = Get-AciSecurityFinding -Path $WebShop -NoSettings -RuleId ACI-NET-004 -Status Fail
        $told = (Get-RunTest $Run -Block 'Container group web-shop in *web-shop.json' -Test 'ACI-NET-004 *').Told
        $told.Contains($finding.Message) | Should -BeTrue
        $told.Contains($finding.Place) | Should -BeTrue
        $told.Contains("$($finding.Location)") | Should -BeTrue
        $told.Contains($finding.Recommendation) | Should -BeTrue
    }

    It 'tells every place of a rule in its one test' {
        $places = (Get-AciSecurityFinding -Path $Worker -NoSettings -RuleId ACI-SEC-004 -Status Fail).Place
        $places.Count | Should -BeGreaterThan 1
        $told = (Get-RunTest $Run -Block 'Container group import-worker*' -Test 'ACI-SEC-004 *').Told
        foreach ($place in $places) { $told.Contains($place) | Should -BeTrue -Because $place }
    }

    It 'has blocks of their own for what is no container group' {
        (Get-RunTest $Run -Block 'File *web-shop.json').Name | Should -Not -BeNullOrEmpty
    }

    It 'passes where everything is kept' {
        $run = Invoke-Compliance @{ Path = $Hardened; NoSettings = $true; Severity = 'High' }
        $run.Result | Should -Be 'Passed'
        $run.PassedCount | Should -BeGreaterThan 2
        $run.FailedCount | Should -Be 0
    }

    It 'takes container groups of the pipeline' {
        $run = Invoke-Compliance @{ InputObject = @(New-Group -Name 'first'; New-Group -Name 'second'); NoSettings = $true }
        (Get-RunTest $run).Block | Sort-Object -Unique | Should -Contain 'Container group second'
        (Get-RunTest $run).Block | Sort-Object -Unique | Should -Contain 'Container group first'
    }

    It 'gives profile and rules on' {
        $run = Invoke-Compliance @{ Path = $WebShop; NoSettings = $true; Profile = 'Strict'; RuleId = 'ACI-IDN-001', 'ACI-NET-001' }
        (Get-RunTest $run -Block 'Container group*').Name | ForEach-Object { $_.Split(' ')[0] } | Sort-Object | Should -Be 'ACI-IDN-001', 'ACI-NET-001'
    }

    It 'prints no secret' {
        $canary = 'kestrel-Harbour-5150'
        $group = New-Group -Name 'canary' -Environment @{ name = 'DB_PASSWORD'; value = $canary }
        $run = Invoke-Compliance @{ InputObject = @($group); NoSettings = $true }
        $tests = Get-RunTest $run
        $tests.Told | Should -Not -BeNullOrEmpty
        "$($tests | Out-String -Width 5000)".Contains($canary) | Should -BeFalse
    }
}

Describe 'What the compliance suite does not know' -Tag 'Unit', 'Slow' {
    BeforeAll {
        $Run = Invoke-Compliance @{ Path = $Open; NoSettings = $true; Category = 'Images' }
    }

    It 'is inconclusive, with its cause' {
        $undecided = Get-RunTest $Run -Block 'Container group open*' | Where-Object Result -In 'Inconclusive', 'Skipped'
        $undecided | Should -Not -BeNullOrEmpty
        $undecided[0].Told | Should -BeLike '*Unknown*'
    }

    It 'fails a test of its own for each cause' {
        $unseen = @(Get-RunTest $Run -Block 'What the assessment could not see')
        $unseen | Should -HaveCount @(Get-AciSecurityFinding -Path $Open -NoSettings -Category Images | Where-Object Category -EQ 'Coverage').Count
        $unseen.Result | Sort-Object -Unique | Should -Be 'Failed'
        $unseen[0].Told | Should -BeLike "*parameter 'image' has no value*"
    }

    It 'fails where that is asked for' {
        $strict = Invoke-Compliance @{ Path = $Open; NoSettings = $true; Category = 'Images'; FailOnUnknown = $true }
        (Get-RunTest $strict -Block 'Container group open*').Result | Sort-Object -Unique | Should -Not -Contain 'Inconclusive'
        $strict.InconclusiveCount + $strict.SkippedCount | Should -Be 0
        $strict.FailedCount | Should -BeGreaterThan $Run.FailedCount
    }
}

Describe 'The compliance suite over <What>' -Tag 'Unit', 'Slow' -ForEach @(
    @{ What = 'a file without a container group'; Test = 'There is something to judge'; Told = '*No container group was judged*'; Make = {
            $file = Join-Path $TestDrive 'storage.json'
            Set-Content -LiteralPath $file -Value (New-Template -Resource @{ type = 'Microsoft.Storage/storageAccounts'; apiVersion = '2023-01-01'; name = 'store' })
            @{ Path = $file; NoSettings = $true }
        }
    }
    @{ What = 'a path that is missing'; Test = 'Everything that was given could be read'; Told = '*missing.json*'; Make = { @{ Path = (Join-Path $TestDrive 'missing.json'); NoSettings = $true } } }
    @{ What = 'a path that is missing beside a good one'; Test = 'Everything that was given could be read'; Told = '*missing.json*'; Make = { @{ Path = $Hardened, (Join-Path $TestDrive 'missing.json'); NoSettings = $true; Severity = 'High' } } }
    @{ What = 'a rule that does not exist'; Test = 'Everything that was given could be read'; Told = '*ACI-NET-999*'; Make = { @{ Path = $Hardened; NoSettings = $true; RuleId = 'ACI-NET-999' } } }
    @{ What = 'filters that leave no rule for the group'; Test = 'There is something to judge'; Told = '*filters*'; Make = { @{ Path = $Worker; NoSettings = $true; RuleId = 'ACI-NET-004' } } }
) {
    It 'fails and says why' {
        $run = Invoke-Compliance (& $Make)
        $run.Result | Should -Be 'Failed'
        $run.FailedContainersCount | Should -Be 0 -Because 'a fault in what was given fails a test that names it'
        $failed = Get-RunTest $run -Block 'The assessment' -Test $Test
        $failed.Result | Should -Be 'Failed'
        $failed.Told | Should -BeLike $Told
    }
}

Describe 'Should -HaveNoAciFinding' -Tag 'Unit' {
    It 'passes a hardened <What>' -ForEach @(
        @{ What = 'file'; Make = { $Hardened } }
        @{ What = 'file object'; Make = { Get-Item -LiteralPath $Hardened } }
        @{ What = 'group'; Make = { Get-AciContainerGroup -Path $Hardened } }
        @{ What = 'set of findings'; Make = { Get-AciSecurityFinding -Path $Hardened -NoSettings -Status All } }
        @{ What = 'set of stored findings'; Make = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-AciSecurityFinding -Path $Hardened -NoSettings -Status All), 4)) } }
    ) {
        & $Make | Should -HaveNoAciFinding -Severity High -NoSettings
    }

    It 'fails a group with mistakes and lists them, and nothing less severe' {
        $group = Get-AciContainerGroup -Path $WebShop
        $failure = { $group | Should -HaveNoAciFinding -Severity High -NoSettings } | Should -Throw -PassThru
        $told = "$failure"
        foreach ($finding in Get-AciSecurityFinding -Path $WebShop -NoSettings -Severity High -Status Fail | Where-Object SubjectType -NE 'File') {
            $told.Contains("$($finding.RuleId) web-shop $($finding.Place): $($finding.Message)") | Should -BeTrue -Because "$finding"
        }
        foreach ($finding in Get-AciSecurityFinding -Path $WebShop -NoSettings -Status Fail | Where-Object Severity -In 'Low', 'Medium') { $told.Contains($finding.Message) | Should -BeFalse -Because "$finding" }
    }

    It 'fails findings with mistakes, also when they were stored' {
        $findings = Get-AciSecurityFinding -Path $WebShop -NoSettings -Status All
        { $findings | Should -HaveNoAciFinding -Severity High } | Should -Throw '*ACI-NET-004*'
        $stored = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($findings, 4))
        { $stored | Should -HaveNoAciFinding -Severity High } | Should -Throw '*High ACI-NET-004*'
    }

    It 'has a shorter name' {
        $Hardened | Should -BeAciCompliant -Severity High -NoSettings
        { $WebShop | Should -BeAciCompliant -NoSettings } | Should -Throw
    }

    It 'judges several together' {
        { $Hardened, $WebShop | Should -HaveNoAciFinding -Severity High -NoSettings } | Should -Throw '*ACI-NET-004*'
    }

    It 'gives rules on' {
        $WebShop | Should -HaveNoAciFinding -RuleId 'ACI-IMG-016' -NoSettings
    }

    It 'says the reason' {
        { $WebShop | Should -HaveNoAciFinding -NoSettings -Because 'it is public' } | Should -Throw '*because it is public*'
    }

    It 'with -Not passes what has a finding, and fails what has none' {
        $WebShop | Should -Not -HaveNoAciFinding -Severity High -NoSettings
        { $Hardened | Should -Not -HaveNoAciFinding -Severity High -NoSettings } | Should -Throw '*Expected a finding of severity High or above*'
    }

    It 'fails what is not known, unless that is allowed' {
        { $Open | Should -HaveNoAciFinding -RuleId 'ACI-IMG-003' -NoSettings } | Should -Throw '*not decided*-AllowUnknown*'
        $Open | Should -HaveNoAciFinding -RuleId 'ACI-IMG-003' -NoSettings -AllowUnknown
    }

    It 'does not take what is not known for a finding' {
        { $Open | Should -Not -HaveNoAciFinding -RuleId 'ACI-IMG-003' -NoSettings } | Should -Throw '*not decided*'
    }

    It 'fails over <What>, with -Not as well' -ForEach @(
        @{ What = 'nothing'; Told = '*nothing was judged*'; Make = { } }
        @{ What = 'a missing path'; Told = '*missing.json*'; Make = { Join-Path $TestDrive 'missing.json' } }
        @{ What = 'something else'; Told = '*assessment failed*'; Make = { 42 } }
        @{ What = 'a file that cannot be read, though what is not known is allowed'; Told = '*bad.json*'; Make = { $file = Join-Path $TestDrive 'bad.json'; Set-Content -LiteralPath $file -Value '{ "type": "Microsoft.ContainerInstance/containerGroups", "na'; $file } }
    ) {
        { & $Make | Should -HaveNoAciFinding -NoSettings -AllowUnknown } | Should -Throw $Told
        { & $Make | Should -Not -HaveNoAciFinding -NoSettings -AllowUnknown } | Should -Throw $Told
    }

    It 'refuses a severity that does not exist' {
        { $Hardened | Should -HaveNoAciFinding -Severity Severe -NoSettings } | Should -Throw '*Severe*'
    }

    It 'can be imported again' {
        Import-Module $Assertions -Force
        $Hardened | Should -HaveNoAciFinding -Severity High -NoSettings
    }

    It 'prints no secret' {
        $canary = 'kestrel-Harbour-5150'
        $group = New-Group -Environment @{ name = 'DB_PASSWORD'; value = $canary }
        $failure = { $group | Should -HaveNoAciFinding -NoSettings } | Should -Throw -PassThru
        "$failure".Contains($canary) | Should -BeFalse
    }
}
