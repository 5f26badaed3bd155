BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Shop = '/subscriptions/11111111-aaaa-4aaa-8aaa-000000000001'
    $Rule = @{
        WorkspaceId = "$Shop/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/log-northlight"
        ActionGroupId = "$Shop/resourceGroups/rg-platform/providers/Microsoft.Insights/actionGroups/ag-oncall"
    }
}

# Each test has a sandbox of its own, since it changes it.
Describe 'Enable-AciAlertRule' -Tag 'Unit' {
    BeforeEach {
        $Connection = Connect-AciSecMon -Sandbox
    }

    AfterEach {
        $Connection | Disconnect-AciSecMon
    }

    It 'makes rules of detections, and a second run changes nothing' {
        (Enable-AciAlertRule ACI-KQL-001, ACI-KQL-006 @Rule).Result | Should -Be 'Changed', 'Changed'
        (Enable-AciAlertRule ACI-KQL-001, ACI-KQL-006 @Rule).Result | Should -Be 'Unchanged', 'Unchanged'
        $made = Get-AciAlertRule | Where-Object MadeByModule
        $made.State | Should -Be 'Working', 'Working'
    }

    It 'takes detections from Get-AciDetection, and passes over those that cannot be rules' {
        $changes = Get-AciDetection | Where-Object Alertable | Enable-AciAlertRule @Rule
        $changes.Count | Should -Be (Get-AciDetection | Where-Object Alertable).Count
        (Enable-AciAlertRule ACI-KQL-* @Rule).Result | Sort-Object -Unique | Should -Be 'Unchanged'
    }

    It 'says why a detection cannot be a rule' {
        $mute = Get-AciDetection | Where-Object Alertable -EQ $false | Select-Object -First 1
        { Enable-AciAlertRule $mute.DetectionId @Rule } | Should -Throw -ErrorId 'AciDetectionNotAlertable,*'
    }

    It 'writes nothing under -WhatIf, and shows what it would' {
        (Enable-AciAlertRule ACI-KQL-001 @Rule -WhatIf).Result | Should -Be 'WouldChange'
        Get-AciAlertRule | Where-Object MadeByModule | Should -BeNullOrEmpty
    }

    It 'watches operations in each subscription' {
        $changes = Enable-AciAlertRule -Operation Exec, Delete -SubscriptionId 11111111-aaaa-4aaa-8aaa-000000000001 -ResourceGroupName rg-platform -ActionGroupId $Rule.ActionGroupId
        $changes.Action | Sort-Object -Unique | Should -Be 'Write alert rule'
    }

    It 'watches metrics of piped container groups' {
        $changes = Get-AciContainerGroup -Name web-front | Enable-AciAlertRule -Metric Cpu, Memory -ActionGroupId $Rule.ActionGroupId
        $changes.Result | Sort-Object -Unique | Should -Be 'Changed'
        $changes.ContainerGroupName | Sort-Object -Unique | Should -Be 'web-front'
    }

    It 'refuses rules that nobody would hear of' {
        { Enable-AciAlertRule ACI-KQL-001 -WorkspaceId $Rule.WorkspaceId } | Should -Throw -ErrorId 'AciAlertRuleInvalid,*'
    }
}

Describe 'Disable-AciAlertRule' -Tag 'Unit' {
    BeforeEach {
        $Connection = Connect-AciSecMon -Sandbox
    }

    AfterEach {
        $Connection | Disconnect-AciSecMon
    }

    It 'switches off rules of others and deletes only those of the module' {
        (Disable-AciAlertRule alert-aci-operations -Confirm:$false).Result | Should -Be 'Changed'
        (Get-AciAlertRule alert-aci-operations).State | Should -Be 'Disabled'
        (Disable-AciAlertRule alert-aci-operations -Remove -Confirm:$false -ErrorAction SilentlyContinue).Result | Should -Be 'Refused'

        $null = Enable-AciAlertRule ACI-KQL-001 @Rule
        (Get-AciAlertRule ACI-KQL-001 | Disable-AciAlertRule -Remove -Confirm:$false).Result | Should -Be 'Changed'
        Get-AciAlertRule | Where-Object MadeByModule | Should -BeNullOrEmpty
    }
}
