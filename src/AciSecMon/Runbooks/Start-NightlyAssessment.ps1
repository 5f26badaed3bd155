<#
.SYNOPSIS
Assesses all container groups and writes what is wrong to the output: a runbook for Azure Automation with a managed identity, which also runs anywhere else.

.DESCRIPTION
Signs in with the managed identity unless it is given a connection, asks all sources that -Source names, and writes each finding as it comes, so that memory does not grow
with the fleet. The last object is a summary. It never asks anything. What could not be read is part of the findings and of the summary.

.PARAMETER Severity
The least severity of the findings that are written.

.PARAMETER Source
Sources beyond those that are asked anyway.

.PARAMETER SubscriptionId
Subscriptions to assess; without it all that the identity may read.

.PARAMETER AccountId
Client id of a user-assigned identity; without it the identity of the Automation account itself.

.PARAMETER Connection
A connection of Connect-AciSecMon; it is not closed in the end.

.PARAMETER OutFile
A file that gets the findings too, one JSON object a line.

.PARAMETER FailOn
Ends the job with an error where a rule of this severity or above is broken, or something could not be read. Without it the job always ends well.

.EXAMPLE
./Start-NightlyAssessment.ps1 -Severity Medium -Source Diagnostics, Defender -FailOn High
#>
param(
    [ValidateSet('Informational', 'Low', 'Medium', 'High', 'Critical')]
    [string] $Severity = 'Low',
    [string[]] $Source = @(),
    [string[]] $SubscriptionId = @(),
    [string] $AccountId = '',
    [object] $Connection = $null,
    [string] $OutFile = '',
    [ValidateSet('', 'Low', 'Medium', 'High', 'Critical')]
    [string] $FailOn = ''
)

$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'
$ProgressPreference = 'SilentlyContinue'
$levels = 'Informational', 'Low', 'Medium', 'High', 'Critical'

$Severity = $levels -eq $Severity | ForEach-Object { $_ }
$FailOn = if ($FailOn) { $levels -eq $FailOn | ForEach-Object { $_ } } else { '' }

# A gate on what is not seen would always be green.
if ($FailOn -and [array]::IndexOf($levels, $FailOn) -lt [array]::IndexOf($levels, $Severity)) { throw "-FailOn $FailOn is below -Severity $Severity, so that it would miss findings: lower -Severity." }

if (-not (Get-Module -Name AciSecMon)) { Import-Module AciSecMon }

$own = $null
if (-not $Connection) {
    $account = if ($AccountId) { @{ AccountId = $AccountId } } else { @{} }
    $own = Connect-AciSecMon -Identity @account
    $Connection = $own
}

$counts = @{ Informational = 0; Low = 0; Medium = 0; High = 0; Critical = 0 }
$unseen = 0
$problems = @()
$asked = @{ Connection = $Connection; Severity = $Severity }
if ($Source) { $asked.Source = $Source }
if ($SubscriptionId) { $asked.SubscriptionId = $SubscriptionId }
$writer = if ($OutFile) { [System.IO.StreamWriter]::new($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutFile)) } else { $null }
try {
    # One at a time: a variable with all findings would hold them in memory.
    Get-AciSecurityFinding @asked -ErrorAction SilentlyContinue -ErrorVariable problems | ForEach-Object {
        if ("$($_.Status)" -eq 'Fail') { $counts["$($_.Severity)"]++ } else { $unseen++ }
        if ($writer) { $writer.WriteLine(($_ | ConvertTo-Json -Depth 4 -Compress -EnumsAsStrings)) }
        $_
    }
}
finally {
    if ($writer) { $writer.Dispose() }
    if ($own) { $null = $own | Disconnect-AciSecMon }
}

foreach ($problem in $problems) { Write-Warning "$problem" }
[pscustomobject]@{
    PSTypeName = 'AciSecMon.NightlySummary'
    Critical = $counts.Critical; High = $counts.High; Medium = $counts.Medium; Low = $counts.Low; Informational = $counts.Informational
    NotJudged = $unseen; Errors = $problems.Count
}

if ($FailOn) {
    $broken = 0
    for ($i = [array]::IndexOf($levels, $FailOn); $i -lt $levels.Count; $i++) { $broken += $counts[$levels[$i]] }
    if ($broken -or $unseen -or $problems.Count) { throw "$broken rules of severity $FailOn or above are broken; $unseen findings tell of what could not be judged, and $($problems.Count) errors were met." }
}
