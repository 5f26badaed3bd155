BeforeDiscovery {
    # Files that cannot be read: what they hold, the error, and what the message says of the reason.
    $provider = 'Microsoft.ContainerInstance/containerGroups'
    $BadFiles = @(
        @{ What = 'a text'; Name = 'text.json'; Content = 'hello, this is no JSON'; Id = 'AciDocumentInvalid'; Reason = '*text.json*Line 1, column 1*' }
        @{ What = 'JSON that is cut off'; Name = 'cut.json'; Content = "{`n  `"type`": `"$provider`",`n  `"name`": `"web"; Id = 'AciDocumentInvalid'; Reason = '*cut.json*Line 3, column 11*not closed*' }
        @{ What = 'YAML that is none'; Name = 'bad.yaml'; Content = "name: [web`ntype: $provider`n"; Id = 'AciDocumentInvalid'; Reason = '*bad.yaml*YAML*Line*' }
        @{ What = 'JSON that is 10,000 levels deep'; Name = 'deep.json'; Content = '{"a":' * 10000 + '1' + '}' * 10000; Id = 'AciDocumentTooLarge'; Category = 'LimitsExceeded'; Reason = '*512 levels*' }
        @{ What = 'YAML that is 10,000 levels deep'; Name = 'deep.yaml'; Content = 'a: ' + '[' * 10000 + ']' * 10000; Id = 'AciDocumentTooLarge'; Category = 'LimitsExceeded'; Reason = '*512 levels*' }
        @{ What = 'bytes'; Name = 'bytes.json'; Content = [char[]] (0..255) -join ''; Id = 'AciDocumentBinary'; Reason = '*bytes.json*no text*' }
        @{ What = 'nothing'; Name = 'empty.json'; Content = ''; Id = 'AciDocumentEmpty'; Reason = '*empty.json*empty*' }
    )
}

BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
    . "$PSScriptRoot/Support/StandIns.ps1"

    $WebShop = Join-Path $Samples 'web-shop.json'
    $Hardened = Join-Path $Samples 'web-shop-hardened.json'
    $Worker = Join-Path $Samples 'import-worker.yaml'
    $StatusPage = Join-Path $Samples 'status-page.show.json'
    $Command = 'AciSecMon.Commands.GetAciSecurityFindingCommand'
}

Describe 'Findings' -Tag 'Unit' {
    BeforeAll {
        $Findings = Get-AciSecurityFinding -Path $WebShop -NoSettings
    }

    It 'are objects that say what, where, why and what to do' {
        foreach ($finding in $Findings) {
            $finding | Should -BeOfType ([AciSecMon.AciSecurityFinding])
            $finding.FindingId | Should -Match '^[0-9a-f]{16}$'
            $finding.MatchKey | Should -Match '^[0-9a-f]{16}$'
            $finding.Title, $finding.Message, $finding.Recommendation | ForEach-Object { $_ | Should -Not -BeNullOrEmpty -Because $finding.RuleId }
            $finding.Location.File | Should -Be $WebShop
            $finding.Location.Line | Should -BeGreaterThan 0 -Because $finding.RuleId
        }
    }

    It 'name the mistakes of the sample' {
        $Findings.RuleId | Should -Contain 'ACI-NET-001' -Because 'it has a public address'
        $Findings.RuleId | Should -Contain 'ACI-NET-004' -Because 'port 22 is public'
        $Findings.RuleId | Should -Contain 'ACI-SEC-003' -Because 'a secure parameter flows into a clear variable'
        $Findings.RuleId | Should -Contain 'ACI-IMG-003' -Because 'images have no version'
    }

    It 'point to the line of the fault' {
        $finding = $Findings | Where-Object RuleId -EQ 'ACI-SEC-003'
        $finding.Place | Should -Be 'containers[web].environmentVariables[ConnectionStrings__Orders].value'
        (Get-Content -LiteralPath $WebShop)[$finding.Location.Line - 1] | Should -BeLike "*variables('connectionString')*"
    }

    It 'are failures and errors, and the causes of what is open, unless something else is asked for' {
        $Findings.Status | Sort-Object -Unique | Should -BeIn 'Fail', 'Error', 'Unknown'
        $Findings | Where-Object Status -EQ 'Unknown' | ForEach-Object { $_.RuleId | Should -BeLike 'ACI-COV-*' }
    }

    It 'come with the most severe first' {
        $severities = ($Findings | Where-Object Status -EQ 'Fail').Severity | ForEach-Object { [int] $_ }
        $severities | Should -Be ($severities | Sort-Object -Descending)
    }

    It 'are few for the hardened sample, and none is severe' {
        Get-AciSecurityFinding -Path $Hardened -NoSettings -Severity High | Should -BeNullOrEmpty
    }

    It 'leave the remediation in the shape of the input' {
        (Get-AciSecurityFinding -Path $Worker -RuleId ACI-SEC-007 -NoSettings).Remediation | Should -Match '(?m)^\s*- name:'
    }

    It 'keep their ids from run to run, in this process and in another' {
        (Get-AciSecurityFinding -Path $WebShop -NoSettings).FindingId | Should -Be $Findings.FindingId
        $elsewhere = Invoke-FreshProcess "Import-Module '$Manifest'; (Get-AciSecurityFinding -Path '$WebShop' -NoSettings).FindingId"
        $elsewhere | Should -Be $Findings.FindingId
    }

    It 'keep their ids wherever the file lies, and differ by -Scope only in FindingId' {
        $copy = Join-Path $TestDrive 'copy.yaml'
        Copy-Item -LiteralPath $Worker -Destination $copy
        $here = Get-AciSecurityFinding -Path $Worker -NoSettings
        (Get-AciSecurityFinding -Path $copy -NoSettings).FindingId | Should -Be $here.FindingId
        $scoped = Get-AciSecurityFinding -Path $Worker -NoSettings -Scope '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/prices'
        $scoped.MatchKey | Should -Be $here.MatchKey
        $scoped[0].FindingId | Should -Not -Be $here[0].FindingId
        $scoped[0].ResourceGroupName | Should -Be 'prices'
    }

    It 'carry tags for secrets that are equal for equal secrets of a run, and different in every run' {
        $group = New-Group -Environment @{ name = 'FIRST_PASSWORD'; value = 'kestrel-Harbour-5150' }, @{ name = 'SECOND_PASSWORD'; value = 'kestrel-Harbour-5150' }, @{ name = 'THIRD_PASSWORD'; value = 'osprey-Lagoon-2048' }
        $tags = 1..2 | ForEach-Object {
            $values = ($group | Get-AciSecurityFinding -RuleId ACI-SEC-001 -NoSettings | Sort-Object -Property Place).Evidence.Value
            , @($values | ForEach-Object { [regex]::Match($_, 'tag ([0-9a-f]{8})').Groups[1].Value })
        }
        $tags[0] | Should -HaveCount 3
        $tags[0] | ForEach-Object { $_ | Should -Match '^[0-9a-f]{8}$' }
        $tags[0][0] | Should -Be $tags[0][1]
        $tags[0][0] | Should -Not -Be $tags[0][2]
        $tags[1] | Should -Not -BeIn $tags[0]
    }
}

Describe 'One group in every shape' -Tag 'Unit' {
    BeforeAll {
        $Group = New-Group -Name 'shapes' -Image 'nginx' -Property @{ ipAddress = @{ type = 'Public'; ports = @(@{ port = 22; protocol = 'TCP' }) } }
        $File = Join-Path $TestDrive 'shapes.json'
        Set-Content -LiteralPath $File -Value (New-Template -Resource $Group)
        # Rules that every one of the shapes can decide.
        $Rules = 'ACI-NET-001', 'ACI-NET-004', 'ACI-IMG-001', 'ACI-IMG-003', 'ACI-IMG-004'
        $Expected = (Get-AciSecurityFinding -Path $File -RuleId $Rules -NoSettings | Where-Object Status -EQ 'Fail').MatchKey | Sort-Object
    }

    It 'is judged from a file' {
        $Expected.Count | Should -BeGreaterThan 3
    }

    It 'is judged alike as <Shape>' -ForEach @(
        @{ Shape = 'a hashtable'; Make = { $Group } }
        @{ Shape = 'a custom object'; Make = { $Group | ConvertTo-Json -Depth 30 | ConvertFrom-Json } }
        @{ Shape = 'a parsed template'; Make = { Get-Content -LiteralPath $File -Raw | ConvertFrom-Json } }
        @{ Shape = 'a piped file'; Make = { Get-Item -LiteralPath $File } }
        @{ Shape = 'a group of this module'; Make = { Get-AciContainerGroup -Path $File } }
        @{ Shape = 'an object of an Az module'; Make = { New-AzStandIn -Group $Group } }
        @{ Shape = 'a stored group of this module'; Make = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-AciContainerGroup -Path $File), 6)) } }
    ) {
        $found = & $Make | Get-AciSecurityFinding -RuleId $Rules -NoSettings | Where-Object Status -EQ 'Fail'
        $found.MatchKey | Sort-Object | Should -Be $Expected
    }

    It 'is judged by what can be read of an Az object without JSON' {
        $found = New-AzFlatStandIn -Name 'shapes' -Image 'nginx' | Get-AciSecurityFinding -NoSettings
        $found.RuleId | Should -Contain 'ACI-NET-001'
        $found.RuleId | Should -Contain 'ACI-IMG-003'
    }
}

Describe 'Filters' -Tag 'Unit' {
    It '-RuleId takes ids and wildcards in any case' {
        (Get-AciSecurityFinding $WebShop -RuleId aci-net-001 -NoSettings | Where-Object Status -EQ 'Fail').RuleId | Should -Be 'ACI-NET-001'
        (Get-AciSecurityFinding $WebShop -RuleId 'ACI-NET-*', 'ACI-IMG-00?' -NoSettings | Where-Object Status -EQ 'Fail').RuleId | ForEach-Object { $_ | Should -Match '^ACI-(NET|IMG)-' }
    }

    It '-RuleId takes every wildcard that PowerShell knows' {
        (Get-AciSecurityFinding $WebShop -RuleId 'ACI-NET-00[14]' -NoSettings | Where-Object Status -EQ 'Fail').RuleId | Sort-Object -Unique | Should -Be 'ACI-NET-001', 'ACI-NET-004'
    }

    It '-RuleId runs a rule that the profile leaves out' {
        (Get-AciSecurityFinding $WebShop -NoSettings).RuleId | Should -Not -Contain 'ACI-IDN-001'
        (Get-AciSecurityFinding $WebShop -RuleId ACI-IDN-001 -NoSettings).RuleId | Should -Contain 'ACI-IDN-001'
    }

    It '-Category limits to categories, but keeps what could not be read or decided' {
        $categories = (Get-AciSecurityFinding $WebShop -Category Network, Images -NoSettings).Category | Sort-Object -Unique
        $categories | Should -BeIn 'Network', 'Images', 'Coverage'
        $categories | Should -Contain 'Network'
    }

    It '-Control limits to controls, as findings spell them or shorter' {
        $short = Get-AciSecurityFinding $WebShop -Control NS-1 -NoSettings | Where-Object Status -EQ 'Fail'
        $short | ForEach-Object { $_.Control | Should -Contain 'MCSB NS-1' }
        (Get-AciSecurityFinding $WebShop -Control $short[0].Control[0] -NoSettings).FindingId | Should -Be (Get-AciSecurityFinding $WebShop -Control NS-1 -NoSettings).FindingId
        (Get-AciSecurityFinding $WebShop -Control 'NS-*' -NoSettings).Count | Should -BeGreaterThan @($short).Count
    }

    It '-Severity is a minimum' {
        $severe = Get-AciSecurityFinding $WebShop -Severity High -NoSettings
        $severe.RuleId | Should -Contain 'ACI-NET-001'
        $severe | ForEach-Object { [int] $_.Severity | Should -BeGreaterOrEqual ([int] [AciSecMon.AciSeverity]::High) }
    }

    It '-Status <_> gives nothing else' -ForEach 'Fail', 'Pass', 'Unknown', 'NotApplicable' {
        $found = Get-AciSecurityFinding $WebShop -Status $_ -NoSettings
        $found.Status | Sort-Object -Unique | Should -Be $_
    }

    It '-Status All gives every result' {
        $statuses = (Get-AciSecurityFinding $WebShop -Status All -NoSettings).Status | Sort-Object -Unique
        $statuses | Should -Contain 'Pass'
        $statuses | Should -Contain 'Fail'
        $statuses | Should -Contain 'NotApplicable'
    }

    It '-Status takes the status of a finding' {
        $status = (Get-AciSecurityFinding $WebShop -RuleId ACI-NET-001 -NoSettings)[0].Status
        { Get-AciSecurityFinding $WebShop -Status $status -NoSettings } | Should -Not -Throw
    }

    It 'refuse <What>' -ForEach @(
        @{ What = 'a rule that does not exist'; ErrorId = 'AciRuleNotFound'; Do = { Get-AciSecurityFinding $WebShop -RuleId ACI-NET-999 -NoSettings } }
        @{ What = 'a wildcard that matches no rule'; ErrorId = 'AciRuleNotFound'; Do = { Get-AciSecurityFinding $WebShop -RuleId 'ACI-XYZ-*' -NoSettings } }
        @{ What = 'a control that no rule maps to'; ErrorId = 'AciControlNotFound'; Do = { Get-AciSecurityFinding $WebShop -Control NS-999 -NoSettings } }
        @{ What = 'a profile that does not exist'; ErrorId = 'AciProfileUnknown'; Do = { Get-AciSecurityFinding $WebShop -Profile Lenient -NoSettings } }
        @{ What = 'a severity that does not exist'; ErrorId = 'CannotConvertArgumentNoMessage'; Do = { Get-AciSecurityFinding $WebShop -Severity Awful -NoSettings } }
        @{ What = 'a status that does not exist'; ErrorId = 'CannotConvertArgumentNoMessage'; Do = { Get-AciSecurityFinding $WebShop -Status Maybe -NoSettings } }
        @{ What = 'a scope that is no resource group'; ErrorId = 'AciScopeInvalid'; Do = { Get-AciSecurityFinding $WebShop -Scope shop -NoSettings } }
    ) {
        $Do | Should -Throw -ErrorId "$ErrorId,$Command"
    }
}

Describe 'Profiles and settings' -Tag 'Unit' {
    BeforeAll {
        $Folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'settings')
        $File = Join-Path $Folder 'group.json'
        Set-Content -LiteralPath $File -Value (New-Template -Resource (New-Group -Image 'registry.example.net/app:1.2.3'))
    }

    It '-Profile decides which rules run' {
        (Get-AciSecurityFinding $File -NoSettings).RuleId | Should -Not -Contain 'ACI-IDN-001'
        (Get-AciSecurityFinding $File -NoSettings -Profile Strict).RuleId | Should -Contain 'ACI-IDN-001'
        (Get-AciSecurityFinding $File -NoSettings -Profile strict).RuleId | Should -Contain 'ACI-IDN-001'
    }

    It '-Settings names a settings file' {
        $settings = Join-Path $TestDrive 'own.json'
        Set-Content -LiteralPath $settings -Value '{ "allowedRegistries": [ "registry.example.net" ], "severity": { "ACI-NET-002": "Critical" } }'
        (Get-AciSecurityFinding $File -NoSettings).RuleId | Should -Contain 'ACI-IMG-001'
        $found = Get-AciSecurityFinding $File -Settings $settings
        $found.RuleId | Should -Not -Contain 'ACI-IMG-001'
        ($found | Where-Object RuleId -EQ 'ACI-NET-002').Severity | Should -Be 'Critical'
    }

    It 'a settings file in the current location or above it is found, and -NoSettings keeps it out' {
        $below = New-Item -ItemType Directory -Path (Join-Path $Folder 'below')
        Set-Content -LiteralPath (Join-Path $Folder '.acisecmon.json') -Value "// shared by all teams`n{ `"profile`": `"Strict`", }"
        Push-Location -LiteralPath $below.FullName
        try {
            (Get-AciSecurityFinding $File).RuleId | Should -Contain 'ACI-IDN-001'
            (Get-AciSecurityFinding $File -NoSettings).RuleId | Should -Not -Contain 'ACI-IDN-001'
            (Get-AciSecurityFinding $File -Profile Baseline).RuleId | Should -Not -Contain 'ACI-IDN-001'
        }
        finally {
            Pop-Location
            Remove-Item -LiteralPath (Join-Path $Folder '.acisecmon.json') -Force
        }
    }

    It 'a settings file with mistakes is one error that names each of them with its place' {
        $settings = Join-Path $TestDrive 'wrong.json'
        Set-Content -LiteralPath $settings -Value '{', '  "profil": "Strict",', '  "publicPorts": [ "https" ],', '  "severity": { "ACI-NET-0001": "High" }', '}'
        $refusal = { Get-AciSecurityFinding $File -Settings $settings } | Should -Throw -ErrorId "AciSettingsInvalid,$Command" -PassThru
        "$refusal" | Should -BeLike "*wrong.json:2:3*'profil'*profile*"
        "$refusal" | Should -BeLike '*wrong.json:3:*publicPorts*'
        "$refusal" | Should -BeLike '*wrong.json:4:*ACI-NET-0001*ACI-NET-001*'
    }

    It '<What> is an error' -ForEach @(
        @{ What = 'a settings file that is missing'; ErrorId = 'AciSettingsNotFound'; Do = { Get-AciSecurityFinding $File -Settings (Join-Path $TestDrive 'none.json') } }
        @{ What = 'a settings file that is not JSON'; ErrorId = 'AciSettingsInvalid'; Do = { $settings = Join-Path $TestDrive 'text.json'; Set-Content -LiteralPath $settings -Value 'profile'; Get-AciSecurityFinding $File -Settings $settings } }
        @{ What = 'a settings file together with -NoSettings'; ErrorId = 'AciSettingsConflict'; Do = { $settings = Join-Path $TestDrive 'both.json'; Set-Content -LiteralPath $settings -Value '{}'; Get-AciSecurityFinding $File -Settings $settings -NoSettings } }
    ) {
        $Do | Should -Throw -ErrorId "$ErrorId,$Command"
    }
}

Describe 'The pipeline' -Tag 'Unit' {
    It 'takes files' {
        $walked = Get-AciSecurityFinding -Path $Samples -NoSettings
        $piped = Get-ChildItem -LiteralPath $Samples -Recurse | Get-AciSecurityFinding -NoSettings
        $piped.FindingId | Sort-Object | Should -Be ($walked.FindingId | Sort-Object)
    }

    It 'takes groups of Get-AciContainerGroup, and judges them as their file' {
        (Get-AciContainerGroup -Path $WebShop | Get-AciSecurityFinding -NoSettings).FindingId | Sort-Object | Should -Be ((Get-AciSecurityFinding -Path $WebShop -NoSettings).FindingId | Sort-Object)
    }

    It 'takes only the groups that are left of a filter' {
        (Get-AciContainerGroup -Path $Samples | Where-Object IpAddressType -EQ 'Public' | Get-AciSecurityFinding -NoSettings).ContainerGroupName | Sort-Object -Unique | Should -Be 'status-page', 'web-shop'
    }

    It 'stops with Select-Object -First' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'many')
        1..20 | ForEach-Object { Set-Content -LiteralPath (Join-Path $folder "g$_.json") -Value (New-Template -Resource (New-Group -Name "g$_")) }
        $script:Given = 0
        Get-ChildItem -LiteralPath $folder.FullName | ForEach-Object { $script:Given++; $_ } | Get-AciSecurityFinding -NoSettings | Select-Object -First 1 | Should -HaveCount 1
        $script:Given | Should -Be 1
    }

    It 'ends where something behind it throws' {
        { Get-AciSecurityFinding -Path $WebShop -NoSettings | ForEach-Object { throw 'enough' } } | Should -Throw 'enough'
        (Get-AciSecurityFinding -Path $WebShop -RuleId ACI-NET-001 -NoSettings).RuleId | Should -Contain 'ACI-NET-001'
    }

    It 'works in parallel runspaces' {
        $expected = (Get-AciSecurityFinding -Path $WebShop -NoSettings).FindingId -join ','
        $seen = 1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:Manifest
            (Get-AciSecurityFinding -Path $using:WebShop -NoSettings).FindingId -join ','
        }
        $seen | Should -HaveCount 6
        $seen | Sort-Object -Unique | Should -Be $expected
    }

    It 'works in a job, whose findings keep their properties and views' {
        $job = Start-Job -ScriptBlock { Import-Module $using:Manifest; Get-AciSecurityFinding -Path $using:Worker -NoSettings }
        $found = $job | Receive-Job -Wait -AutoRemoveJob
        $here = Get-AciSecurityFinding -Path $Worker -NoSettings
        $found.FindingId | Should -Be $here.FindingId
        $found | Format-Table | Out-String -Width 120 | Should -Be ($here | Format-Table | Out-String -Width 120)
    }

    It 'calls itself while it runs' {
        $inner = Get-AciContainerGroup -Path $Samples | ForEach-Object { $_ | Get-AciSecurityFinding -RuleId ACI-NET-002 -Status All -NoSettings }
        @($inner | Where-Object RuleId -EQ 'ACI-NET-002').Count | Should -Be 4
    }
}

Describe 'Bad input' -Tag 'Unit' {
    BeforeAll {
        $Good = Join-Path $TestDrive 'good.json'
        Set-Content -LiteralPath $Good -Value (New-Template -Resource (New-Group -Name 'good'))
        $GoodIds = (Get-AciSecurityFinding -Path $Good -NoSettings).FindingId

        function Set-Template {
            param([string] $Name, [string] $Text)
            $file = Join-Path $TestDrive $Name
            Set-Content -LiteralPath $file -Value $Text
            $file
        }
    }

    It '<What>: one error with its place, an Error finding, and the rest is assessed' -ForEach $BadFiles {
        $bad = Join-Path $TestDrive $Name
        Set-Content -LiteralPath $bad -Value $Content -NoNewline
        $said = Get-AllStream { Get-AciSecurityFinding -Path $bad, $Good -Status All -NoSettings }

        $errors = @($said).Where({ $_ -is [System.Management.Automation.ErrorRecord] })
        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -Be "$Id,$Command"
        $errors[0].CategoryInfo.Category | Should -Be ($Category ?? 'InvalidData')
        "$($errors[0])" | Should -BeLike $Reason
        "$($errors[0])" | Should -Not -Match '\n\s+at '
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty

        $findings = @($said).Where({ $_ -is [AciSecMon.AciSecurityFinding] })
        $ofBad = $findings.Where({ $_.SubjectId -eq $bad })
        $ofBad | Should -HaveCount 1
        $ofBad[0].RuleId | Should -Be 'ACI-COV-001'
        $ofBad[0].Status | Should -Be 'Error'
        foreach ($expected in $GoodIds) { $findings.FindingId | Should -Contain $expected }
    }

    It 'stops at the first error where that is asked for' {
        $cut = Set-Template -Name 'stop.json' -Text '{ "resources": ['
        { Get-AciSecurityFinding -Path $cut, $Good -NoSettings -ErrorAction Stop } | Should -Throw -ErrorId "AciDocumentInvalid,$Command"
    }

    It 'keeps errors in a variable' {
        Get-AciSecurityFinding -Path (Join-Path $TestDrive 'no.json'), (Join-Path $TestDrive 'no*.yaml') -NoSettings -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $problems.FullyQualifiedErrorId | Should -Be "AciPathNotFound,$Command", "AciPathNotFound,$Command"
        $problems.TargetObject | Should -Be (Join-Path $TestDrive 'no.json'), (Join-Path $TestDrive 'no*.yaml')
    }

    It 'a file in a folder that is cut off and speaks of container groups is an error; one that does not is passed over' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'walk')
        Set-Content -LiteralPath (Join-Path $folder 'cut.json') -Value '{ "type": "Microsoft.ContainerInstance/containerGroups", "name": '
        Set-Content -LiteralPath (Join-Path $folder 'other.json') -Value '{ "name": '
        Get-AciSecurityFinding -Path $folder.FullName -NoSettings -ErrorVariable problems -ErrorAction SilentlyContinue | Should -HaveCount 1
        $problems | Should -HaveCount 1
        "$($problems[0])" | Should -BeLike '*cut.json*'
    }

    It 'a property that stands twice is a warning with its place, and the last one counts' {
        $file = Set-Template -Name 'twice.json' -Text '{ "type": "Microsoft.ContainerInstance/containerGroups", "name": "twice", "properties": { "osType": "Linux", "osType": "Windows", "containers": [ { "name": "app", "properties": { "image": "nginx:1.27" } } ] } }'
        Get-AciSecurityFinding -Path $file -NoSettings -WarningVariable warnings -WarningAction SilentlyContinue | Should -Not -BeNullOrEmpty
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '*twice.json:1:*osType*'
        (Get-AciContainerGroup -Path $file -WarningAction SilentlyContinue).OsType | Should -Be 'Windows'
    }

    It 'variables in a circle leave rules open, and never pass' {
        $file = Set-Template -Name 'circle.json' -Text (New-Template -Resource (New-Group -Name 'circle' -Image "[variables('a')]") -Variable @{ a = "[variables('b')]"; b = "[variables('a')]" })
        $found = Get-AciSecurityFinding -Path $file -NoSettings -Status All
        ($found | Where-Object RuleId -EQ 'ACI-COV-002').Message | Should -BeLike "*circle*variables('a')*ACI-IMG-003*"
        $found | Where-Object { $_.RuleId -like 'ACI-IMG-00[1-5]' } | ForEach-Object { $_.Status | Should -Not -Be 'Pass' }
    }

    It 'an expression that does not parse leaves rules open, and says where' {
        $file = Set-Template -Name 'expression.json' -Text (New-Template -Resource (New-Group -Name 'expression' -Image "[concat('a',]"))
        $found = Get-AciSecurityFinding -Path $file -NoSettings -Status All
        $open = $found | Where-Object RuleId -EQ 'ACI-COV-002'
        $open.Message | Should -BeLike '*not valid*character*'
        $open.Location.Line | Should -BeGreaterThan 1
        $found | Where-Object { $_.RuleId -like 'ACI-IMG-00[1-5]' } | ForEach-Object { $_.Status | Should -Not -Be 'Pass' }
    }

    It 'a loop of a million copies is not run, and said so' {
        $group = New-Group -Name "[concat('g', copyIndex())]"
        $group.copy = @{ name = 'flood'; count = 1000000 }
        $file = Set-Template -Name 'loop.json' -Text (New-Template -Resource $group)
        $found = Get-AciSecurityFinding -Path $file -NoSettings
        $found.Count | Should -BeLessThan 50
        ($found | Where-Object RuleId -EQ 'ACI-COV-002').Message | Should -BeLike '*flood*'
    }

    It 'a missing parameter file is an error, and the template is not judged by its defaults instead' {
        $file = Set-Template -Name 'main.json' -Text (New-Template -Resource (New-Group -Image "[parameters('image')]") -Parameter @{ image = @{ type = 'string'; defaultValue = 'nginx:1.27' } })
        $found = Get-AciSecurityFinding -Path $file -ParameterFile (Join-Path $TestDrive 'none.parameters.json') -NoSettings -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -Be "AciFileNotFound,$Command"
        $found.Status | Sort-Object -Unique | Should -Be 'Error'
    }

    It 'a folder that holds no container groups is a warning, not silence' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'nothing')
        Set-Content -LiteralPath (Join-Path $folder 'package.json') -Value '{ "name": "site" }'
        Get-AciSecurityFinding -Path $folder.FullName -NoSettings -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
    }

    It 'a Bicep file that deploys container groups is a coverage finding' {
        $file = Set-Template -Name 'main.bicep' -Text "resource g 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {`n  name: 'g'`n}"
        (Get-AciSecurityFinding -Path $file -NoSettings -WarningAction SilentlyContinue).RuleId | Should -Be 'ACI-COV-008'
    }
}

Describe 'Secrets' -Tag 'Unit' {
    It 'appear on no stream when they stand in <Where>' -ForEach @(
        @{ Where = 'a variable'; Make = { New-Group -Environment @{ name = 'DB_PASSWORD'; value = $Canary } } }
        @{ Where = 'a variable with an innocent name'; Make = { New-Group -Environment @{ name = 'GREETING'; value = "Server=db;Password=$Canary" } } }
        @{ Where = 'a secure variable'; Make = { New-Group -Environment @{ name = 'DB_PASSWORD'; secureValue = $Canary } } }
        @{ Where = 'a command'; Make = { $group = New-Group; $group.properties.containers[0].properties.command = @('app', '--password', $Canary); $group } }
        @{ Where = 'a registry credential'; Make = { New-Group -Property @{ imageRegistryCredentials = @(@{ server = 'shop.azurecr.io'; username = 'push'; password = $Canary }) } } }
        @{ Where = 'a storage key'; Make = { New-Group -Property @{ volumes = @(@{ name = 'v'; azureFile = @{ shareName = 's'; storageAccountName = 'a'; storageAccountKey = $Canary } }) } } }
        @{ Where = 'a secret volume'; Make = { New-Group -Property @{ volumes = @(@{ name = 'v'; secret = @{ 'key.pem' = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($Canary)) } }) } } }
        @{ Where = 'a repository address'; Make = { New-Group -Property @{ volumes = @(@{ name = 'v'; gitRepo = @{ repository = "https://user:$Canary@git.example.net/app.git" } }) } } }
        @{ Where = 'a workspace key'; Make = { New-Group -Property @{ diagnostics = @{ logAnalytics = @{ workspaceId = '11111111-2222-3333-4444-555555555555'; workspaceKey = $Canary } } } } }
        @{ Where = 'a tag'; Make = { New-Group -Tag @{ password = $Canary } } }
    ) {
        $Canary = 'kestrel-Harbour-5150'
        $encoded = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($Canary))
        $group = & $Make
        $file = Join-Path $TestDrive 'canary.json'
        Set-Content -LiteralPath $file -Value (New-Template -Resource $group)
        $DebugPreference = 'Continue'
        $said = Get-AllStream {
            Get-AciSecurityFinding -Path $file -Status All -NoSettings -Verbose -InformationAction Continue
            Get-AciContainerGroup -Path $file -Verbose
            Get-AciRisk -Path $file -NoSettings -Verbose
            $group | Get-AciSecurityFinding -Status All -NoSettings -Verbose -InformationAction Continue
            $group | Get-AciContainerGroup -Verbose
        }
        @($said).Where({ $_ -is [AciSecMon.AciSecurityFinding] }).Count | Should -BeGreaterThan 20
        $text = ($said | ConvertTo-EveryText) -join "`n"
        $text | Should -Not -Match ([regex]::Escape($Canary))
        $text | Should -Not -Match ([regex]::Escape($encoded))
    }

    It 'appear in no error about a file that cannot be read' {
        $Canary = 'kestrel-Harbour-5150'
        $file = Join-Path $TestDrive 'cut.json'
        foreach ($text in "{ `"password`": `"$Canary", "{ `"password`": $Canary }", "{ `"$Canary`": [ }", "password: [ $Canary") {
            Set-Content -LiteralPath $file -Value $text
            $said = Get-AllStream { Get-AciSecurityFinding -Path $file -Status All -NoSettings -Verbose }
            ($said | ConvertTo-EveryText) -join "`n" | Should -Not -Match $Canary
        }
    }
}

Describe 'The last line' -Tag 'Unit' {
    It 'counts what was judged, what failed and what is open, on the information stream' {
        Get-AciSecurityFinding -Path $Samples -NoSettings -InformationVariable said | Out-Null
        $said | Should -HaveCount 1
        $said[0].Tags | Should -Be 'AciSecMon'
        "$($said[0])" | Should -BeLike '4 container groups in 4 files and 1 neighbour; failed: *High*Medium*'
        "$($said[0])" | Should -BeLike '*Not asked*'
    }

    It 'says which parameters limited it' {
        Get-AciSecurityFinding -Path $Samples -Category Network -Severity High -NoSettings -InformationVariable said | Out-Null
        "$($said[0])" | Should -BeLike '*Limited by -Category, -Severity.*'
    }

    It 'counts inputs that could not be looked at' {
        Get-AciSecurityFinding -Path $Worker, (Join-Path $TestDrive 'gone.json') -NoSettings -InformationVariable said -ErrorAction SilentlyContinue | Out-Null
        "$($said[0])" | Should -BeLike '*1 error.*'
    }
}

Describe 'Findings elsewhere' -Tag 'Unit' {
    BeforeAll {
        $Findings = Get-AciSecurityFinding -Path $WebShop -NoSettings
    }

    It 'become JSON and come back with everything' {
        $back = $Findings | ConvertTo-Json -Depth 5 -EnumsAsStrings | ConvertFrom-Json
        $back.FindingId | Should -Be $Findings.FindingId
        $back[0].Severity | Should -Be 'High'
        ($back | Where-Object Place -Like '*PAYMENT_API_KEY*')[0].Evidence[0].Value | Should -BeLike '*, tag *'
        ($back | Where-Object RuleId -EQ 'ACI-NET-001').Location.Line | Should -BeGreaterThan 1
    }

    It 'become rows of a CSV file' {
        $file = Join-Path $TestDrive 'findings.csv'
        $Findings | Export-Csv -LiteralPath $file
        $rows = Import-Csv -LiteralPath $file
        $rows.FindingId | Should -Be $Findings.FindingId
        $rows.Message | Should -Be $Findings.Message
        $rows[0].Severity | Should -Be 'High'
        $rows[0].Location | Should -Be "$($Findings[0].Location)"
    }

    It 'are stored and read again with names and evidence' {
        $file = Join-Path $TestDrive 'findings.xml'
        $Findings | Export-Clixml -LiteralPath $file
        $stored = Import-Clixml -LiteralPath $file
        $stored.FindingId | Should -Be $Findings.FindingId
        $stored[0].PSObject.Properties['Severity'].Value | Out-String | Should -Match 'High'
        $stored[0].Control | Should -Be $Findings[0].Control
        "$($stored[0].Location)" | Should -Be "$($Findings[0].Location)"
    }

    It 'are grouped and counted as any objects' {
        ($Findings | Group-Object -Property Severity | Sort-Object -Property Name)[0].Name | Should -Be 'High'
        ($Findings | Where-Object Severity -GE 'High').Count | Should -Be ($Findings | Where-Object { $_.Severity -in 'High', 'Critical' }).Count
        ($Findings | Sort-Object -Property Severity -Descending)[0].Severity | Should -Be 'High'
    }
}

Describe 'Views of findings' -Tag 'Unit' {
    BeforeAll {
        $Findings = Get-AciSecurityFinding -Path $WebShop -NoSettings
        $Escape = [char] 27
        $Rendering = $PSStyle.OutputRendering
        $NoColour = $env:NO_COLOR
    }

    AfterEach {
        $PSStyle.OutputRendering = $Rendering
        $env:NO_COLOR = $NoColour
    }

    It 'are a table that stays within <_> columns' -ForEach 80, 120, 200 {
        $width = $_
        $PSStyle.OutputRendering = 'PlainText'
        $table = $Findings | Out-String -Width $width
        $table | Should -BeLike '*Severity*RuleId*Status*Line*Message*'
        $table -split '\r?\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual $width }
    }

    It 'are grouped by container group and file, named from the current location' {
        Push-Location -LiteralPath $Samples
        try {
            $Findings | Out-String -Width 120 | Should -BeLike '*Container group: web-shop (web-shop.json)*'
        }
        finally {
            Pop-Location
        }
    }

    It 'show evidence, recommendation and place in a list' {
        $list = $Findings | Where-Object RuleId -EQ 'ACI-SEC-003' | Format-List | Out-String -Width 200
        $list | Should -BeLike '*Evidence*containers`[web`]*Recommendation*Location*web-shop.json:*FindingId*'
    }

    It 'are the same for findings that were stored' {
        $stored = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Findings, 4))
        $stored | Out-String -Width 120 | Should -Be ($Findings | Out-String -Width 120)
        $stored | Format-List | Out-String -Width 120 | Should -Be ($Findings | Format-List | Out-String -Width 120)
    }

    It 'are coloured where the session wants colours' {
        $env:NO_COLOR = $null
        $PSStyle.OutputRendering = 'Ansi'
        $Findings | Out-String -Width 120 | Should -BeLike "*$Escape``[31mHigh*"
    }

    It 'are plain where NO_COLOR is set' {
        $env:NO_COLOR = '1'
        $PSStyle.OutputRendering = 'Ansi'
        $Findings | Out-String -Width 120 | Should -Not -BeLike "*$Escape``[31mHigh*"
    }

    It 'are plain where $PSStyle wants plain text' {
        $env:NO_COLOR = $null
        $PSStyle.OutputRendering = 'PlainText'
        $Findings | Out-String -Width 120 | Should -Not -BeLike "*$Escape*"
    }
}

Describe 'Completion of Get-AciSecurityFinding' -Tag 'Unit' {
    It 'offers <Contains> after "<Text>"' -ForEach @(
        @{ Text = 'Get-AciSecurityFinding . -RuleId ACI-NET-'; Contains = 'ACI-NET-004' }
        @{ Text = 'Get-AciSecurityFinding . -RuleId ACI-NET-001, ACI-S'; Contains = 'ACI-SEC-003' }
        @{ Text = 'Get-AciSecurityFinding . -Control IM'; Contains = 'IM-3' }
        @{ Text = 'Get-AciSecurityFinding . -Profile '; Contains = 'Baseline' }
        @{ Text = 'Get-AciSecurityFinding . -Status Not'; Contains = 'NotApplicable' }
        @{ Text = 'Get-AciSecurityFinding . -Status A'; Contains = 'All' }
        @{ Text = 'Get-AciSecurityFinding . -Severity Hi'; Contains = 'High' }
        @{ Text = 'Get-AciSecurityFinding . -Category Sec'; Contains = 'Secrets' }
        @{ Text = 'Get-AciSecurityFinding . -No'; Contains = '-NoSettings' }
        @{ Text = 'Get-AciSecurityFinding . | Where-Object Sev'; Contains = 'Severity' }
    ) {
        (TabExpansion2 -inputScript $Text -cursorColumn $Text.Length).CompletionMatches.CompletionText | Should -Contain $Contains
    }
}

Describe 'Findings of a connection' -Tag 'Unit' {
    BeforeAll {
        $Connection = Connect-AciSecMon -Sandbox
        $Live = Get-AciSecurityFinding -NoSettings
        $Groups = Get-AciContainerGroup
    }

    AfterAll {
        $Connection | Disconnect-AciSecMon
    }

    It 'are of many groups, and point to resources instead of lines' {
        ($Live | Where-Object Status -EQ 'Fail').ResourceId | Where-Object { $_ -in $Groups.ResourceId } | Sort-Object -Unique | Should -Not -HaveCount 1
        $Live.Location | Where-Object { $_ } | Should -BeNullOrEmpty
    }

    It 'are those of the sources that need no call for each group, unless others are asked for' {
        $Live.Source | Sort-Object -Unique | Should -BeIn 'Configuration', 'Network', 'Access', 'Coverage'
        $diagnostics = Get-AciSecurityFinding -NoSettings -Source Diagnostics -Status All
        $diagnostics.Source | Should -Contain 'Diagnostics'
        $defender = Get-AciSecurityFinding -NoSettings -Source Defender -Status All
        $defender.Source | Should -Contain 'Defender'
        $defender.SubjectType | Should -Contain 'Subscription'
        $Live | Where-Object Status -EQ 'Fail' | ForEach-Object FindingId | Should -BeIn $diagnostics.FindingId
    }

    It 'judge a neighbour once, however many groups lead to it' {
        $neighbours = Get-AciSecurityFinding -NoSettings -Status All | Where-Object { $_.SubjectType -notin 'ContainerGroup', 'ContainerGroupProfile', 'NGroup', 'Container', 'File' }
        $neighbours | Should -Not -BeNullOrEmpty
        ($neighbours | Group-Object -Property FindingId | Where-Object Count -GT 1).Name | Should -BeNullOrEmpty
    }

    It 'have the match keys that the same groups have as exported JSON' {
        # Only rules that need nothing beside the group.
        $rules = 'ACI-NET-001', 'ACI-NET-004', 'ACI-IMG-003', 'ACI-SEC-001'
        $fails = { $input | Where-Object Status -EQ 'Fail' | ForEach-Object MatchKey | Sort-Object }
        $live = Get-AciSecurityFinding -RuleId $rules -NoSettings | & $fails
        $live | Should -Not -BeNullOrEmpty
        $Groups | Get-AciSecurityFinding -RuleId $rules -NoSettings | & $fails | Should -Be $live
    }

    It 'are the same for names, ids and piped groups' {
        $one = ($Live | Where-Object { $_.Status -eq 'Fail' -and $_.ResourceId -in $Groups.ResourceId } | Select-Object -First 1).ResourceId
        $group = $Groups | Where-Object ResourceId -EQ $one
        $rules = 'ACI-NET-*', 'ACI-SEC-*', 'ACI-IMG-003'
        $expected = (Get-AciSecurityFinding -ResourceId $one -RuleId $rules -NoSettings -Status Fail).FindingId | Sort-Object
        (Get-AciSecurityFinding -Name $group.Name -ResourceGroupName $group.ResourceGroupName -SubscriptionId $group.SubscriptionId -RuleId $rules -NoSettings -Status Fail).FindingId | Sort-Object | Should -Be $expected
        ($group | Get-AciSecurityFinding -RuleId $rules -NoSettings -Status Fail).FindingId | Where-Object { $_ -notin $expected } | Should -BeNullOrEmpty
    }

    It 'keep their ids from run to run' {
        (Get-AciSecurityFinding -NoSettings).FindingId | Sort-Object | Should -Be ($Live.FindingId | Sort-Object)
    }

    It 'warn where no group is meant' {
        Get-AciSecurityFinding -Name 'no-group-has-this-name' -NoSettings -WarningVariable warnings -WarningAction SilentlyContinue | Where-Object Status -EQ 'Pass' | Should -BeNullOrEmpty
        $warnings.Message | Should -BeLike '*nothing was assessed*'
    }

    It 'take no path beside a connection' {
        { Get-AciSecurityFinding -Path $WebShop -Connection $Connection } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'count on the last line what was not asked' {
        $null = Get-AciSecurityFinding -NoSettings -InformationVariable said
        "$($said[-1])" | Should -BeLike '*Diagnostics*'
    }

    It 'go through the compliance suite, with the neighbours in blocks of their own' {
        . "$PSScriptRoot/Support/ChildRun.ps1"
        $group = $Groups | Where-Object Kind -EQ 'ContainerGroup' | Select-Object -First 1
        $run = Invoke-Compliance @{ Connection = $Connection; ResourceGroupName = $group.ResourceGroupName; SubscriptionId = $group.SubscriptionId; NoSettings = $true }
        (Get-RunTest $run -Block 'The assessment').Result | Sort-Object -Unique | Should -Be 'Passed'
        (Get-RunTest $run).Block | Should -Contain "Container group $($group.Name) in $($group.ResourceGroupName)"
    }
}
