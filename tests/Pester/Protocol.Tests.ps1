# The protocol of a live run, without Azure: that it is read from the debug lines, and that nothing of an estate is left in it.

BeforeAll {
    . "$PSScriptRoot/Support/Protocol.ps1"

    $Subscription = '11111111-2222-3333-4444-555555555555'
    $Other = '99999999-8888-7777-6666-555555555555'
}

Describe 'A debug line of a call' -Tag 'Unit' {
    It 'is read: <Line>' -ForEach @(
        @{ Line = 'GET /subscriptions/x/providers/Microsoft.ContainerInstance/containerGroups api-version=2025-09-01 -> 200 (1,204 bytes, 31 ms)'; Method = 'GET'; Path = '/subscriptions/x/providers/Microsoft.ContainerInstance/containerGroups'; Version = '2025-09-01'; Status = '200' }
        @{ Line = 'GET /subscriptions?api-version=2022-12-01 -> 403 AuthorizationFailed'; Method = 'GET'; Path = '/subscriptions?api-version=2022-12-01'; Version = '2022-12-01'; Status = '403' }
        @{ Line = 'POST https://management.azure.com/providers/Microsoft.ResourceGraph/resources api-version=2024-04-01 -> 429 (retry after 5 s)'; Method = 'POST'; Path = 'https://management.azure.com/providers/Microsoft.ResourceGraph/resources'; Version = '2024-04-01'; Status = '429' }
        @{ Line = '[3] GET /subscriptions/x api-version=2022-12-01-preview => ConnectionReset'; Method = 'GET'; Path = '/subscriptions/x'; Version = '2022-12-01-preview'; Status = 'ConnectionReset' }
        @{ Line = 'GET /subscriptions/x -> 200'; Method = 'GET'; Path = '/subscriptions/x'; Version = ''; Status = '200' }
    ) {
        $call = $Line | ConvertFrom-CallLine
        $call.Method, $call.Path, $call.ApiVersion, $call.Status | Should -Be $Method, $Path, $Version, $Status
    }

    It 'is told from other lines' {
        'Signed in as somebody.', 'GET a cup of tea', '' | ConvertFrom-CallLine | Should -BeNullOrEmpty
    }
}

Describe 'A path in the protocol' -Tag 'Unit' {
    BeforeEach {
        $Redaction = New-Redaction
    }

    It 'is <Hidden>' -ForEach @(
        @{ Path = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/web'; Hidden = '/subscriptions/{subscription-1}/resourceGroups/{resource-group-1}/providers/Microsoft.ContainerInstance/containerGroups/{group-1}' }
        @{ Path = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/web/containers/app/logs'; Hidden = '/subscriptions/{subscription-1}/resourceGroups/{resource-group-1}/providers/Microsoft.ContainerInstance/containerGroups/{group-1}/containers/{containers-1}/logs' }
        @{ Path = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/web/providers/Microsoft.Insights/diagnosticSettings/to-central'; Hidden = '/subscriptions/{subscription-1}/resourceGroups/{resource-group-1}/providers/Microsoft.ContainerInstance/containerGroups/{group-1}/providers/Microsoft.Insights/diagnosticSettings/{diagnosticSettings-1}' }
        @{ Path = '/subscriptions/11111111-2222-3333-4444-555555555555/providers/Microsoft.Security/pricings/Containers'; Hidden = '/subscriptions/{subscription-1}/providers/Microsoft.Security/pricings/Containers' }
        @{ Path = '/providers/Microsoft.ResourceGraph/resources'; Hidden = '/providers/Microsoft.ResourceGraph/resources' }
        @{ Path = '/providers/Microsoft.Management/managementGroups/contoso-root'; Hidden = '/providers/Microsoft.Management/managementGroups/{managementGroups-1}' }
        @{ Path = 'https://management.azure.com/subscriptions'; Hidden = 'https://management.azure.com/subscriptions' }
        @{ Path = 'https://contoso.azurecr.io/v2/shop'; Hidden = 'https://{host-1}/{segment-1}/{segment-2}' }
        @{ Path = '/subscriptions?api-version=2022-12-01&$skipToken=abc123&$filter=name%20eq%20shop'; Hidden = '/subscriptions?$skipToken&$filter' }
        @{ Path = '/something/quite/other'; Hidden = '/{segment-1}/{segment-2}/{segment-3}' }
    ) {
        Hide-CallPath -Path $Path -Redaction $Redaction | Should -BeExactly $Hidden
    }

    It 'has the same placeholder for the same thing, whatever its case, and another for another' {
        $paths = "/subscriptions/$Subscription/resourceGroups/shop", "/subscriptions/$Subscription/resourcegroups/SHOP", "/subscriptions/$Other/resourceGroups/shop"
        $paths | ForEach-Object { Hide-CallPath -Path $_ -Redaction $Redaction } | Should -Be '/subscriptions/{subscription-1}/resourceGroups/{resource-group-1}', '/subscriptions/{subscription-1}/resourcegroups/{resource-group-1}', '/subscriptions/{subscription-2}/resourceGroups/{resource-group-1}'
    }

    It 'is counted once for calls that differ by nothing that is left' {
        $calls = 'web', 'web', 'api' | ForEach-Object { "GET /subscriptions/$Subscription/resourceGroups/shop/providers/Microsoft.ContainerInstance/containerGroups/$_ api-version=2025-09-01 -> 200" } | ConvertFrom-CallLine
        $summary = @(Get-CallSummary -Call $calls -Redaction $Redaction)
        $summary.ForEach({ $_['count'] }) | Should -Be 2, 1
        $json = $summary | ConvertTo-Json
        foreach ($name in $Subscription, '/shop', '/web', '/api') { $json.Contains($name) | Should -BeFalse -Because $name }
    }
}

Describe 'Unknown properties in the protocol' -Tag 'Unit' {
    It 'are named without the names of what they belong to' {
        $finding = [pscustomobject] @{ Message = 'No rule looks at these properties, which this version does not know (API version 2025-09-01): containers[prices, import: a].futureSetting, ipAddress.futureFlag.' }
        $found = @($finding | Get-UnknownProperty)
        $found.Property | Should -Be 'containers[*].futureSetting', 'ipAddress.futureFlag'
        $found.ApiVersion | Sort-Object -Unique | Should -Be '2025-09-01'
    }

    It 'that look like a name of somebody are counted, not named' {
        ([pscustomobject] @{ Message = 'No rule looks at these properties: shop secret settings.' } | Get-UnknownProperty).Property | Should -Be '*'
    }

    It 'are found in what the module says of a group' {
        . "$PSScriptRoot/Support/Inputs.ps1"
        $finding = New-Group -Property @{ futureSetting = @{ colour = 'blue' } } | Get-AciSecurityFinding -RuleId ACI-COV-009 -NoSettings -Status All | Where-Object RuleId -EQ 'ACI-COV-009'
        ($finding | Get-UnknownProperty).Property | Should -Contain 'futureSetting'
    }
}

Describe 'Calls of a live run' -Tag 'Unit' {
    It '<Line> reads: <Reads>' -ForEach @(
        @{ Line = 'GET /subscriptions -> 200'; Reads = $true }
        @{ Line = 'POST /providers/Microsoft.ResourceGraph/resources api-version=2024-04-01 -> 200'; Reads = $true }
        @{ Line = 'PUT /subscriptions/x/providers/Microsoft.Security/pricings/Containers -> 200'; Reads = $false }
        @{ Line = 'POST /subscriptions/x/resourceGroups/y/providers/Microsoft.ContainerInstance/containerGroups/web/restart -> 202'; Reads = $false }
        @{ Line = 'DELETE /subscriptions/x/resourceGroups/y -> 202'; Reads = $false }
    ) {
        Test-ReadingCall ($Line | ConvertFrom-CallLine) | Should -Be $Reads
    }
}
