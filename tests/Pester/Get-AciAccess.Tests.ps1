BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Get-AciAccess' -Tag 'Unit' {
    It 'shows who could become the owner of a subscription by a container group' {
        $guest = Get-AciAccess -Dangerous | Where-Object PrincipalKind -EQ 'Guest'
        $guest.Dangerous | Should -Contain 'Write'
        "$($guest.Escalation)" | Should -Match 'Owner on subscription'
    }

    It 'shows by which group a right comes' {
        (Get-AciAccess web-payments -Principal 'Anna Berg').Grant.Via | Should -Contain 'Shop operations'
    }

    It 'tells what can be activated, and what is denied' {
        (Get-AciAccess web-front -Principal 'Tom Reyes').EligibleRight | Should -Contain 'Exec'
        (Get-AciAccess -Principal 'Finance engineers').DeniedRight | Should -Contain 'Exec'
    }

    It 'takes piped container groups and rights' {
        $rows = Get-AciContainerGroup -Name lab-notebook | Get-AciAccess -Right AssignRoles
        $rows.PrincipalName | Should -Contain 'Lena Voss'
        $rows.PrincipalName | Should -Not -Contain 'Mika Sorel'
    }

    It 'suggests the least role for what was done' {
        $role = Get-AciAccess -Principal northlight-release -Right Write -AsRole | ConvertFrom-Json
        $role.IsCustom | Should -BeTrue
        $role.Actions | Should -Contain 'Microsoft.ContainerInstance/containerGroups/write'
        $role.Actions | Should -Not -Contain 'Microsoft.ContainerInstance/containerGroups/containers/exec/action'
        $role.AssignableScopes | Should -HaveCount 2
    }

    It 'fits a screen' {
        Get-AciAccess -Dangerous | Format-Table | Out-String -Width 120 | Should -Match 'Mika Sorel'
    }
}
