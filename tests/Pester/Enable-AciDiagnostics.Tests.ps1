# Each test has a sandbox of its own, since it changes it.

BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
    . "$PSScriptRoot/Support/Sandbox.ps1"
}

Describe 'Enable-AciDiagnostics' -Tag 'Unit' {
    BeforeEach {
        $Connection = Connect-AciSecMon -Sandbox
        $Workspace = Get-SandboxWorkspace -Connection $Connection
        $Unwatched = @(Get-UnwatchedGroup -Connection $Connection -WorkspaceId $Workspace)
        $Target = $Unwatched[0].ResourceId
    }

    AfterEach {
        $Connection | Disconnect-AciSecMon
    }

    It 'writes a setting, reads it back, and says what it did' {
        $change = Enable-AciDiagnostics -ResourceId $Target -WorkspaceId $Workspace -Confirm:$false
        $change | Should -BeOfType ([AciSecMon.AciChange])
        $change.Result | Should -Be 'Changed'
        $change.ResourceId | Should -Be $Target
        $change.Before | Should -BeNullOrEmpty
        ($change.After | ConvertFrom-Json).properties.workspaceId | Should -Be $Workspace
        $change.Consequence | Should -BeLike '*restart*'
        $setting = Get-AciDiagnostics -ResourceId $Target
        $setting.State | Should -Be 'Complete'
        $setting.Category | Sort-Object | Should -Be 'AllMetrics', 'ContainerEvent', 'ContainerInstanceLog'
    }

    It 'finds everything Unchanged in a second run' {
        $null = Enable-AciDiagnostics -ResourceId $Target -WorkspaceId $Workspace -Confirm:$false
        $before = Get-DiagnosticsText -Connection $Connection
        $again = Enable-AciDiagnostics -ResourceId $Target -WorkspaceId $Workspace -Confirm:$false
        $again.Result | Should -Be 'Unchanged'
        Get-DiagnosticsText -Connection $Connection | Should -Be $before
    }

    It 'adopts a setting that does the same already' {
        $watched = Get-AciDiagnostics | Where-Object { $_.State -eq 'Complete' -and $_.Kind -eq 'DiagnosticSetting' -and $_.Destination.Id -contains $Workspace } | Select-Object -First 1
        $watched | Should -Not -BeNullOrEmpty
        $count = @(Get-AciDiagnostics -ResourceId $watched.ResourceId).Count
        (Enable-AciDiagnostics -ResourceId $watched.ResourceId -WorkspaceId $Workspace -Confirm:$false).Result | Should -Be 'Unchanged'
        @(Get-AciDiagnostics -ResourceId $watched.ResourceId).Count | Should -Be $count
    }

    It 'changes nothing under -WhatIf, and shows what it would write' {
        $before = Get-DiagnosticsText -Connection $Connection
        $change = Enable-AciDiagnostics -ResourceId $Target -WorkspaceId $Workspace -WhatIf
        $change.Result | Should -Be 'WouldChange'
        ($change.After | ConvertFrom-Json).properties.workspaceId | Should -Be $Workspace
        Get-DiagnosticsText -Connection $Connection | Should -Be $before
    }

    It 'asks before a group restarts' {
        (Get-Command Enable-AciDiagnostics).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true).ConfirmImpact | Should -Be 'High'
    }

    It 'writes each group of many findings once' {
        $ids = $Unwatched.ResourceId
        $findings = Get-AciSecurityFinding -ResourceId $ids -Status All -NoSettings | Where-Object ResourceId -In $ids
        $findings.Count | Should -BeGreaterThan $ids.Count
        $changes = @($findings | Enable-AciDiagnostics -WorkspaceId $Workspace -Confirm:$false)
        $changes.ResourceId | Sort-Object | Should -Be ($ids | Sort-Object)
        $changes.Result | Sort-Object -Unique | Should -Be 'Changed'
        ($findings | Enable-AciDiagnostics -WorkspaceId $Workspace -Confirm:$false).Result | Sort-Object -Unique | Should -Be 'Unchanged'
    }

    It 'makes the finding go away that asked for it' {
        # What the workspace itself lacks is another matter.
        $rules = 'ACI-LOG-001', 'ACI-LOG-002', 'ACI-LOG-003'
        $before = Get-AciSecurityFinding -ResourceId $Target -RuleId $rules -Status Fail -NoSettings
        $before | Should -Not -BeNullOrEmpty
        $null = Enable-AciDiagnostics -ResourceId $Target -WorkspaceId $Workspace -Confirm:$false
        $after = Get-AciSecurityFinding -ResourceId $Target -RuleId $rules -Status Fail -NoSettings
        @($after).Count | Should -BeLessThan @($before).Count
    }

    It 'writes nothing to a destination that is not there' {
        $before = Get-DiagnosticsText -Connection $Connection
        $said = Get-AllStream { Enable-AciDiagnostics -ResourceId $Target -WorkspaceId ($Workspace + '-gone') -Confirm:$false }
        @($said).Where({ $_ -is [AciSecMon.AciChange] }).Result | Should -Not -Contain 'Changed'
        @($said).Where({ $_ -is [System.Management.Automation.ErrorRecord] -or ($_ -is [AciSecMon.AciChange] -and $_.Result -in 'Refused', 'Failed') }) | Should -Not -BeNullOrEmpty
        Get-DiagnosticsText -Connection $Connection | Should -Be $before
    }

    It 'asks for a destination' {
        { Enable-AciDiagnostics -ResourceId $Target -Confirm:$false } | Should -Throw -ErrorId 'AciDestinationMissing,*'
    }
}
