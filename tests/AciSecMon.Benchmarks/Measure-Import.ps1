<#
.SYNOPSIS
Measures what a person waits for in a new session: the import of the module, and the first offline finding.
.DESCRIPTION
Every run is a PowerShell process of its own. Import is compared with that of an empty binary module, which is compiled first. The medians are set against the
budgets: 15 ms over the empty module, and 300 ms from a cold import to the first finding. Build the repository first, in Release, and use a released PowerShell:
one that was built without ahead-of-time compilation compiles itself while it imports, and most of the time would be its own.
.EXAMPLE
pwsh -NoProfile -File tests/AciSecMon.Benchmarks/Measure-Import.ps1 -Count 15
#>
[CmdletBinding()]
param(
    # Runs of each measurement; the first of each warms the file cache and is not counted.
    [ValidateRange(1, 1000)]
    [int] $Count = 11
)

$ErrorActionPreference = 'Stop'
$root = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '../..')).Path
$manifest = Join-Path $root 'AciSecMon.psd1'
$sample = Join-Path $root 'tests/Samples/web-shop.json'
if (-not (Test-Path -LiteralPath (Join-Path $root 'bin/AciSecMon.dll'))) { throw 'Nothing is staged in bin. Build the repository first: ./build.ps1' }

# Runs a script in a new process and gives the milliseconds that the script itself counted.
function Measure-Process([string] $Script) {
    $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($Script))
    $text = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded
    if ($LASTEXITCODE -ne 0) { throw 'A measured process failed.' }
    [double]::Parse(@($text)[-1], [Globalization.CultureInfo]::InvariantCulture)
}

function Get-Median([double[]] $Values) {
    $sorted = @($Values | Sort-Object)
    $middle = [Math]::Floor($sorted.Count / 2)
    if ($sorted.Count % 2) { $sorted[$middle] } else { ($sorted[$middle - 1] + $sorted[$middle]) / 2 }
}

$folder = Join-Path ([IO.Path]::GetTempPath()) "acisecmon-$([Guid]::NewGuid().ToString('N'))"
$null = New-Item -ItemType Directory -Path $folder
try {
    $empty = Join-Path $folder 'EmptyModule.dll'
    Add-Type -OutputAssembly $empty -OutputType Library -TypeDefinition @'
using System.Management.Automation;
[Cmdlet("Get", "Nothing")]
public sealed class GetNothingCommand : PSCmdlet { }
'@
    $emptyManifest = Join-Path $folder 'EmptyModule.psd1'
    New-ModuleManifest -Path $emptyManifest -RootModule 'EmptyModule.dll' -CmdletsToExport 'Get-Nothing' -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()

    $clock = '$clock = [Diagnostics.Stopwatch]::StartNew();'
    $print = '$clock.Elapsed.TotalMilliseconds.ToString([Globalization.CultureInfo]::InvariantCulture)'
    $quote = { "'" + $args[0].Replace("'", "''") + "'" }
    $scripts = [ordered]@{
        Empty   = "$clock Import-Module $(& $quote $emptyManifest); $print"
        Import  = "$clock Import-Module $(& $quote $manifest); $print"
        Finding = "$clock Import-Module $(& $quote $manifest); `$null = Get-AciSecurityFinding -LiteralPath $(& $quote $sample) -NoSettings | Select-Object -First 1; $print"
    }

    # In turns, so that a busy moment of the machine falls on all of them alike.
    $times = @{}
    foreach ($name in $scripts.Keys) { $times[$name] = [Collections.Generic.List[double]]::new() }
    foreach ($run in 0..$Count) {
        foreach ($name in $scripts.Keys) {
            $milliseconds = Measure-Process $scripts[$name]
            if ($run -gt 0) { $times[$name].Add($milliseconds) }
        }
    }

    $median = @{}
    foreach ($name in $scripts.Keys) { $median[$name] = Get-Median $times[$name] }
    $over = $median.Import - $median.Empty
    @(
        [pscustomobject]@{ What = 'Import of an empty binary module'; MedianMs = [Math]::Round($median.Empty, 1); BudgetMs = $null; Kept = $null; Runs = $Count }
        [pscustomobject]@{ What = 'Import-Module AciSecMon'; MedianMs = [Math]::Round($median.Import, 1); BudgetMs = $null; Kept = $null; Runs = $Count }
        [pscustomobject]@{ What = 'The difference'; MedianMs = [Math]::Round($over, 1); BudgetMs = 15; Kept = $over -le 15; Runs = $Count }
        [pscustomobject]@{ What = 'First offline finding from a cold import'; MedianMs = [Math]::Round($median.Finding, 1); BudgetMs = 300; Kept = $median.Finding -le 300; Runs = $Count }
    )
}
finally {
    Remove-Item -LiteralPath $folder -Recurse -Force
}
