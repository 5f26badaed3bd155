BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
}

Describe 'Connect-AciSecMon -Sandbox' -Tag 'Unit' {
    BeforeAll {
        $Connection = Connect-AciSecMon -Sandbox
    }

    AfterAll {
        $Connection | Disconnect-AciSecMon
    }

    It 'gives a connection that says what it is' {
        $Connection | Should -BeOfType ([AciSecMon.AciConnection])
        $Connection.IsSandbox | Should -BeTrue
        $Connection.Credential | Should -Be 'Sandbox'
        $Connection.Environment | Should -Be 'Sandbox'
        $Connection.Account | Should -Not -BeNullOrEmpty
        $Connection.TenantId | Should -Not -BeNullOrEmpty
        $Connection.Endpoint | Should -BeLike 'https://*'
    }

    It 'becomes the connection of the session' {
        (Get-AciSecMonContext).ConnectedAt | Should -Be $Connection.ConnectedAt
        Get-AciContainerGroup | Should -Not -BeNullOrEmpty
    }

    It 'shows no token, whatever is asked of it' {
        $text = ($Connection | Format-List -Property * -Force | Out-String -Width 500) + ($Connection | ConvertTo-Json -Depth 5) + [System.Management.Automation.PSSerializer]::Serialize($Connection)
        $text | Should -Not -Match 'Bearer|ey[A-Za-z0-9_-]{20,}\.|(?i)EngineState'
    }

    It 'makes up an estate of the size that is asked for' {
        $large = Connect-AciSecMon -Sandbox -SandboxSize 1200
        try {
            (Get-AciContainerGroup -Connection $large | Measure-Object).Count | Should -Be 1200
        }
        finally {
            $large | Disconnect-AciSecMon
        }
    }

    It 'is an estate of its own each time: a change in one is none in the other' {
        $first = Connect-AciSecMon -Sandbox
        $second = Connect-AciSecMon -Sandbox
        try {
            . "$PSScriptRoot/Support/Sandbox.ps1"
            $workspace = Get-SandboxWorkspace -Connection $first
            $group = Get-UnwatchedGroup -Connection $first -WorkspaceId $workspace | Select-Object -First 1
            $null = Enable-AciDiagnostics -Connection $first -ResourceId $group.ResourceId -WorkspaceId $workspace -Confirm:$false
            (Get-AciDiagnostics -Connection $first -ResourceId $group.ResourceId).State | Should -Not -Be 'Off'
            (Get-AciDiagnostics -Connection $second -ResourceId $group.ResourceId).State | Should -Be 'Off'
        }
        finally {
            $first, $second | Disconnect-AciSecMon
        }
    }

    It '-Subscription limits what cmdlets look at' {
        $all = Connect-AciSecMon -Sandbox
        $one = (Get-AciContainerGroup -Connection $all).SubscriptionId | Select-Object -First 1
        $limited = Connect-AciSecMon -Sandbox -Subscription $one
        try {
            $limited.SubscriptionId | Should -Be $one
            (Get-AciContainerGroup -Connection $limited).SubscriptionId | Sort-Object -Unique | Should -Be $one
            @(Get-AciContainerGroup -Connection $limited).Count | Should -BeLessThan @(Get-AciContainerGroup -Connection $all).Count
        }
        finally {
            $all, $limited | Disconnect-AciSecMon
        }
    }
}

Describe 'Connect-AciSecMon -Subscription -ManagementGroup' -Tag 'Unit' {
    It 'looks at the subscriptions that are named, in the group' {
        $all = Connect-AciSecMon -Sandbox
        $one = (Get-AciContainerGroup -Connection $all).SubscriptionId | Select-Object -First 1
        $both = Connect-AciSecMon -Sandbox -Subscription $one -ManagementGroup $all.TenantId
        try {
            $both.SubscriptionId | Should -Be $one
            $both.ManagementGroup | Should -Be $all.TenantId
            (Get-AciDefenderPlan -Connection $both).SubscriptionId | Sort-Object -Unique | Should -Be $one
        }
        finally {
            $all, $both | Disconnect-AciSecMon
        }
    }
}

Describe 'Connect-AciSecMon -ApiVersion' -Tag 'Unit' {
    It 'is what calls are sent with, and the connection shows it' {
        $older = Connect-AciSecMon -Sandbox -ApiVersion @{ 'microsoft.security/pricings' = '2023-01-01' }
        try {
            $older.ApiVersion['Microsoft.Security/pricings'] | Should -Be '2023-01-01'
            $older | Format-List | Out-String | Should -BeLike '*Microsoft.Security/pricings = 2023-01-01*'
            & { $DebugPreference = 'Continue'; Get-AciDefenderPlan -Connection $older } 5>&1 | Where-Object { "$_" -like '*pricings*api-version=2023-01-01*' } | Should -Not -BeNullOrEmpty
        }
        finally {
            $older | Disconnect-AciSecMon
        }
    }

    It 'says what helps where a cloud does not offer a version' {
        $newer = Connect-AciSecMon -Sandbox -ApiVersion @{ 'Microsoft.Security/pricings' = '2099-01-01' }
        try {
            $null = Get-AciDefenderPlan -Connection $newer -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed[0].FullyQualifiedErrorId | Should -BeLike 'AciAzureUnsupported,*'
            $failed[0].ErrorDetails.RecommendedAction | Should -BeLike '*-ApiVersion*'
        }
        finally {
            $newer | Disconnect-AciSecMon
        }
    }
}

Describe 'Mistakes in signing in' -Tag 'Unit' {
    It '<Mistake> ends the command with <Id>' -ForEach @(
        @{ Mistake = 'a service principal without a tenant'; Id = 'AciSignInInvalid'; Do = { Connect-AciSecMon -ServicePrincipal -ApplicationId '00000000-0000-0000-0000-000000000001' -ClientSecret (ConvertTo-SecureString 'kestrel-Harbour-5150' -AsPlainText -Force) } }
        @{ Mistake = 'a subscription by an id that is not seen'; Id = 'AciSubscriptionUnreadable'; Do = { Connect-AciSecMon -Sandbox -Subscription 'aaaaaaaa-0000-4000-8000-000000000000' } }
        @{ Mistake = 'a subscription by a name that is not seen'; Id = 'AciSubscriptionNotFound'; Do = { Connect-AciSecMon -Sandbox -Subscription 'Nowhere' } }
        @{ Mistake = 'a management group that is not there'; Id = 'AciManagementGroupEmpty'; Do = { Connect-AciSecMon -Sandbox -ManagementGroup 'nowhere' } }
        @{ Mistake = 'an api-version of a service that is not called'; Id = 'AciApiVersionInvalid'; Do = { Connect-AciSecMon -Sandbox -ApiVersion @{ 'Microsoft.Compute/virtualMachines' = '2024-01-01' } } }
        @{ Mistake = 'an api-version that is none'; Id = 'AciApiVersionInvalid'; Do = { Connect-AciSecMon -Sandbox -ApiVersion @{ 'Microsoft.Security/pricings' = 'latest' } } }
        @{ Mistake = 'a cloud that does not exist'; Id = 'AciEnvironmentUnknown'; Do = { Connect-AciSecMon -AccessToken (ConvertTo-SecureString 'kestrel-Harbour-5150' -AsPlainText -Force) -Environment 'AzureMoonCloud' } }
    ) {
        $said = Get-AllStream $Do
        $said[-1].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $said[-1].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $said | ConvertTo-EveryText | Where-Object { $_ -like '*kestrel-Harbour-5150*' } | Should -BeNullOrEmpty
    }
}

Describe 'Connections and runspaces' -Tag 'Unit' {
    It 'each have a connection of their own' {
        $here = Connect-AciSecMon -Sandbox
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddCommand('Import-Module').AddArgument($Manifest).AddStatement().AddCommand('Get-AciSecMonContext').Invoke()
            $shell.HadErrors | Should -BeFalse
            $shell.Commands.Clear()
            $shell.AddCommand('Get-AciSecMonContext').Invoke() | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
            $here | Disconnect-AciSecMon
        }
    }

    It 'share a connection that is handed to them' {
        $c = Connect-AciSecMon -Sandbox
        try {
            $expected = (Get-AciContainerGroup -Connection $c).ResourceId | Sort-Object
            $subscriptions = (Get-AciContainerGroup -Connection $c).SubscriptionId | Sort-Object -Unique
            $manifest = $Manifest
            $found = $subscriptions | ForEach-Object -Parallel {
                Import-Module $using:manifest
                Get-AciContainerGroup -Connection $using:c -SubscriptionId $_
            }
            $found.ResourceId | Sort-Object | Should -Be $expected
        }
        finally {
            $c | Disconnect-AciSecMon
        }
    }
}
