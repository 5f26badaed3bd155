BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
}

Describe 'Get-AciSecMonContext' -Tag 'Unit' {
    BeforeEach {
        Get-AciSecMonContext | Disconnect-AciSecMon
    }

    It 'gives nothing where there is no connection, and makes none' {
        Get-AllStream { Get-AciSecMonContext } | Should -BeNullOrEmpty
    }

    It 'gives the connection that was made last' {
        $first = Connect-AciSecMon -Sandbox
        $second = Connect-AciSecMon -Sandbox
        [object]::ReferenceEquals((Get-AciSecMonContext), $second) | Should -BeTrue
        [object]::ReferenceEquals((Get-AciSecMonContext), $first) | Should -BeFalse
        $first, $second | Disconnect-AciSecMon
    }
}
