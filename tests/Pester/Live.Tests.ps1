# Reads a real tenant with every Get cmdlet and leaves a redacted protocol. Nothing is changed. Off unless it is asked for:
#
#   $env:ACISECMON_LIVE = '1'                        # asks for it
#   $env:ACISECMON_LIVE_SUBSCRIPTION = '<id>'        # optional: one subscription instead of all that can be read
#   $env:ACISECMON_LIVE_PROTOCOL = './protocol.json' # optional: where the protocol goes
#   Invoke-Pester -Path tests/Pester/Live.Tests.ps1
#
# It signs in as Connect-AciSecMon does without parameters: managed identity, the session of Connect-AzAccount, or that of az login.

BeforeDiscovery {
    $isOff = $env:ACISECMON_LIVE -ne '1'
    $root = Join-Path $PSScriptRoot '../..'
    if (-not (Get-Module -Name AciSecMon)) { Import-Module (Join-Path $root 'AciSecMon.psd1') -ErrorAction Stop }
    $cmdlets = @((Get-Command -Module AciSecMon -Verb Get).Name) + 'Test-AciSecMonPermission'
}

Describe 'A real tenant' -Tag 'Live' -Skip:$isOff {
    BeforeAll {
        . "$PSScriptRoot/Support/Inputs.ps1"
        . "$PSScriptRoot/Support/Protocol.ps1"

        $Redaction = New-Redaction
        $Calls = [System.Collections.Generic.List[object]]::new()
        $Commands = [System.Collections.Generic.List[object]]::new()
        $Unknown = [System.Collections.Generic.List[object]]::new()
        # What a cmdlet is asked beyond its defaults, so that more of it is seen.
        $Extra = @{
            'Get-AciContainerGroup'  = @{ IncludeState = $true }
            'Get-AciSecurityFinding' = @{ Source = 'Configuration', 'Network', 'Access', 'Defender', 'Diagnostics', 'State'; Status = 'All'; NoSettings = $true }
            'Get-AciRisk'            = @{ NoSettings = $true }
        }

        # Runs a command and notes what it called. Debug lines are taken apart; whatever else is in them is dropped.
        function Invoke-Noted {
            param([Parameter(Mandatory)] [string] $Command, [hashtable] $Parameter = @{})

            # By preference: -Debug asks after every line where somebody could answer.
            $DebugPreference = 'Continue'
            $output = [System.Collections.Generic.List[object]]::new()
            $problems = @()
            $end = $null
            try {
                & $Command @Parameter -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue 5>&1 | ForEach-Object {
                    if ($_ -isnot [System.Management.Automation.DebugRecord]) { $output.Add($_) }
                    elseif ($call = $_.Message | ConvertFrom-CallLine) { $Calls.Add($call) }
                }
            }
            catch {
                $end = $_
            }

            $Commands.Add([ordered]@{
                    command = $Command
                    objects = $output.Count
                    ended   = $null -ne $end
                    # Messages hold names; ids say enough.
                    errors  = @(@($problems) + $end | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Group-Object -Property { $_.FullyQualifiedErrorId.Split(',')[0] } | ForEach-Object { [ordered]@{ id = $_.Name; count = $_.Count } })
                })
            if ($end) { throw $end }
            $output
        }

        $Connect = @{}
        if ($env:ACISECMON_LIVE_SUBSCRIPTION) { $Connect.Subscription = $env:ACISECMON_LIVE_SUBSCRIPTION }
        $Connection = Invoke-Noted -Command 'Connect-AciSecMon' -Parameter $Connect
    }

    It 'is signed in to' {
        $Connection | Should -HaveCount 1
        $Connection.IsSandbox | Should -BeFalse
    }

    It 'is read by <_>' -ForEach $cmdlets {
        $parameter = @{}
        $known = (Get-Command -Name $_).Parameters
        if ($known.ContainsKey('Connection')) { $parameter.Connection = $Connection }
        if ($Extra.ContainsKey($_)) { foreach ($key in $Extra[$_].Keys) { if ($known.ContainsKey($key)) { $parameter[$key] = $Extra[$_][$key] } } }
        $output = Invoke-Noted -Command $_ -Parameter $parameter
        # What the service has and this version does not know.
        foreach ($finding in $output | Where-Object { $_ -is [AciSecMon.AciSecurityFinding] -and $_.RuleId -eq 'ACI-COV-009' }) { foreach ($property in $finding | Get-UnknownProperty) { $Unknown.Add($property) } }
        # An error without an id of the module is one that nobody foresaw.
        $Commands[-1].errors | ForEach-Object { $_.id } | Where-Object { $_ -notlike 'Aci*' } | Should -BeNullOrEmpty
    }

    It 'is only read' {
        $Calls.Count | Should -BeGreaterThan 0 -Because 'the debug stream names every call'
        $Calls | Where-Object { -not (Test-ReadingCall $_) } | ForEach-Object { "$($_.Method) $(Hide-CallPath -Path $_.Path -Redaction $Redaction)" } | Should -BeNullOrEmpty
    }

    It 'leaves a protocol in which nothing of it is named' {
        $protocol = [ordered]@{
            format            = 'acisecmon-live-protocol/1'
            module            = "$((Get-Module -Name AciSecMon).Version)"
            powershell        = "$($PSVersionTable.PSVersion)"
            environment       = $Connection.Environment -in 'AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud' ? $Connection.Environment : 'Custom'
            credential        = "$($Connection.Credential)"
            commands          = $Commands
            calls             = @(Get-CallSummary -Call $Calls -Redaction $Redaction)
            unknownProperties = @($Unknown | Group-Object -Property ApiVersion, Property | ForEach-Object { [ordered]@{ apiVersion = $_.Group[0].ApiVersion; property = $_.Group[0].Property; count = $_.Count } })
        }
        $json = $protocol | ConvertTo-Json -Depth 6
        $json | Should -Not -Match '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
        if ($Connection.Account) { $json.Contains($Connection.Account) | Should -BeFalse }

        $file = $env:ACISECMON_LIVE_PROTOCOL ? $env:ACISECMON_LIVE_PROTOCOL : (Join-Path ([System.IO.Path]::GetTempPath()) 'acisecmon-live-protocol.json')
        Set-Content -LiteralPath $file -Value $json
        Write-Host "The protocol is in $file. It holds paths with placeholders, API versions, statuses, error ids and names of properties. Read it before you send it."
    }
}
