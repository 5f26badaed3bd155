BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
    $ActionGroup = (Get-AciAlertRule alert-aci-operations).ActionGroup[0]
    $Workspace = ($ActionGroup -replace '/providers/.*') + '/providers/Microsoft.OperationalInsights/workspaces/log-northlight'
    $All = @{ WorkspaceId = $Workspace; ResourceGroupName = 'rg-platform'; ActionGroupId = $ActionGroup }
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Enable-AciSecurityMonitoring' -Tag 'Unit' {
    It 'changes nothing under -WhatIf' {
        $before = Get-AciMonitoringCoverage | ForEach-Object ToString
        (Enable-AciSecurityMonitoring @All -WhatIf).Result | Should -Contain 'WouldChange'
        Get-AciMonitoringCoverage | ForEach-Object ToString | Should -Be $before
    }

    It 'says what is missing for alerts before it changes anything' {
        { Enable-AciSecurityMonitoring -WorkspaceId $Workspace -Confirm:$false } | Should -Throw -ErrorId 'AciAlertRuleInvalid,*'
    }

    It 'exports the activity log of each subscription, and only that' {
        $changes = Enable-AciSecurityMonitoring -WorkspaceId $Workspace -Only ActivityLogExport -Confirm:$false
        $changes.Action | Sort-Object -Unique | Should -Be 'Export activity log'
        $changes.Result | Should -Contain 'Changed'
        (Get-AciMonitoringCoverage).Part | Where-Object Name -EQ 'ActivityLogExport' | ForEach-Object { $_.State | Should -Be 'On' }
    }

    It 'assigns the policies of the module, and only those' {
        $changes = Enable-AciSecurityMonitoring -WorkspaceId $Workspace -Only Policy -Confirm:$false
        $changes.Result | Sort-Object -Unique | Should -Be 'Changed'
        $changes.Action | Sort-Object -Unique | Should -Be 'Write initiative', 'Write policy assignment', 'Write policy definition'
        (Enable-AciSecurityMonitoring -WorkspaceId $Workspace -Only Policy -Confirm:$false).Result | Sort-Object -Unique | Should -Be 'Unchanged'
    }

    It 'sets up the rest, and then has nothing left to do' {
        $before = (Get-AciMonitoringCoverage | Measure-Object Percent -Sum).Sum
        $null = Enable-AciSecurityMonitoring @All -Confirm:$false -ErrorAction SilentlyContinue
        (Get-AciMonitoringCoverage | Measure-Object Percent -Sum).Sum | Should -BeGreaterThan $before
        (Enable-AciSecurityMonitoring @All -Confirm:$false -ErrorAction SilentlyContinue).Result | Should -Not -Contain 'Changed'
    }
}
