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

Describe 'Start-MonitoringSetUp' -Tag 'Unit' {
    BeforeAll {
        $SetUp = Join-Path $Root 'bin/Runbooks/Start-MonitoringSetUp.ps1'
        $Platform = '/subscriptions/11111111-aaaa-4aaa-8aaa-000000000001/resourceGroups/rg-platform/providers'
        $Wanted = @{
            WorkspaceId = "$Platform/Microsoft.OperationalInsights/workspaces/log-northlight"; ResourceGroupName = 'rg-monitoring'
            ActionGroupId = "$Platform/Microsoft.Insights/actionGroups/ag-oncall"; SubscriptionId = '11111111-aaaa-4aaa-8aaa-000000000001'
        }
    }

    BeforeEach {
        $Connection = Connect-AciSecMon -Sandbox
    }

    AfterEach {
        $Connection | Disconnect-AciSecMon
    }

    It 'sets up without a question, and changes nothing a second time' {
        $first = @(& $SetUp -Connection $Connection @Wanted)
        $first[-1].Changed | Should -BeGreaterThan 10
        $first[-1].NotDone | Should -Be 0
        $second = @(& $SetUp -Connection $Connection @Wanted)
        $second[-1].Changed | Should -Be 0
        $second[-1].Unchanged | Should -Be ($first[-1].Changed + $first[-1].Unchanged)
    }

    It 'only plans where that is asked' {
        $planned = @(& $SetUp -Connection $Connection @Wanted -Plan $true)
        $planned[-1].WouldChange | Should -BeGreaterThan 10
        $planned[-1].Changed | Should -Be 0
        @(Get-AciDiagnostics -Connection $Connection | Where-Object Name -EQ 'acisecmon').Count | Should -Be 0
    }

    It 'leaves steps out' {
        $changes = @(& $SetUp -Connection $Connection @Wanted -Skip DefenderPlan, Diagnostics, MetricAlert, DetectionAlert)
        "$($changes.TargetId)" | Should -Not -BeLike '*pricings*'
        "$($changes.TargetId)" | Should -BeLike '*activityLogAlerts*'
    }

    It 'ends with an error where something was not done, after the rest was' {
        $wrong = $Wanted.Clone()
        $wrong.ResourceGroupName = 'rg-nowhere'
        { & $SetUp -Connection $Connection @wrong -WarningAction SilentlyContinue } | Should -Throw '*changes were not made*'
        @(Get-AciDiagnostics -Connection $Connection | Where-Object Name -EQ 'acisecmon').Count | Should -BeGreaterThan 0
    }
}

Describe 'Start-AlertTriage' -Tag 'Unit' {
    BeforeAll {
        $Triage = Join-Path $Root 'bin/Runbooks/Start-AlertTriage.ps1'
    }

    BeforeEach {
        $Connection = Connect-AciSecMon -Sandbox
    }

    AfterEach {
        $Connection | Disconnect-AciSecMon
    }

    It 'puts together what is known of an alert, and says what to do next' {
        $results = @(& $Triage -Connection $Connection -WarningAction SilentlyContinue)
        $guest = $results | Where-Object AlertType -EQ 'ARM_AnomalousServiceOperation.Execution'
        $guest.Named | Should -Contain '198.51.100.88'
        $guest.LookedInto | Should -BeGreaterThan 0
        $guest.WorstRisk | Should -BeGreaterThan 0
        $guest.WorstFinding.Count | Should -BeGreaterThan 0
        "$($guest.Activity)" | Should -BeLike '*mika.sorel*198.51.100.88*lab-notebook*'
        "$($guest.NextStep)" | Should -BeLike '*Ask the named person*Set-AciSecurityAlert*'
        $results[-1].Errors | Should -Be 0
        $results[-1].TakenUp | Should -Be 0
    }

    It 'changes nothing but the status, and only where that is asked' {
        $open = @(Get-AciSecurityAlert -Connection $Connection -WarningAction SilentlyContinue).Count
        $null = & $Triage -Connection $Connection -WarningAction SilentlyContinue
        @(Get-AciSecurityAlert -Connection $Connection -Status Active -WarningAction SilentlyContinue).Count | Should -Be $open
        $taken = @(& $Triage -Connection $Connection -TakeUp $true -WarningAction SilentlyContinue)
        $taken[-1].TakenUp | Should -Be $open
        $again = @(& $Triage -Connection $Connection -TakeUp $true -WarningAction SilentlyContinue)
        $again[-1].TakenUp | Should -Be 0
        $again.Count | Should -Be $taken.Count
    }

    It 'limits groups, writes a file, and is a gate' {
        $file = Join-Path $TestDrive 'alerts.jsonl'
        $results = @(& $Triage -Connection $Connection -MostGroups 1 -OutFile $file -WarningAction SilentlyContinue)
        ($results | Select-Object -SkipLast 1).LookedInto | Sort-Object -Unique | Should -Be 1
        @(Get-Content -LiteralPath $file).Count | Should -Be ($results.Count - 1)
        { & $Triage -Connection $Connection -MostGroups 1 -FailOn Medium -WarningAction SilentlyContinue } | Should -Throw '*alerts of severity Medium or above are open*'
        { & $Triage -Connection $Connection -Severity Critical -FailOn High } | Should -Throw '*lower -Severity*'
    }
}
