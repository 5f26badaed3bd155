BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Get-AciActivity' -Tag 'Unit' {
    It 'tells what a guest did to a container group' {
        $done = Get-AciActivity -Risky -Caller '*#EXT#*'
        $done.Kind | Should -Be 'Exec', 'RemoveDiagnostics'
        $done.ContainerGroupName | Sort-Object -Unique | Should -Be 'lab-notebook'
        $done[0].Risk | Should -Not -BeNullOrEmpty
    }

    It 'takes names, times and operations' {
        (Get-AciActivity web-legacy -After 2026-01-01 -Before 2026-02-01 -Operation Write).Caller | Should -Be 'tom.reyes@northlightbooks.example'
        Get-AciActivity web-legacy | Should -BeNullOrEmpty
    }

    It 'takes piped container groups' {
        (Get-AciContainerGroup -Name web-payments | Get-AciActivity -Operation Exec).ContainerName | Should -Be 'payments'
    }

    It 'finds a group that is gone' {
        (Get-AciActivity -Operation Delete).ContainerGroupName | Should -Be 'trial-of-last-year'
    }

    It 'says what is not kept any more, and gives the rest' {
        $all = Get-AciActivity -After 2025-09-01 -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults.FullyQualifiedErrorId | Should -BeLike 'AciActivityNotKept,*'
        $all | Should -Not -BeNullOrEmpty
    }

    It 'reads what is older from a workspace' {
        (Get-AciActivity -After 2025-11-01 -Before 2025-11-30 -Workspace log-northlight -WarningAction SilentlyContinue).ContainerGroupName | Should -Be 'web-old-help'
    }

    It 'refuses a time without length' {
        { Get-AciActivity -After 2026-03-01 -Before 2026-02-01 } | Should -Throw -ErrorId 'AciActivityTimeInvalid,*'
    }

    It 'leads to the findings on what was touched' {
        (Get-AciActivity -Risky -Caller '*#EXT#*' | Get-AciSecurityFinding).ContainerGroupName | Sort-Object -Unique | Should -Contain 'lab-notebook'
    }

    It 'fits a screen' {
        Get-AciActivity -Risky | Format-Table | Out-String -Width 120 | Should -Match 'lab-notebook/notebook'
    }
}
