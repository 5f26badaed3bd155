BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Shop = '11111111-aaaa-4aaa-8aaa-000000000001'
    $Lab = '33333333-cccc-4ccc-8ccc-000000000003'
    $Workspace = "/subscriptions/$Shop/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/log-northlight"
    $Network = '8af8f826-edcb-4178-b35f-851ea6fea615'
    $Logs = '85779c9a-7fdf-4294-937c-ded183166fa8'
    $Append = '21c469fa-a887-4363-88a9-60bfd6911a15'
}

# Each test has a sandbox of its own, since it changes it.
Describe 'Enable-AciPolicy' -Tag 'Unit' {
    BeforeEach {
        $Connection = Connect-AciSecMon -Sandbox
    }

    AfterEach {
        $Connection | Disconnect-AciSecMon
    }

    It 'makes and assigns the initiative of the module, and a second run changes nothing' {
        $first = Enable-AciPolicy acisecmon-container-groups -SubscriptionId $Lab -Confirm:$false
        $first.Result | Sort-Object -Unique | Should -Be 'Changed'
        ($first.Action | Sort-Object -Unique) | Should -Be 'Write initiative', 'Write policy assignment', 'Write policy definition'
        (Enable-AciPolicy acisecmon-container-groups -SubscriptionId $Lab -Confirm:$false).Result | Sort-Object -Unique | Should -Be 'Unchanged'
    }

    It 'takes what Get-AciPolicyDefinition gives' {
        $changes = Get-AciPolicyDefinition acisecmon-image-* | Enable-AciPolicy -SubscriptionId $Lab -Confirm:$false
        $changes.TargetName | Sort-Object -Unique | Should -Be 'acisecmon-image-digest', 'acisecmon-image-version'
        $changes.Result | Sort-Object -Unique | Should -Be 'Changed'
    }

    It 'asks nothing where nothing is piped' {
        @() | Enable-AciPolicy -SubscriptionId $Lab -Confirm:$false | Should -BeNullOrEmpty
    }

    It 'writes nothing under -WhatIf, and shows what it would' {
        (Enable-AciPolicy acisecmon-zone -SubscriptionId $Lab -WhatIf).Result | Should -Be 'WouldChange', 'WouldChange'
        (Enable-AciPolicy acisecmon-zone -SubscriptionId $Lab -Confirm:$false).Result | Should -Be 'Changed', 'Changed'
    }

    It 'assigns at a management group and at a resource group' {
        $group = Enable-AciPolicy acisecmon-zone -ManagementGroupName northlight -Confirm:$false
        $group[-1].ResourceId | Should -BeLike '*/managementGroups/northlight'
        $group[-1].SubscriptionId | Should -BeNullOrEmpty
        $place = Enable-AciPolicy acisecmon-zone -SubscriptionId $Lab -ResourceGroupName rg-lab -Confirm:$false
        $place[-1].ResourceGroupName | Should -Be 'rg-lab'
    }

    It 'takes effects in any spelling, and values of parameters' {
        $change = Enable-AciPolicy acisecmon-public-ports -Effect deny -Parameter @{ allowedPorts = 443, 8443 } -SubscriptionId $Lab -Confirm:$false
        $values = ($change[-1].After | ConvertFrom-Json).properties.parameters
        $values.effect.value | Should -BeExactly 'Deny'
        $values.allowedPorts.value | Should -Be 443, 8443
    }

    It 'puts right the diagnostics policy that collected nothing, and says that groups restart' {
        $change = Enable-AciPolicy $Logs -SubscriptionId $Shop -Confirm:$false
        ($change[0].After | ConvertFrom-Json).properties.parameters.categoryGroup.value | Should -BeExactly 'allLogs'
        $change[0].Consequence | Should -Match 'restarts'
    }

    It 'gives the identity its roles, and remediates where that is asked for' {
        $changes = Enable-AciPolicy $Logs -Parameter @{ logAnalytics = $Workspace } -Location westeurope -Remediate -SubscriptionId $Lab -Confirm:$false
        $changes.Action | Should -Be 'Write policy assignment', 'Write role assignment', 'Write role assignment', 'Write remediation'
        $changes.Result | Sort-Object -Unique | Should -Be 'Changed'
    }

    It 'warns of a key in clear, and never shows it' {
        $said = Enable-AciPolicy $Append -Parameter @{ workspaceKey = 'not-a-real-workspace-key-03'; workspaceId = 'x' } -SubscriptionId $Lab -WhatIf -WarningVariable warned -Verbose 3>$null 4>&1
        $warned | Should -Match 'in clear'
        $said | Format-List * | Out-String | Should -Not -Match 'not-a-real'
    }

    It 'takes no secure string for what stands in clear' {
        $secret = [securestring]::new()
        { Enable-AciPolicy $Append -Parameter @{ workspaceKey = $secret; workspaceId = 'x' } -SubscriptionId $Lab -Confirm:$false } | Should -Throw -ErrorId 'AciDetectionParameterInvalid,*'
    }

    It 'refuses <Case> before anything is written' -TestCases @(
        @{ Case = 'an effect that the policy does not have'; Policy = '8af8f826-edcb-4178-b35f-851ea6fea615'; Values = @{ Effect = 'Refuse' }; Id = 'AciPolicyParameterInvalid' }
        @{ Case = 'a parameter that is missing'; Policy = '85779c9a-7fdf-4294-937c-ded183166fa8'; Values = @{ Location = 'westeurope' }; Id = 'AciPolicyParameterInvalid' }
        @{ Case = 'a policy that is not there'; Policy = 'nothing'; Values = @{}; Id = 'AciPolicyNotFound' }
        @{ Case = 'an identity without a region'; Policy = '85779c9a-7fdf-4294-937c-ded183166fa8'; Values = @{ Parameter = @{ logAnalytics = '/w' } }; Id = 'AciPolicyLocationMissing' }
    ) {
        Enable-AciPolicy $Policy @Values -SubscriptionId $Lab -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'asks before each change' {
        (Get-Command Enable-AciPolicy).Parameters.Keys | Should -Contain 'Confirm'
        [System.Management.Automation.CmdletAttribute] $cmdlet = (Get-Command Enable-AciPolicy).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
        $cmdlet.ConfirmImpact | Should -Be 'High'
    }

    It 'shows a table that fits a narrow window' {
        $lines = (Enable-AciPolicy $Network -SubscriptionId $Lab -WhatIf | Format-Table | Out-String -Width 100) -split '\r?\n'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
    }
}
