BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
    $Subscriptions = (Get-AciContainerGroup).SubscriptionId | Sort-Object -Unique
    $Plans = Get-AciDefenderPlan
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Get-AciDefenderPlan' -Tag 'Unit' {
    It 'gives the plans that matter to container groups, for each subscription' {
        foreach ($subscription in $Subscriptions) {
            $names = ($Plans | Where-Object SubscriptionId -EQ $subscription).Name
            foreach ($name in 'Containers', 'CloudPosture', 'Arm', 'KeyVaults', 'StorageAccounts') { $names | Should -Contain $name -Because $subscription }
        }
    }

    It 'knows plans that are on and plans that are off' {
        $Plans.Enabled | Should -Contain $true
        $Plans.Enabled | Should -Contain $false
        foreach ($plan in $Plans | Where-Object { $null -ne $_.Tier }) { $plan.Enabled | Should -Be ($plan.Tier -eq 'Standard') -Because "$plan" }
    }

    It 'says of each plan what it gives an estate of container groups, and what it does not' {
        foreach ($plan in $Plans) { @($plan.Gives) + @($plan.DoesNotGive) | Should -Not -BeNullOrEmpty -Because "$plan" }
        ($Plans | Where-Object Name -EQ 'Containers').DoesNotGive | Should -Not -BeNullOrEmpty
    }

    It 'lists the extensions, on or off' {
        $extensions = ($Plans | Where-Object Name -EQ 'Containers').Extension
        $extensions | Should -Not -BeNullOrEmpty
        $extensions | ForEach-Object { $_.Enabled | Should -BeOfType ([bool]) }
    }

    It 'takes names and subscriptions' {
        $one = Get-AciDefenderPlan Containers -SubscriptionId $Subscriptions[0]
        $one | Should -HaveCount 1
        $one.Name | Should -Be 'Containers'
        $one.SubscriptionId | Should -Be $Subscriptions[0]
    }

    It 'takes the subscription of what is piped, each once' {
        $groups = Get-AciContainerGroup -SubscriptionId $Subscriptions[0]
        @($groups | Get-AciDefenderPlan -Name Containers) | Should -HaveCount 1
    }
}
