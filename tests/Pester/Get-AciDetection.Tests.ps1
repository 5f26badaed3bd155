BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
}

Describe 'Get-AciDetection' -Tag 'Unit' {
    It 'gives every detection once, complete, without a connection' {
        $detections = Get-AciDetection
        $detections.Count | Should -BeGreaterThan 20
        $detections.DetectionId | Should -Be ($detections.DetectionId | Sort-Object -Unique)
        foreach ($detection in $detections) {
            $detection.DetectionId | Should -Match '^ACI-KQL-\d{3}$'
            $detection.Title, $detection.Description, $detection.Query | ForEach-Object { $_ | Should -Not -BeNullOrEmpty -Because $detection.DetectionId }
            $detection.Triage | Should -Not -BeNullOrEmpty -Because $detection.DetectionId
            $detection.FalsePositive | Should -Not -BeNullOrEmpty -Because $detection.DetectionId
            $detection.Query | Should -BeLike "// $($detection.DetectionId): *"
        }
    }

    It 'takes an id in any case, a wildcard, or findings' {
        (Get-AciDetection aci-kql-001).DetectionId | Should -Be 'ACI-KQL-001'
        Get-AciDetection 'ACI-KQL-00?' | Should -HaveCount 9
        ([pscustomobject]@{ RuleId = 'ACI-KQL-002' } | Get-AciDetection).DetectionId | Should -Be 'ACI-KQL-002'
        @() | Get-AciDetection | Should -BeNullOrEmpty
    }

    It 'limits to a tactic, a table and a least severity' {
        Get-AciDetection -Tactic 'credential*' | ForEach-Object { $_.Tactic | Should -Contain 'Credential Access' }
        Get-AciDetection -Table ContainerEvent | ForEach-Object { $_.Table | Should -Contain 'ContainerEvent' }
        Get-AciDetection -Severity High | ForEach-Object { [int] $_.Severity | Should -BeGreaterOrEqual ([int] [AciSecMon.AciSeverity]::High) }
        (Get-AciDetection -Severity High).Count | Should -BeLessThan (Get-AciDetection).Count
    }

    It 'reports a <Kind> that stands for nothing, and says what there is' -ForEach @(
        @{ Kind = 'detection'; Splat = @{ DetectionId = 'ACI-KQL-999' }; Target = 'ACI-KQL-999' }
        @{ Kind = 'tactic'; Splat = @{ Tactic = 'Gardening' }; Target = 'Gardening' }
        @{ Kind = 'table'; Splat = @{ Table = 'NoSuchTable' }; Target = 'NoSuchTable' }
    ) {
        Get-AciDetection @Splat -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'AciDetectionNotFound,*'
        $problems[0].TargetObject | Should -Be $Target
    }

    It 'tells the type, the default and the meaning of each parameter' {
        $within = (Get-AciDetection ACI-KQL-020).Parameter | Where-Object Name -EQ 'within'
        $within.Type, $within.Default | Should -Be 'timespan', '30m'
        $within.Meaning | Should -Not -BeNullOrEmpty
    }
}

Describe 'Completion of Get-AciDetection' -Tag 'Unit' {
    It 'offers <Contains> after "<Text>"' -ForEach @(
        @{ Text = 'Get-AciDetection aci-kql-01'; Contains = 'ACI-KQL-013' }
        @{ Text = 'Get-AciDetection -Tactic Cred'; Contains = "'Credential Access'" }
        @{ Text = 'Get-AciDetection -Table ContainerE'; Contains = 'ContainerEvent' }
        @{ Text = 'Search-AciLog ACI-KQL-00'; Contains = 'ACI-KQL-001' }
    ) {
        (TabExpansion2 -inputScript $Text -cursorColumn $Text.Length).CompletionMatches.CompletionText | Should -Contain $Contains
    }
}

Describe 'Views of detections' -Tag 'Unit' {
    It 'are a table and a list with parameters and what to do' {
        Get-AciDetection ACI-KQL-020 | Out-String -Width 120 | Should -BeLike '*ACI-KQL-020*Medium*Credential Access*Keys were read*'
        Get-AciDetection ACI-KQL-020 | Format-List | Out-String -Width 120 | Should -BeLike '*within (timespan) = 30m*Triage*'
    }
}
