BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
    $Subscriptions = (Get-AciContainerGroup).SubscriptionId | Sort-Object -Unique
    $Capabilities = Test-AciSecMonPermission
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Test-AciSecMonPermission' -Tag 'Unit' {
    It 'answers for each capability and subscription, once' {
        $names = $Capabilities.Name | Sort-Object -Unique
        $names.Count | Should -BeGreaterThan 1
        foreach ($subscription in $Subscriptions) { ($Capabilities | Where-Object SubscriptionId -EQ $subscription).Name | Sort-Object | Should -Be $names }
    }

    It 'splits the actions that are needed into those that the caller has and those that are missing' {
        foreach ($capability in $Capabilities | Where-Object { $null -ne $_.Allowed }) {
            $capability | Should -BeOfType ([AciSecMon.AciCapability])
            $capability.RequiredAction | Should -Not -BeNullOrEmpty -Because "$capability"
            @($capability.HeldAction) + @($capability.MissingAction) | Sort-Object | Should -Be ($capability.RequiredAction | Sort-Object) -Because "$capability"
            $capability.Allowed | Should -Be ($capability.MissingAction.Count -eq 0) -Because "$capability"
        }
    }

    It 'says why where it could not find out' {
        $Capabilities | Where-Object { $null -eq $_.Allowed } | ForEach-Object { $_.Note | Should -Not -BeNullOrEmpty }
    }

    It 'gives the least custom role for each' {
        foreach ($capability in $Capabilities) {
            $capability.RoleDefinition | Should -Not -BeNullOrEmpty
            $role = $capability.RoleDefinition | ConvertFrom-Json
            $text = "$($capability.RoleDefinition)"
            foreach ($action in $capability.RequiredAction) { $text.Contains($action) | Should -BeTrue -Because $action }
            $role.AssignableScopes | Should -Be "/subscriptions/$($capability.SubscriptionId)"
            $text | Should -Not -Match '"\*"'
        }
    }

    It 'takes capabilities, with wildcards, and subscriptions' {
        $name = $Capabilities[0].Name
        $found = @(Test-AciSecMonPermission $name -SubscriptionId $Subscriptions[0])
        $found | Should -HaveCount 1
        $found.Name | Should -Be $name
        @(Test-AciSecMonPermission 'Enable*').Name | Sort-Object -Unique | ForEach-Object { $_ | Should -BeLike 'Enable*' }
    }

    It 'offers each capability for completion' {
        $line = 'Test-AciSecMonPermission -Capability '
        $offered = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText
        $offered | Sort-Object | Should -Be ($Capabilities.Name | Sort-Object -Unique)
    }

    It 'gives a role that can be created without naming a subscription' {
        $role = Test-AciSecMonPermission -Capability Assess -AsRole | ConvertFrom-Json
        $role.AssignableScopes | Sort-Object | Should -Be ($Capabilities.SubscriptionId | Sort-Object -Unique | ForEach-Object { "/subscriptions/$_" })
    }

    It 'gives one role for several capabilities with -AsRole, as role definition create takes it' {
        $role = Test-AciSecMonPermission -AsRole -SubscriptionId $Subscriptions
        $role | Should -HaveCount 1
        $definition = $role | ConvertFrom-Json
        $definition.AssignableScopes | Sort-Object | Should -Be ($Subscriptions | ForEach-Object { "/subscriptions/$_" } | Sort-Object)
        foreach ($action in $Capabilities.RequiredAction | Sort-Object -Unique) { $role.Contains($action) | Should -BeTrue -Because $action }
    }
}
