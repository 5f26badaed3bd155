BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
    $All = Get-AciSecurityRecommendation -WarningAction SilentlyContinue -WarningVariable Said
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Get-AciSecurityRecommendation' -Tag 'Unit' {
    It 'gives what is not kept, on groups and on what they lead to, and says how it matched' {
        $All.Status | Sort-Object -Unique | Should -Be 'Unhealthy'
        $All.Relation | Should -Contain 'ContainerGroup'
        $All.Relation | Should -Contain 'Registry'
        $All.MatchedBy | Where-Object { -not $_ } | Should -BeNullOrEmpty
        ($All | Where-Object ResourceName -EQ 'web-affiliates').MatchedBy | Should -Be 'resource id and published name'
    }

    It 'has risk, remediation and a link' {
        $worst = $All | Sort-Object Severity -Descending | Select-Object -First 1
        $worst.RiskLevel | Should -Be 'Critical'
        $worst.Remediation | Should -Not -BeNullOrEmpty
        $worst.PortalLink | Should -BeLike 'https://portal.azure.com/*'
    }

    It 'warns where Defender could say nothing of groups' {
        "$Said" | Should -BeLike '*Defender CSPM is off*'
    }

    It 'takes statuses, severities and groups' {
        (Get-AciSecurityRecommendation -Status NotApplicable -WarningAction SilentlyContinue).Cause | Should -Be 'Exempt'
        (Get-AciSecurityRecommendation -Severity Critical -WarningAction SilentlyContinue).ResourceName | Should -Be 'web-affiliates'
        (Get-AciContainerGroup -Name web-legacy | Get-AciSecurityRecommendation -WarningAction SilentlyContinue).ResourceName | Should -Be 'web-legacy'
    }

    It 'shows a table that fits a narrow window' {
        $lines = ($All | Format-Table | Out-String -Width 110) -split '\r?\n'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 110
    }
}
