BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
    $Nightly = Join-Path $Root 'bin/Runbooks/Start-NightlyAssessment.ps1'
}

Describe 'Start-NightlyAssessment' -Tag 'Unit' {
    BeforeAll {
        $Connection = Connect-AciSecMon -Sandbox
    }

    AfterAll {
        $Connection | Disconnect-AciSecMon
    }

    It 'writes the findings from a severity on, and a summary in the end' {
        $results = @(& $Nightly -Connection $Connection -Severity High)
        $expected = @(Get-AciSecurityFinding -Connection $Connection -Severity High)
        $results.Count | Should -Be ($expected.Count + 1)
        $results[0].RuleId | Should -Be $expected[0].RuleId
        $results[-1].High | Should -Be @($expected | Where-Object { $_.Status -eq 'Fail' -and $_.Severity -eq 'High' }).Count
        $results[-1].Medium | Should -Be 0
    }

    It 'leaves a connection that it was given open' {
        $null = & $Nightly -Connection $Connection -Severity Critical
        @(Get-AciContainerGroup -Connection $Connection -Name web-front).Count | Should -Be 1
    }

    It 'asks more sources where they are named' {
        $rules = (& $Nightly -Connection $Connection -Severity Medium -Source Diagnostics).RuleId
        $rules | Should -Contain 'ACI-LOG-004'
    }

    It 'writes one JSON object a line where a file is named' {
        $file = Join-Path $TestDrive 'findings.jsonl'
        $results = @(& $Nightly -Connection $Connection -Severity Critical -OutFile $file)
        $lines = @(Get-Content -LiteralPath $file)
        $lines.Count | Should -Be ($results.Count - 1)
        ($lines[0] | ConvertFrom-Json).RuleId | Should -Be $results[0].RuleId
    }

    It 'ends with an error only where it is asked to' {
        { & $Nightly -Connection $Connection -Severity Critical } | Should -Not -Throw
        { & $Nightly -Connection $Connection -FailOn High } | Should -Throw '*of severity High or above*'
        { & $Nightly -Connection $Connection -Severity Critical -FailOn High } | Should -Throw '*lower -Severity*'
    }
}
