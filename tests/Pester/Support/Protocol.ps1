# Dot-sourced in BeforeAll: what a live run leaves behind, with nothing in it that tells whose estate it was.

# The one place that knows how a debug line of a call looks: GET /subscriptions/.../providers/... api-version=2025-09-01 -> 200 (...)
# Gives nothing for a line that is none.
function ConvertFrom-CallLine {
    param([Parameter(Mandatory, ValueFromPipeline)] [AllowEmptyString()] [string] $Line)

    process {
        $match = [regex]::Match($Line, '\b(?<method>GET|HEAD|POST|PUT|PATCH|DELETE)\s+(?<path>(?:https?:/)?/\S*)(?<rest>.*?)(?:->|=>)\s*(?<status>\d{3}|[A-Za-z]\w*)', 'Singleline')
        if (-not $match.Success) { return }
        $version = [regex]::Match($match.Groups['path'].Value + ' ' + $match.Groups['rest'].Value, 'api-version=(?<version>[\w.-]+)', 'IgnoreCase')
        [pscustomobject] @{
            Method     = $match.Groups['method'].Value
            Path       = $match.Groups['path'].Value
            ApiVersion = $version.Groups['version'].Value
            Status     = $match.Groups['status'].Value
        }
    }
}

# Placeholders of one protocol: equal values of one kind get the same, whatever their case.
function New-Redaction {
    @{ Count = @{}; Known = [System.Collections.Generic.Dictionary[string, string]]::new([System.StringComparer]::OrdinalIgnoreCase) }
}

function Get-Placeholder {
    param([Parameter(Mandatory)] [hashtable] $Redaction, [Parameter(Mandatory)] [string] $Kind, [Parameter(Mandatory)] [string] $Value)

    $key = "$Kind|$Value"
    if (-not $Redaction.Known.ContainsKey($key)) {
        $Redaction.Count[$Kind] = 1 + $Redaction.Count[$Kind]
        $Redaction.Known[$key] = "{$Kind-$($Redaction.Count[$Kind])}"
    }
    $Redaction.Known[$key]
}

# A path with a placeholder for everything that somebody chose or was given. Words of Resource Manager stay: providers, types, actions, and names that the service itself sets.
function Hide-CallPath {
    param([Parameter(Mandatory)] [string] $Path, [Parameter(Mandatory)] [hashtable] $Redaction)

    $kinds = @{ containerGroups = 'group'; containerGroupProfiles = 'profile'; registries = 'registry'; workspaces = 'workspace'; virtualNetworks = 'network'; storageAccounts = 'account'; vaults = 'vault'; userAssignedIdentities = 'identity' }
    # Types whose names are the service's own. default and current are names that are the same for everyone.
    $fixedNames = 'pricings', 'locations'
    $sameForAll = 'default', 'current'
    # An action or a list at the end is a word, and so is a type; both consist of letters.
    $word = '^[A-Za-z]{2,60}$'

    $hidden = [System.Text.StringBuilder]::new()
    $rest = $Path
    $address = [regex]::Match($rest, '^(?<scheme>https?)://(?<host>[^/?]+)')
    if ($address.Success) {
        $machine = $address.Groups['host'].Value
        $isPublic = $machine -match '^(management|api)\.[a-z]+(\.[a-z]+){1,3}$'
        $null = $hidden.Append($address.Groups['scheme'].Value).Append('://').Append($isPublic ? $machine : (Get-Placeholder $Redaction 'host' $machine))
        $rest = $rest.Substring($address.Length)
    }

    $parts = $rest.Split('?', 2)
    $expect = 'scope'
    $type = ''
    foreach ($segment in $parts[0].Split('/', [System.StringSplitOptions]::RemoveEmptyEntries)) {
        $shown = $segment
        switch ($expect) {
            'subscription' { $shown = Get-Placeholder $Redaction 'subscription' $segment; $expect = 'scope' }
            'resourceGroup' { $shown = Get-Placeholder $Redaction 'resource-group' $segment; $expect = 'scope' }
            'namespace' { if ($segment -notmatch '^[A-Za-z]+(\.[A-Za-z]+)+$') { $shown = Get-Placeholder $Redaction 'segment' $segment }; $expect = 'type' }
            'type' {
                if ($segment -eq 'providers') { $expect = 'namespace' }
                else {
                    if ($segment -notmatch $word) { $shown = Get-Placeholder $Redaction 'segment' $segment }
                    $type = $segment
                    $expect = 'name'
                }
            }
            'name' {
                $isSame = $segment -in $sameForAll -or ($type -in $fixedNames -and $segment -match '^[A-Za-z0-9]{2,40}$')
                if (-not $isSame) { $shown = Get-Placeholder $Redaction ($kinds[$type] ?? ($type -match $word ? $type : 'name')) $segment }
                $expect = 'type'
            }
            default {
                if ($segment -eq 'subscriptions') { $expect = 'subscription' }
                elseif ($segment -eq 'resourceGroups') { $expect = 'resourceGroup' }
                elseif ($segment -eq 'providers') { $expect = 'namespace' }
                elseif ($segment -notin 'resources', 'tenants', 'locations', 'query', 'v1', 'batch') { $shown = Get-Placeholder $Redaction 'segment' $segment }
            }
        }
        $null = $hidden.Append('/').Append($shown)
    }

    # Of what is asked for, the names tell enough; a value may be a filter with names in it, or a token of a page.
    $names = if ($parts.Count -gt 1) { $parts[1].Split('&', [System.StringSplitOptions]::RemoveEmptyEntries) | ForEach-Object { $_.Split('=')[0] } | Where-Object { $_ -ne 'api-version' -and $_ -match '^\$?[A-Za-z-]{1,40}$' } }
    if ($names) { $null = $hidden.Append('?').Append($names -join '&') }
    $hidden.ToString()
}

# The properties that a finding ACI-COV-009 names, without the names of containers and the like.
function Get-UnknownProperty {
    param([Parameter(Mandatory, ValueFromPipeline)] [object] $Finding)

    process {
        $message = [regex]::Replace($Finding.Message, '\[[^\]]*\]', '[*]')
        $version = [regex]::Match($message, 'API version (?<version>\d{4}-\d\d-\d\d(-preview)?)').Groups['version'].Value
        $list = [regex]::Match($message, ':\s*(?<names>[^:]+?)\.?$').Groups['names'].Value
        foreach ($name in $list.Split(',').Trim()) {
            # What does not look like a property was chosen by somebody.
            if ($name -match '^[A-Za-z_@$][\w@$]{0,80}(\[\*\])?(\.[A-Za-z_@$][\w@$]{0,80}(\[\*\])?)*$') { [pscustomobject] @{ ApiVersion = $version; Property = $name } }
            elseif ($name) { [pscustomobject] @{ ApiVersion = $version; Property = '*' } }
        }
    }
}

# One entry for each different call.
function Get-CallSummary {
    param([object[]] $Call, [Parameter(Mandatory)] [hashtable] $Redaction)

    $Call | Where-Object { $_ } | ForEach-Object {
        [pscustomobject] @{ Method = $_.Method; Path = Hide-CallPath -Path $_.Path -Redaction $Redaction; ApiVersion = $_.ApiVersion; Status = $_.Status }
    } | Group-Object -Property Method, Path, ApiVersion, Status | ForEach-Object {
        [ordered]@{ method = $_.Group[0].Method; path = $_.Group[0].Path; apiVersion = $_.Group[0].ApiVersion; status = $_.Group[0].Status; count = $_.Count }
    }
}

# The words of a call that only reads: a POST asks a question where its path ends so.
function Test-ReadingCall {
    param([Parameter(Mandatory)] [object] $Call)

    $Call.Method -in 'GET', 'HEAD' -or ($Call.Method -eq 'POST' -and $Call.Path.Split('?')[0] -match '/(resources|query|batch|checkAccess)$')
}
