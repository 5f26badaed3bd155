BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Shop = '11111111-aaaa-4aaa-8aaa-000000000001'
    $Lab = '33333333-cccc-4ccc-8ccc-000000000003'
    $Append = '21c469fa-a887-4363-88a9-60bfd6911a15'
}

# Each test has a sandbox of its own, since it changes it.
Describe 'Disable-AciPolicy' -Tag 'Unit' {
    BeforeEach {
        $Connection = Connect-AciSecMon -Sandbox
    }

    AfterEach {
        $Connection | Disconnect-AciSecMon
    }

    It 'removes what the module assigned, and with -RemoveDefinition what it made' {
        $null = Enable-AciPolicy acisecmon-container-groups -SubscriptionId $Lab -Confirm:$false
        $gone = Disable-AciPolicy acisecmon-container-groups -RemoveDefinition -SubscriptionId $Lab -Confirm:$false
        $gone.Result | Sort-Object -Unique | Should -Be 'Changed'
        $gone.Count | Should -Be 18
        (Enable-AciPolicy acisecmon-zone -SubscriptionId $Lab -WhatIf).Result | Should -Be 'WouldChange', 'WouldChange'
    }

    It 'switches off what others assigned, and removes it only with -Force' {
        $off = Disable-AciPolicy $Append -SubscriptionId $Shop -Confirm:$false
        ($off.After | ConvertFrom-Json).properties.enforcementMode | Should -Be 'DoNotEnforce'
        $off.After | Should -Not -Match 'not-a-real'
        (Disable-AciPolicy $Append -SubscriptionId $Shop -Confirm:$false).Result | Should -Be 'Unchanged'
        (Disable-AciPolicy $Append -SubscriptionId $Shop -Force -Confirm:$false).Action | Should -Be 'Remove policy assignment'
    }

    It 'leaves assignments of management groups to those who name them' {
        Disable-AciPolicy nist-800-53 -SubscriptionId $Shop -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable problem | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId | Should -BeLike 'AciPolicyAssignmentNotFound,*'
        (Disable-AciPolicy nist-800-53 -ManagementGroupName northlight-production -WhatIf).Result | Should -Be 'WouldChange'
    }

    It 'removes nothing under -WhatIf' {
        $null = Enable-AciPolicy acisecmon-zone -SubscriptionId $Lab -Confirm:$false
        (Disable-AciPolicy acisecmon-* -RemoveDefinition -SubscriptionId $Lab -WhatIf).Result | Should -Be 'WouldChange', 'WouldChange'
        (Enable-AciPolicy acisecmon-zone -SubscriptionId $Lab -Confirm:$false).Result | Should -Be 'Unchanged', 'Unchanged'
    }

    It 'asks before each change' {
        [System.Management.Automation.CmdletAttribute] $cmdlet = (Get-Command Disable-AciPolicy).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
        $cmdlet.ConfirmImpact | Should -Be 'High'
    }
}
