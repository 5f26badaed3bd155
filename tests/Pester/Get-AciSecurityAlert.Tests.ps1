BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Get-AciSecurityAlert' -Tag 'Unit' {
    It 'gives open alerts that concern container groups, with who and what is involved' {
        $alert = Get-AciSecurityAlert -WarningAction SilentlyContinue
        $alert | Should -HaveCount 1
        $alert.ContainerGroupName | Should -Be 'lab-notebook'
        $alert.Relation | Should -Be 'ContainerGroup'
        $alert.Entity.Type | Should -Contain 'account'
        $alert.Technique | Should -Not -BeNullOrEmpty
        $alert.Evidence | Should -Not -BeNullOrEmpty
    }

    It 'warns that silence is no sign of health where a plan is off' {
        $null = Get-AciSecurityAlert -WarningAction SilentlyContinue -WarningVariable said
        "$said" | Should -BeLike '*Arm*no sign of health*'
    }

    It 'takes severity, status, time and groups' {
        Get-AciSecurityAlert -Severity Critical -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        (Get-AciSecurityAlert -Status Resolved -WarningAction SilentlyContinue).Relation | Should -Be 'Vault'
        Get-AciSecurityAlert -After '2026-03-03' -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        Get-AciSecurityAlert -Name web-* -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'names the rule that suppresses an alert, and gives what it has dismissed where asked' {
        $suppressed = Get-AciSecurityAlert -IncludeSuppressed -WarningAction SilentlyContinue | Where-Object Status -EQ 'Dismissed'
        $suppressed.SuppressedBy | Should -Not -BeNullOrEmpty
    }

    It 'takes groups and findings from the pipeline, and gives each alert once' {
        @(Get-AciContainerGroup -Name lab-* | Get-AciSecurityAlert -WarningAction SilentlyContinue) | Should -HaveCount 1
        @(Get-AciSecurityFinding -Name lab-notebook | Get-AciSecurityAlert -WarningAction SilentlyContinue) | Should -HaveCount 1
    }

    It 'leads on to the groups that an alert concerns' {
        (Get-AciSecurityAlert -WarningAction SilentlyContinue | Get-AciDiagnostics).ContainerGroupName | Sort-Object -Unique | Should -Be 'lab-notebook'
    }

    It 'shows a table that fits a narrow window' {
        $lines = (Get-AciSecurityAlert -WarningAction SilentlyContinue | Format-Table | Out-String -Width 100) -split '\r?\n'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
        $lines -match 'lab-notebook' | Should -Not -BeNullOrEmpty
    }
}
