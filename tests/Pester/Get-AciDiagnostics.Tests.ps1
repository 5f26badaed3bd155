BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
    $Groups = Get-AciContainerGroup | Where-Object Kind -EQ 'ContainerGroup'
    $Settings = Get-AciDiagnostics
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Get-AciDiagnostics' -Tag 'Unit' {
    It 'has at least one row for each container group' {
        $Settings.ResourceId | Sort-Object -Unique | Should -Be ($Groups.ResourceId | Sort-Object -Unique)
    }

    It 'says of each row what flows and what does not' {
        foreach ($setting in $Settings) {
            $setting | Should -BeOfType ([AciSecMon.AciDiagnosticSetting])
            if ($setting.State -eq 'Complete') { $setting.MissingCategory | Should -BeNullOrEmpty -Because "$setting" }
            if ($setting.State -eq 'Off') { $setting.Category | Should -BeNullOrEmpty -Because "$setting"; $setting.Kind | Should -Be 'None' }
            if ($setting.Kind -ne 'None') { $setting.Destination | Should -Not -BeNullOrEmpty -Because "$setting" }
        }
    }

    It 'knows both what is watched and what is not' {
        $Settings.State | Should -Contain 'Complete'
        $Settings.State | Should -Contain 'Off'
        $Settings.Kind | Should -Contain 'LegacyLogAnalytics'
    }

    It 'says why a destination cannot receive' {
        $broken = $Settings.Destination | Where-Object { $_.Exists -eq $false -or $_.CanReceive -eq $false }
        $broken | Should -Not -BeNullOrEmpty
        $broken | ForEach-Object { $_.Reason | Should -Not -BeNullOrEmpty }
        $Settings | Where-Object { $_.Destination.Exists -contains $false } | ForEach-Object { $_.State | Should -Not -Be 'Complete' }
    }

    It 'takes a name, a wildcard, a resource group and a subscription' {
        $one = $Groups[0]
        (Get-AciDiagnostics $one.Name -ResourceGroupName $one.ResourceGroupName -SubscriptionId $one.SubscriptionId).ResourceId | Sort-Object -Unique | Should -Be $one.ResourceId
        (Get-AciDiagnostics ($one.Name.Substring(0, 2) + '*')).ResourceId | Should -Contain $one.ResourceId
        (Get-AciDiagnostics -SubscriptionId $one.SubscriptionId).SubscriptionId | Sort-Object -Unique | Should -Be $one.SubscriptionId
    }

    It 'takes groups, findings and ids of the pipeline, each group once' {
        $one = $Groups[0]
        $expected = @(Get-AciDiagnostics -ResourceId $one.ResourceId).Count
        @($one, $one | Get-AciDiagnostics).Count | Should -Be $expected
        @($one.ResourceId, $one.ResourceId.ToUpperInvariant() | Get-AciDiagnostics).Count | Should -Be $expected
        $findings = Get-AciSecurityFinding -ResourceId $one.ResourceId -Status All -NoSettings | Where-Object ResourceId -EQ $one.ResourceId
        $findings.Count | Should -BeGreaterThan 1
        @($findings | Get-AciDiagnostics).Count | Should -Be $expected
    }

    It 'reports a group that is not there, and gives the others' {
        $missing = $Groups[0].ResourceId + '-gone'
        $rows = $missing, $Groups[0].ResourceId | Get-AciDiagnostics -ErrorVariable problems -ErrorAction SilentlyContinue
        $rows.ResourceId | Sort-Object -Unique | Should -Be $Groups[0].ResourceId
        $problems | Should -HaveCount 1
        $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'refuses what is no container group' {
        { Get-AciDiagnostics -ResourceId 'web' -ErrorAction Stop } | Should -Throw -ErrorId 'AciResourceIdInvalid,*'
    }

    It 'prints no workspace key' {
        "$($Settings | ConvertTo-EveryText)" | Should -Not -Match '[A-Za-z0-9+/]{86}=='
    }
}
