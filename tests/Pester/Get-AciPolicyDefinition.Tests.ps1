BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
}

Describe 'Get-AciPolicyDefinition' -Tag 'Unit' {
    It 'lists those of the module and the eight of Microsoft' {
        @(Get-AciPolicyDefinition -Origin BuiltIn).Count | Should -Be 8
        $own = Get-AciPolicyDefinition -Origin Module | Where-Object { -not $_.IsInitiative }
        $own.Name | ForEach-Object { $_ | Should -BeLike 'acisecmon-*' }
        $own.RuleId | ForEach-Object { (Get-AciSecurityRule $_ -NoSettings).RuleId | Should -Be $_ }
    }

    It 'has a file for each of the module, with the same text' {
        foreach ($policy in Get-AciPolicyDefinition -Origin Module) {
            $file = Join-Path $Root "bin/Policies/$($policy.Name).json"
            Get-Content -LiteralPath $file -Raw | Should -Be $policy.Json
            if (-not $policy.IsInitiative) { ($policy.Json | ConvertFrom-Json).properties.policyRule.then.effect | Should -Be "[parameters('effect')]" }
        }
    }

    It 'groups its own definitions in an initiative' {
        $initiative = Get-AciPolicyDefinition acisecmon-container-groups
        $initiative.IsInitiative | Should -BeTrue
        $own = Get-AciPolicyDefinition -Origin Module | Where-Object { -not $_.IsInitiative }
        $initiative.Member | Sort-Object | Should -Be $own.Name
        ($initiative.Json | ConvertFrom-Json).resources[0].type | Should -Be 'Microsoft.Authorization/policySetDefinitions'
    }

    It 'warns of the default that logs nothing' {
        (Get-AciPolicyDefinition 85779c9a-7fdf-4294-937c-ded183166fa8).Trap -join ' ' | Should -BeLike '*allLogs*'
    }

    It 'says that a name stands for none' {
        $null = Get-AciPolicyDefinition nothing -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'AciPolicyNotFound,*'
    }

    It 'completes names' {
        (TabExpansion2 -inputScript 'Get-AciPolicyDefinition acisecmon-im' -cursorColumn 36).CompletionMatches.CompletionText | Should -Contain 'acisecmon-image-digest'
    }
}
