BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
}

Describe 'Disconnect-AciSecMon' -Tag 'Unit' {
    It 'ends the connection of the session' {
        $null = Connect-AciSecMon -Sandbox
        Disconnect-AciSecMon
        Get-AciSecMonContext | Should -BeNullOrEmpty
    }

    It 'ends a connection that is piped, and leaves another' {
        $first = Connect-AciSecMon -Sandbox
        $second = Connect-AciSecMon -Sandbox
        $first | Disconnect-AciSecMon
        [object]::ReferenceEquals((Get-AciSecMonContext), $second) | Should -BeTrue
        Get-AciContainerGroup -Connection $second | Should -Not -BeNullOrEmpty
        $second | Disconnect-AciSecMon
    }

    It 'is quiet where there is nothing to end' {
        Get-AciSecMonContext | Disconnect-AciSecMon
        Get-AllStream { Disconnect-AciSecMon } | Should -BeNullOrEmpty
    }

    It 'leaves a connection that cannot be used, and says so' {
        $gone = Connect-AciSecMon -Sandbox
        $gone | Disconnect-AciSecMon
        $said = Get-AllStream { Get-AciContainerGroup -Connection $gone }
        @($said).Where({ $_ -is [System.Management.Automation.ErrorRecord] })[0].FullyQualifiedErrorId | Should -BeLike 'AciConnectionClosed,*'
        @($said).Where({ $_ -is [AciSecMon.AciContainerGroup] }) | Should -BeNullOrEmpty
    }
}
