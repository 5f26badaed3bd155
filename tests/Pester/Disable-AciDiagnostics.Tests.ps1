BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
    . "$PSScriptRoot/Support/Sandbox.ps1"
}

Describe 'Disable-AciDiagnostics' -Tag 'Unit' {
    BeforeEach {
        $Connection = Connect-AciSecMon -Sandbox
        $Workspace = Get-SandboxWorkspace -Connection $Connection
        $Target = @(Get-UnwatchedGroup -Connection $Connection -WorkspaceId $Workspace)[0].ResourceId
        $Untouched = Get-DiagnosticsText -Connection $Connection
        $null = Enable-AciDiagnostics -ResourceId $Target -WorkspaceId $Workspace -Confirm:$false
    }

    AfterEach {
        $Connection | Disconnect-AciSecMon
    }

    It 'takes away what Enable-AciDiagnostics made' {
        $change = Disable-AciDiagnostics -ResourceId $Target -Confirm:$false
        $change.Result | Should -Be 'Changed'
        $change.Before | Should -Not -BeNullOrEmpty
        $change.After | Should -BeNullOrEmpty
        Get-DiagnosticsText -Connection $Connection | Should -Be $Untouched
    }

    It 'finds nothing to do in a second run' {
        $null = Disable-AciDiagnostics -ResourceId $Target -Confirm:$false
        (Disable-AciDiagnostics -ResourceId $Target -Confirm:$false).Result | Where-Object { $_ -ne 'Unchanged' } | Should -BeNullOrEmpty
    }

    It 'leaves what others made, unless it is named' {
        $foreign = Get-AciDiagnostics | Where-Object { $_.Kind -eq 'DiagnosticSetting' -and $_.Name -notlike 'acisecmon*' } | Select-Object -First 1
        $foreign | Should -Not -BeNullOrEmpty
        (Disable-AciDiagnostics -ResourceId $foreign.ResourceId -Confirm:$false).Result | Should -Not -Contain 'Changed'
        (Get-AciDiagnostics -ResourceId $foreign.ResourceId).Name | Should -Contain $foreign.Name
        (Disable-AciDiagnostics -ResourceId $foreign.ResourceId -SettingName $foreign.Name -Confirm:$false).Result | Should -Be 'Changed'
        # It is switched off, not taken away: who made it finds it where it was.
        (Get-AciDiagnostics -ResourceId $foreign.ResourceId | Where-Object Name -EQ $foreign.Name).State | Should -Be 'Silent'
    }

    It 'changes nothing under -WhatIf' {
        $before = Get-DiagnosticsText -Connection $Connection
        (Disable-AciDiagnostics -ResourceId $Target -WhatIf).Result | Should -Be 'WouldChange'
        Get-DiagnosticsText -Connection $Connection | Should -Be $before
    }

    It 'works on each piped group once' {
        @($Target, $Target.ToUpperInvariant() | Disable-AciDiagnostics -Confirm:$false) | Where-Object Result -EQ 'Changed' | Should -HaveCount 1
    }
}
