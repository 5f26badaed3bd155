BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Get-AciMetric' -Tag 'Unit' {
    It 'finds the container that works at its limit' {
        $busy = Get-AciMetric -Metric Cpu | Where-Object Share -GT 90
        $busy.ContainerGroupName | Should -Contain 'lab-crawler'
        $busy.ContainerGroupName | Should -Not -Contain 'web-front'
    }

    It 'shows what stands out' {
        (Get-AciMetric lab-db -Metric Cpu).Outlier | Should -Not -BeNullOrEmpty
        (Get-AciMetric web-front -Metric Cpu).Outlier | Should -BeNullOrEmpty
    }

    It 'takes piped groups, a time and an interval' {
        $samples = Get-AciContainerGroup -Name web-front | Get-AciMetric -Metric Memory -Timespan 6:00 -Interval 0:30
        $samples.Value.Count | Should -BeIn (12 * @($samples).Count), (11 * @($samples).Count)
        $samples.Unit | Sort-Object -Unique | Should -Be 'bytes'
    }

    It 'draws the trend in its table' {
        Get-AciMetric web-front | Format-Table | Out-String -Width 100 | Should -Match "[$([char]0x2581)-$([char]0x2588)]{8,}"
    }

    It 'refuses an interval that metrics do not have' {
        { Get-AciMetric web-front -Interval 0:07 } | Should -Throw -ErrorId 'AciMetricTimeInvalid,*'
    }

    It 'gives what stands out as findings, which lead to their rule and group' {
        $findings = Get-AciMetric -Name lab-crawler, lab-db, web-front -Metric Cpu -AsFinding
        $findings.ContainerGroupName | Sort-Object -Unique | Should -Be 'lab-crawler', 'lab-db'
        ($findings[0] | Get-AciSecurityRule -NoSettings).RuleId | Should -Be 'ACI-KQL-022'
        ($findings[0] | Get-AciContainerGroup).Name | Should -Be $findings[0].ContainerGroupName
    }
}
