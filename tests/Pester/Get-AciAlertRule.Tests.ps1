BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Get-AciAlertRule' -Tag 'Unit' {
    It 'judges each rule, and says what is wrong with those that do not work' {
        $rules = Get-AciAlertRule
        $rules.State | Should -Contain 'Working'
        foreach ($rule in $rules | Where-Object State -NE 'Working') { $rule.Problem | Should -Not -BeNullOrEmpty -Because "$rule" }
    }

    It 'finds the rule that is off, the one that calls nobody, and the one whose container group is gone' {
        (Get-AciAlertRule alert-exec).State | Should -Be 'Disabled'
        (Get-AciAlertRule alert-delete).State | Should -Be 'Unheard'
        (Get-AciAlertRule alert-old-*).State | Should -Be 'Broken'
    }

    It 'names receivers without their addresses' {
        $rule = Get-AciAlertRule alert-aci-operations
        $rule.Receiver | Should -Be 'email: on call'
        $rule | Format-List | Out-String | Should -Not -Match '@'
    }

    It 'takes kinds and subscriptions' {
        (Get-AciAlertRule -Kind Metric).Kind | Sort-Object -Unique | Should -Be 'Metric'
        $one = (Get-AciAlertRule)[0].SubscriptionId
        (Get-AciAlertRule -SubscriptionId $one).SubscriptionId | Sort-Object -Unique | Should -Be $one
    }

    It 'says that a name means no rule' {
        $null = Get-AciAlertRule no-such-rule -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'AciAlertRuleNotFound,*'
    }

    It 'shows a table that fits a narrow window' {
        $lines = (Get-AciAlertRule | Format-Table | Out-String -Width 100) -split '\r?\n'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
        $lines -match 'alert-exec' | Should -Not -BeNullOrEmpty
    }

    It 'tries queries only where that is asked' {
        $connection = Connect-AciSecMon -Sandbox
        $platform = '/subscriptions/11111111-aaaa-4aaa-8aaa-000000000001/resourceGroups/rg-platform/providers'
        $to = @{ WorkspaceId = "$platform/Microsoft.OperationalInsights/workspaces/log-northlight"; ActionGroupId = "$platform/Microsoft.Insights/actionGroups/ag-oncall"; Connection = $connection; Confirm = $false }
        $null = Enable-AciAlertRule -Query 'NoSuchTable_CL' -Title lost @to
        (Get-AciAlertRule acisecmon-lost -Connection $connection).State | Should -Be 'Working'
        (Get-AciAlertRule acisecmon-lost -Connection $connection -TestQuery).State | Should -Be 'Broken'
        $connection | Disconnect-AciSecMon
    }
}
