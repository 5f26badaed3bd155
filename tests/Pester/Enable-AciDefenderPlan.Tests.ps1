BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
    . "$PSScriptRoot/Support/Sandbox.ps1"
}

Describe 'Enable-AciDefenderPlan' -Tag 'Unit' {
    BeforeEach {
        $Connection = Connect-AciSecMon -Sandbox
        $Off = Get-AciDefenderPlan -Name Containers, CloudPosture | Where-Object { $_.Enabled -eq $false -and -not $_.InheritedFrom } | Select-Object -First 1
        $Off | Should -Not -BeNullOrEmpty -Because 'the sandbox has a plan that is off'
        $Target = @{ Name = $Off.Name; SubscriptionId = $Off.SubscriptionId }
    }

    AfterEach {
        $Connection | Disconnect-AciSecMon
    }

    It 'switches a plan on, reads it back, and says what it costs' {
        $change = Enable-AciDefenderPlan @Target -Confirm:$false
        $change.Result | Should -Be 'Changed'
        $change.SubscriptionId | Should -Be $Off.SubscriptionId
        $change.Consequence | Should -Not -BeNullOrEmpty
        ($change.After | ConvertFrom-Json).properties.pricingTier | Should -Be 'Standard'
        (Get-AciDefenderPlan @Target).Enabled | Should -BeTrue
    }

    It 'leaves every other plan as it was' {
        $others = { Get-AciDefenderPlan | Where-Object ResourceId -NE $Off.ResourceId | Sort-Object -Property ResourceId | Select-Object -Property ResourceId, Tier, SubPlan, Extension | ConvertTo-Json -Depth 5 }
        $before = & $others
        $null = Enable-AciDefenderPlan @Target -Confirm:$false
        & $others | Should -Be $before
    }

    It 'keeps extensions that are on' {
        $on = Get-AciDefenderPlan -Name Containers, CloudPosture | Where-Object { $_.Enabled -and $_.Extension.Enabled -contains $true } | Select-Object -First 1
        $on | Should -Not -BeNullOrEmpty
        $kept = ($on.Extension | Where-Object Enabled).Name
        $null = Enable-AciDefenderPlan -Name $on.Name -SubscriptionId $on.SubscriptionId -Confirm:$false
        $now = (Get-AciDefenderPlan -Name $on.Name -SubscriptionId $on.SubscriptionId).Extension | Where-Object Enabled
        foreach ($name in $kept) { $now.Name | Should -Contain $name }
    }

    It 'switches on an extension that is asked for' {
        $plan = Get-AciDefenderPlan -Name Containers | Where-Object { $_.Extension.Enabled -contains $false -and -not $_.InheritedFrom } | Select-Object -First 1
        $name = ($plan.Extension | Where-Object { -not $_.Enabled } | Select-Object -First 1).Name
        $null = Enable-AciDefenderPlan -Name Containers -SubscriptionId $plan.SubscriptionId -Extension $name -Confirm:$false
        ((Get-AciDefenderPlan -Name Containers -SubscriptionId $plan.SubscriptionId).Extension | Where-Object Name -EQ $name).Enabled | Should -BeTrue
    }

    It 'finds everything Unchanged in a second run' {
        $null = Enable-AciDefenderPlan @Target -Confirm:$false
        $before = Get-DefenderText -Connection $Connection
        (Enable-AciDefenderPlan @Target -Confirm:$false).Result | Should -Be 'Unchanged'
        Get-DefenderText -Connection $Connection | Should -Be $before
    }

    It 'changes nothing under -WhatIf, and shows what it would write' {
        $before = Get-DefenderText -Connection $Connection
        $change = Enable-AciDefenderPlan @Target -WhatIf
        $change.Result | Should -Be 'WouldChange'
        ($change.After | ConvertFrom-Json).properties.pricingTier | Should -Be 'Standard'
        Get-DefenderText -Connection $Connection | Should -Be $before
    }

    It 'asks before it costs money' {
        (Get-Command Enable-AciDefenderPlan).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true).ConfirmImpact | Should -Be 'High'
    }

    It 'takes plans of the pipeline, each once' {
        $plan = Get-AciDefenderPlan @Target
        @($plan, $plan | Enable-AciDefenderPlan -Confirm:$false) | Should -HaveCount 1
        (Get-AciDefenderPlan @Target).Enabled | Should -BeTrue
    }
}
