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
}
