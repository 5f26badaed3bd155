BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
}

Describe 'Get-AciSecurityRule' -Tag 'Unit' {
    It 'gives every rule once, complete' {
        $rules = Get-AciSecurityRule -NoSettings
        $rules.Count | Should -BeGreaterThan 20
        $rules.RuleId | Should -Be ($rules.RuleId | Sort-Object -Unique)
        foreach ($rule in $rules) {
            $rule.RuleId | Should -Match '^ACI-[A-Z]{3,4}-\d{3}$'
            $rule.Title, $rule.Rationale, $rule.Recommendation | ForEach-Object { $_ | Should -Not -BeNullOrEmpty -Because $rule.RuleId }
            $rule.Profile | Should -Not -BeNullOrEmpty -Because $rule.RuleId
        }
    }

    It 'takes an id in any case, or a wildcard' {
        (Get-AciSecurityRule aci-net-001 -NoSettings).RuleId | Should -Be 'ACI-NET-001'
        (Get-AciSecurityRule 'ACI-NET-*', 'ACI-IDN-00?' -NoSettings).RuleId | ForEach-Object { $_ | Should -Match '^ACI-(NET|IDN)-' }
    }

    It 'takes ids from the pipeline' {
        ('ACI-NET-001', 'ACI-IMG-003' | Get-AciSecurityRule -NoSettings).RuleId | Should -Be 'ACI-IMG-003', 'ACI-NET-001'
    }

    It 'takes findings from the pipeline and gives each of their rules once' {
        $findings = Get-AciSecurityFinding -Path (Join-Path $Samples 'web-shop.json') -NoSettings
        $rules = $findings | Get-AciSecurityRule -NoSettings
        $rules.RuleId | Should -Be ($findings.RuleId | Sort-Object -Unique)
    }

    It 'gives nothing for no findings' {
        @() | Get-AciSecurityRule -NoSettings | Should -BeNullOrEmpty
    }

    It 'reports a rule that does not exist and gives the others' {
        $rules = Get-AciSecurityRule 'ACI-NET-001', 'ACI-NET-999' -NoSettings -ErrorVariable problems -ErrorAction SilentlyContinue
        $rules.RuleId | Should -Be 'ACI-NET-001'
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'AciRuleNotFound,*'
        $problems[0].TargetObject | Should -Be 'ACI-NET-999'
        $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'limits to a category' {
        Get-AciSecurityRule -Category Network -NoSettings | ForEach-Object { $_.Category | Should -Be 'Network' }
    }

    It 'limits to a control, spelled with or without the benchmark, or a wildcard' {
        $byName = Get-AciSecurityRule -Control NS-1 -NoSettings
        $byName.RuleId | Should -Contain 'ACI-NET-001'
        (Get-AciSecurityRule -Control 'MCSB NS-1' -NoSettings).RuleId | Should -Be $byName.RuleId
        (Get-AciSecurityRule -Control 'NS-*' -NoSettings).Count | Should -BeGreaterThan $byName.Count
    }

    It 'limits to a least severity' {
        $rules = Get-AciSecurityRule -Severity High -NoSettings
        $rules | ForEach-Object { [int] $_.Severity | Should -BeGreaterOrEqual ([int] [AciSecMon.AciSeverity]::High) }
        $rules.RuleId | Should -Contain 'ACI-NET-001'
        $rules.RuleId | Should -Not -Contain 'ACI-NET-003'
    }

    It 'tells which rules a profile includes' {
        (Get-AciSecurityRule ACI-IDN-001 -NoSettings).Enabled | Should -BeFalse
        (Get-AciSecurityRule ACI-IDN-001 -Profile Strict -NoSettings).Enabled | Should -BeTrue
    }

    It 'refuses a profile that does not exist and names those that do' {
        $refusal = { Get-AciSecurityRule -Profile Strickt -NoSettings } | Should -Throw -ErrorId 'AciProfileUnknown,AciSecMon.Commands.GetAciSecurityRuleCommand' -PassThru
        $refusal.Exception.Message | Should -BeLike '*Strict*'
    }

    It 'shows severities as the settings file has them' {
        $file = Join-Path $TestDrive 'severities.json'
        Set-Content -LiteralPath $file -Value '{ "severity": { "ACI-IMG-004": "High" } }'
        (Get-AciSecurityRule ACI-IMG-004 -Settings $file).Severity | Should -Be 'High'
        (Get-AciSecurityRule ACI-IMG-004 -NoSettings).Severity | Should -Be 'Low'
    }

    It 'finds the settings file in a folder above the current location' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'above/below')
        Set-Content -LiteralPath (Join-Path $TestDrive 'above/.acisecmon.json') -Value '{ "profile": "Strict" }'
        Push-Location -LiteralPath $folder.FullName
        try {
            (Get-AciSecurityRule ACI-IDN-001).Enabled | Should -BeTrue
            (Get-AciSecurityRule ACI-IDN-001 -NoSettings).Enabled | Should -BeFalse
            (Get-AciSecurityRule ACI-IDN-001 -Profile Baseline).Enabled | Should -BeFalse
        }
        finally {
            Pop-Location
        }
    }
}

Describe 'Completion of Get-AciSecurityRule' -Tag 'Unit' {
    It 'offers <Contains> after "<Text>"' -ForEach @(
        @{ Text = 'Get-AciSecurityRule ACI-NET-00'; Contains = 'ACI-NET-001' }
        @{ Text = 'Get-AciSecurityRule -RuleId aci-img'; Contains = 'ACI-IMG-003' }
        @{ Text = 'Get-AciSecurityRule -Control NS'; Contains = 'NS-1' }
        @{ Text = 'Get-AciSecurityRule -Profile S'; Contains = 'Strict' }
        @{ Text = 'Get-AciSecurityRule -Category Ne'; Contains = 'Network' }
        @{ Text = 'Get-AciSecurityRule -Severity C'; Contains = 'Critical' }
    ) {
        (TabExpansion2 -inputScript $Text -cursorColumn $Text.Length).CompletionMatches.CompletionText | Should -Contain $Contains
    }

    It 'says what a rule is about' {
        $text = 'Get-AciSecurityRule ACI-NET-001'
        (TabExpansion2 -inputScript $text -cursorColumn $text.Length).CompletionMatches[0].ToolTip | Should -BeLike '*public IP address*(High)'
    }
}

Describe 'Views of rules' -Tag 'Unit' {
    It 'are a table by category and a list with the reason and the repair' {
        $table = Get-AciSecurityRule ACI-NET-001 -NoSettings | Out-String -Width 120
        $table | Should -BeLike '*Category: Network*ACI-NET-001*The group has a public IP address*'
        $list = Get-AciSecurityRule ACI-NET-001 -NoSettings | Format-List | Out-String -Width 120
        $list | Should -BeLike '*Rationale*Recommendation*'
    }
}
