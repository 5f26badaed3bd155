<#
.SYNOPSIS
Measures the cmdlets against made-up estates in the sandbox: time to the first object, total time, requests and memory.
.DESCRIPTION
Every measurement is a PowerShell process of its own and does what a person does: it imports the module, connects to the sandbox and lets the objects stream away.
The sandbox is in the same process, so its work and memory are in the figures; it answers at once. For a slow wire, and what was asked, run the program beside
this script: dotnet run -c Release --project tests/AciSecMon.Benchmarks -- fleet 50000 200. Build the repository first, in Release for figures that count.
.EXAMPLE
pwsh -NoProfile -File tests/AciSecMon.Benchmarks/Measure-Fleet.ps1 -Size 50000
#>
[CmdletBinding()]
param(
    # Container groups of the estate.
    [ValidateRange(1, 1000000)]
    [int] $Size = 50000
)

$ErrorActionPreference = 'Stop'
$root = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '../..')).Path
$manifest = Join-Path $root 'AciSecMon.psd1'
if (-not (Test-Path -LiteralPath (Join-Path $root 'bin/AciSecMon.dll'))) { throw 'Nothing is staged in bin. Build the repository first: ./build.ps1' }

# Runs a pipeline in a new process and gives the figures that the process itself took.
function Measure-Pipeline([string] $Name, [string] $Connect, [string] $Pipeline) {
    $script = @"
`$ErrorActionPreference = 'Stop'
Import-Module '$($manifest.Replace("'", "''"))'
`$null = $Connect
`$before = (Get-Process -Id `$PID).WorkingSet64
`$clock = [Diagnostics.Stopwatch]::StartNew()
`$count = 0
`$first = 0.0
`$calls = ''
$Pipeline -InformationAction Ignore -Verbose 4>&1 | ForEach-Object {
    if (`$_ -is [Management.Automation.VerboseRecord]) { `$calls = `$_.Message } elseif (`$count++ -eq 0) { `$first = `$clock.Elapsed.TotalMilliseconds }
}
`$total = `$clock.Elapsed.TotalSeconds
`$process = Get-Process -Id `$PID
[ordered]@{ Objects = `$count; FirstMs = [Math]::Round(`$first); Seconds = [Math]::Round(`$total, 2); Calls = `$calls
    BeforeMB = [Math]::Round(`$before / 1e6); PeakMB = [Math]::Round(`$process.PeakWorkingSet64 / 1e6) } | ConvertTo-Json -Compress
"@
    $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script))
    $text = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded
    if ($LASTEXITCODE -ne 0) { throw "'$Name' failed." }
    $figures = @($text)[-1] | ConvertFrom-Json
    $figures | Add-Member -NotePropertyName Measurement -NotePropertyValue $Name
    $figures | Select-Object Measurement, Objects, FirstMs, Seconds, BeforeMB, PeakMB, Calls
}

Measure-Pipeline 'the sample company, findings' 'Connect-AciSecMon -Sandbox' 'Get-AciSecurityFinding'
Measure-Pipeline '25 groups, findings' 'Connect-AciSecMon -Sandbox -SandboxSize 25' 'Get-AciSecurityFinding'
Measure-Pipeline "$Size groups" "Connect-AciSecMon -Sandbox -SandboxSize $Size" 'Get-AciContainerGroup'
Measure-Pipeline "$Size groups, findings" "Connect-AciSecMon -Sandbox -SandboxSize $Size" 'Get-AciSecurityFinding'
Measure-Pipeline "$([Math]::Min($Size, 5000)) groups with their state" "Connect-AciSecMon -Sandbox -SandboxSize $([Math]::Min($Size, 5000))" 'Get-AciContainerGroup -IncludeState'
