BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
    $Shop = Join-Path $Root 'tests/Samples/web-shop.json'
    $Hardened = Join-Path $Root 'tests/Samples/web-shop-hardened.json'
}

Describe 'Test-AciPolicyCompliance' -Tag 'Unit' {
    It 'judges a template by the definitions of the module' {
        $verdicts = Test-AciPolicyCompliance -Policy acisecmon-* -Path $Shop
        ($verdicts | Where-Object PolicyName -EQ 'acisecmon-no-public-address').State | Should -Be 'NonCompliant'
        ($verdicts | Where-Object PolicyName -EQ 'acisecmon-no-privilege').State | Should -Be 'Compliant'
        $verdicts.ContainerGroupName | Sort-Object -Unique | Should -Be 'web-shop'
    }

    It 'finds less to object to in a hardened template' {
        $before = @(Test-AciPolicyCompliance -Policy acisecmon-* -Path $Shop -State NonCompliant)
        $after = @(Test-AciPolicyCompliance -Policy acisecmon-* -Path $Hardened -State NonCompliant)
        $after.Count | Should -BeLessThan $before.Count
    }

    It 'takes values for parameters' {
        $usual = Test-AciPolicyCompliance -Policy acisecmon-public-ports -Path $Shop
        $wide = Test-AciPolicyCompliance -Policy acisecmon-public-ports -Path $Shop -Parameter @{ allowedPorts = 1..65535; effect = 'Deny' }
        $usual.State | Should -Be 'NonCompliant'
        $usual.Effect | Should -Be 'audit'
        $wide.State | Should -Be 'Compliant'
        $wide.Effect | Should -Be 'deny'
    }

    It 'shows each condition where that is asked, and no secret' {
        $verdict = Test-AciPolicyCompliance -Policy acisecmon-no-clear-secrets -Path $Shop -Trace
        $verdict.Trace | Should -Not -BeNullOrEmpty
        $verdict.Trace[0].Field | Should -Be 'type'
        $verdict.Trace[0].Result | Should -Be 'True'
        $shown = ($verdict.Trace | Where-Object Field -Like '*.value').Actual
        $shown -match 'a text of \d+-\d+ characters' | Should -Not -BeNullOrEmpty
        ($verdict | ConvertTo-Json -Depth 6) | Should -Not -BeLike '*pk-example*'
    }

    It 'reads definitions from files and objects, and tells what is wrong with them' {
        $good = '{ "properties": { "displayName": "Own", "mode": "All", "policyRule": { "if": { "field": "type", "equals": "Microsoft.ContainerInstance/containerGroups" }, "then": { "effect": "deny" } } } }'
        $bad = '{ "properties": { "displayName": "Bad", "mode": "All", "policyRule": { "if": { "field": "type", "isLike": "x" }, "then": { "effect": "deny" } } } }'
        Set-Content -Path (Join-Path $TestDrive 'good.json') -Value $good
        Set-Content -Path (Join-Path $TestDrive 'bad.json') -Value $bad
        $verdicts = Test-AciPolicyCompliance -Policy $TestDrive -Path $Shop -ErrorAction SilentlyContinue -ErrorVariable problems
        ($verdicts | Where-Object PolicyDisplayName -EQ 'Own').State | Should -Be 'NonCompliant'
        ($verdicts | Where-Object PolicyDisplayName -EQ 'Bad').State | Should -Be 'Error'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'AciPolicyInvalid,*'
        "$($problems[0])" | Should -BeLike '*policyRule.if.isLike*'
        (Test-AciPolicyCompliance -Policy ($good | ConvertFrom-Json) -Path $Shop).State | Should -Be 'NonCompliant'
    }

    It 'says that nothing is called so' {
        { Test-AciPolicyCompliance -Policy no-such-policy -Path $Shop } | Should -Throw '*no-such-policy*'
    }

    It 'judges what runs' {
        $connection = Connect-AciSecMon -Sandbox
        $verdicts = Test-AciPolicyCompliance -Policy acisecmon-no-public-address, acisecmon-zone -Connection $connection
        @($verdicts).Count | Should -BeGreaterThan 50
        ($verdicts | Where-Object { $_.ResourceName -eq 'web-front' -and $_.PolicyName -eq 'acisecmon-no-public-address' }).ResourceId | Should -BeLike '/subscriptions/*'
        $connection | Disconnect-AciSecMon
    }

    It 'groups the definitions of the module in an initiative' {
        $alone = Test-AciPolicyCompliance -Policy acisecmon-* -Path $Shop
        $together = Test-AciPolicyCompliance -Policy acisecmon-container-groups -Path $Shop
        $together.InitiativeDisplayName | Sort-Object -Unique | Should -Be 'Container groups should be secure'
        ($together | Sort-Object PolicyName).State | Should -Be ($alone | Sort-Object PolicyName).State
    }

    It 'says that files have to have a place where policies are in force' {
        { Test-AciPolicyCompliance -Path $Shop } | Should -Throw -ErrorId 'AciScopeRequired,*'
    }

    It 'refuses to judge by two things at once' {
        { Test-AciPolicyCompliance -Policy acisecmon-zone -Evaluate } | Should -Throw -ErrorId 'AciParameterConflict,*'
        { Test-AciPolicyCompliance -Parameter @{ effect = 'Deny' } } | Should -Throw -ErrorId 'AciParameterConflict,*'
    }

    It 'judges by exported assignments' {
        $definition = '{ "name": "own", "type": "Microsoft.Authorization/policyDefinitions", "properties": { "displayName": "Own", "mode": "All", "policyRule": { "if": { "field": "type", "equals": "Microsoft.ContainerInstance/containerGroups" }, "then": { "effect": "deny" } } } }'
        $assignment = '{ "name": "assigned", "type": "Microsoft.Authorization/policyAssignments", "properties": { "displayName": "Assigned", "policyDefinitionId": "/x/own", "enforcementMode": "DoNotEnforce" } }'
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'assigned')
        Set-Content -Path (Join-Path $folder 'definition.json') -Value $definition
        { Test-AciPolicyCompliance -AssignmentPath $folder -Path $Shop } | Should -Throw -ErrorId 'AciPolicyNotFound,*'
        Set-Content -Path (Join-Path $folder 'assignment.json') -Value $assignment
        $verdict = Test-AciPolicyCompliance -AssignmentPath $folder -Path $Shop | Where-Object ResourceType -EQ 'Microsoft.ContainerInstance/containerGroups'
        $verdict.State | Should -Be 'NonCompliant'
        $verdict.AssignmentDisplayName | Should -Be 'Assigned'
        $verdict.IsEnforced | Should -BeFalse
    }
}

Describe 'Test-AciPolicyCompliance by what is in force' -Tag 'Unit' {
    BeforeAll {
        $null = Connect-AciSecMon -Sandbox
    }

    AfterAll {
        Disconnect-AciSecMon
    }

    It 'gives what Azure Policy recorded' {
        $records = Test-AciPolicyCompliance -WarningAction SilentlyContinue -WarningVariable warnings
        $records | ForEach-Object { $_.RecordedState | Should -Not -BeNullOrEmpty }
        $records.State | Sort-Object -Unique | Should -Be 'Compliant', 'NonCompliant', 'Exempt'
        "$warnings" | Should -BeLike '*has recorded nothing of * container groups*'
    }

    It 'evaluates now and shows where the record is out of date' {
        $outdated = Test-AciPolicyCompliance -Evaluate | Where-Object IsRecordOutdated
        $outdated.ResourceName | Should -Be 'web-windows'
        $outdated.State | Should -Be 'NonCompliant'
        $outdated.RecordedState | Should -Be 'Compliant'
    }

    It 'says which assigned policies would deny a template' {
        $scope = (Get-AciContainerGroup -Name job-feeds).ResourceId -replace '/providers/.*'
        $verdicts = Test-AciPolicyCompliance -Path (Join-Path $Root 'tests/Samples/web-shop.json') -Scope $scope -State NonCompliant
        $denied = $verdicts | Where-Object Effect -EQ 'deny'
        $denied.AssignmentDisplayName | Should -Be 'Container groups into the network'
        $denied.IsEnforced | Should -BeFalse
        $elsewhere = Test-AciPolicyCompliance -Path (Join-Path $Root 'tests/Samples/web-shop.json') -Scope '/subscriptions/33333333-cccc-4ccc-8ccc-000000000003/resourceGroups/rg-lab' -State NonCompliant
        $elsewhere | Should -BeNullOrEmpty
    }

    It 'judges by the definitions of Microsoft, which it reads from Azure' {
        $path = Join-Path $Root 'tests/Samples/web-shop.json'
        (Test-AciPolicyCompliance -Policy 8af8f826-edcb-4178-b35f-851ea6fea615 -Path $path | Where-Object ResourceName -EQ 'web-shop').State | Should -Be 'NonCompliant'
        $piped = Get-AciPolicyDefinition 0aa61e00-0a01-4a3c-9945-e93cffedf0e6 | ForEach-Object { Test-AciPolicyCompliance -Policy $_ -Path $path }
        ($piped | Where-Object ResourceName -EQ 'web-shop').PolicyName | Should -Be '0aa61e00-0a01-4a3c-9945-e93cffedf0e6'
        $set = Test-AciPolicyCompliance -Policy 60205a79-6280-4e20-a147-e2011e09dc78 -Path $path
        @($set.ReferenceId | Sort-Object -Unique).Count | Should -BeGreaterThan 1
        $null = Test-AciPolicyCompliance -Policy 99999999-9999-9999-9999-999999999999, acisecmon-zone -Path $path -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.FullyQualifiedErrorId | Should -BeLike 'AciPolicyNotFound,*'
    }

    It 'makes findings of what is assigned' {
        $findings = Get-AciSecurityFinding -RuleId ACI-POL-*
        $findings.RuleId | Sort-Object -Unique | Should -Contain 'ACI-POL-004'
        ($findings | Where-Object RuleId -EQ 'ACI-POL-004').Severity | Should -Be 'High'
        ($findings | ConvertTo-Json -Depth 5) | Should -Not -BeLike '*not-a-real-workspace-key*'
    }

    It 'makes findings of policies of your own' {
        $definition = (Get-AciPolicyDefinition acisecmon-no-public-address).Json
        Set-Content -Path (Join-Path $TestDrive 'public.json') -Value $definition
        $findings = Get-AciSecurityFinding -Path (Join-Path $Root 'tests/Samples/web-shop.json') -PolicyPath (Join-Path $TestDrive 'public.json') -RuleId ACI-POL-* -NoSettings
        $findings.RuleId | Should -Be 'ACI-POL-007'
        $findings.Message | Should -BeLike '*Container groups should have no public IP address*'
    }
}
