<#
.SYNOPSIS
Looks into the open alerts of Defender that concern container groups, puts together what is known of the groups, and says what to do next: a runbook for Azure Automation.

.DESCRIPTION
Signs in with the managed identity unless it is given a connection, takes the open alerts, and writes one object for each with the groups that it concerns, who is named in it,
what was done to these groups around that time, their worst findings and their risk, and steps to take. Alerts that one person or address stands behind belong together: the one that was raised first is their Lead. The
last object is a summary. With -TakeUp it sets the alerts to InProgress, which tells others that somebody looks into them; nothing else is ever changed. It never asks anything.

.PARAMETER Severity
The least severity of the alerts.

.PARAMETER Hours
How old an alert may be; 0 for any age.

.PARAMETER SubscriptionId
Subscriptions to look at; without it all that the identity may read.

.PARAMETER AccountId
Client id of a user-assigned identity; without it the identity of the Automation account itself.

.PARAMETER Connection
A connection of Connect-AciSecMon; it is not closed in the end.

.PARAMETER MostGroups
How many groups of an alert are looked into. An alert on a whole subscription can concern thousands.

.PARAMETER TakeUp
Sets alerts that are looked into to InProgress; those that are already are left alone. Schedules give parameters as text, so that this is no switch.

.PARAMETER OutFile
A file that gets the objects too, one JSON object a line.

.PARAMETER FailOn
Ends the job with an error where an alert of this severity or above is open, or something could not be read, so that an alert on failed jobs tells somebody.

.EXAMPLE
./Start-AlertTriage.ps1 -Severity Medium -Hours 24 -TakeUp $true
#>
param(
    [ValidateSet('Informational', 'Low', 'Medium', 'High', 'Critical')]
    [string] $Severity = 'Low',
    [ValidateRange(0, 8760)]
    [int] $Hours = 0,
    [string[]] $SubscriptionId = @(),
    [string] $AccountId = '',
    [object] $Connection = $null,
    [ValidateRange(1, 1000)]
    [int] $MostGroups = 20,
    [bool] $TakeUp = $false,
    [string] $OutFile = '',
    [ValidateSet('', 'Low', 'Medium', 'High', 'Critical')]
    [string] $FailOn = ''
)

$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'
$ProgressPreference = 'SilentlyContinue'
$levels = 'Informational', 'Low', 'Medium', 'High', 'Critical'

# A gate on what is not seen would always be green.
if ($FailOn -and [array]::IndexOf($levels, $FailOn) -lt [array]::IndexOf($levels, $Severity)) { throw "-FailOn $FailOn is below -Severity $Severity, so that it would miss alerts: lower -Severity." }

if (-not (Get-Module -Name AciSecMon)) { Import-Module AciSecMon }

function Get-NextStep {
    param($Alert)

    # By what the alert tells of and whom it names; what Defender itself advises stands in RemediationStep.
    $relation = "$($Alert.Relation)"
    if ($Alert.Entity | Where-Object Type -In 'account', 'azure-ad-user', 'mailbox') { 'Ask the named person whether it was them; where it was not, revoke their sessions and reset their credentials.' }
    if ($Alert.Entity | Where-Object Type -EQ 'ip') { 'Look for what else came from the named address in the activity log and in the sign-ins.' }
    switch ($relation) {
        'Identity' { 'Take the roles of the identity away until it is known how its token left the container, and look into what it did.' }
        'Registry' { 'Find out which images were pushed since, lock their tags, and start groups only from digests that are known.' }
        'Vault' { 'Renew the secrets and keys that were read.' }
        'StorageAccount' { 'Renew the keys of the storage account, and look into what was read or changed on the shares of the groups.' }
        'ContainerGroup' { 'Stop the group where it cannot be trusted any more: az container stop keeps its definition, while its logs are kept only where they were sent away.' }
    }
    'Say what came of it with Set-AciSecurityAlert: Resolved where it was real, Dismissed where it was not.'
}

$own = $null
if (-not $Connection) {
    $account = if ($AccountId) { @{ AccountId = $AccountId } } else { @{} }
    $own = Connect-AciSecMon -Identity @account
    $Connection = $own
}

$problems = [System.Collections.Generic.List[string]]::new()
$counts = @{ Informational = 0; Low = 0; Medium = 0; High = 0; Critical = 0 }
$takenUp = 0
$leads = @{}
$asked = @{ Connection = $Connection; Severity = $Severity }
if ($SubscriptionId) { $asked.SubscriptionId = $SubscriptionId }
if ($Hours) { $asked.After = [datetime]::UtcNow.AddHours(-$Hours) }
$writer = if ($OutFile) { [System.IO.StreamWriter]::new($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutFile)) } else { $null }
try {
    $alerts = @(Get-AciSecurityAlert @asked -ErrorAction SilentlyContinue -ErrorVariable failed | Sort-Object RaisedAt)
    foreach ($one in $failed) { $problems.Add("$one") }

    foreach ($alert in $alerts) {
        $counts["$($alert.Severity)"]++
        $named = @($alert.Entity | Where-Object { $_.Type -in 'account', 'azure-ad-user', 'ip', 'service-principal' -and $_.Value } | ForEach-Object Value | Sort-Object -Unique)
        $lead = $named | Where-Object { $leads.ContainsKey($_) } | Select-Object -First 1
        $lead = if ($lead) { $leads[$lead] } else { $alert.Name }
        foreach ($who in $named) { if (-not $leads.ContainsKey($who)) { $leads[$who] = $lead } }

        $ids = @($alert.RelatedResourceId | Select-Object -First $MostGroups)
        $findings = @()
        $risks = @()
        $activities = @()
        if ($ids) {
            $findings = @(Get-AciSecurityFinding -Connection $Connection -ResourceId $ids -Severity Medium -Status Fail -ErrorAction SilentlyContinue -ErrorVariable failed)
            foreach ($one in $failed) { $problems.Add("$one") }
            if ($alert.RaisedAt) {
                $around = @{ After = $alert.RaisedAt.AddDays(-2); Before = $alert.RaisedAt.AddHours(1) }
                $activities = @(Get-AciActivity -Connection $Connection -ResourceId $ids @around -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue | Where-Object { $_.Risky -or $_.Caller -in $named -or $_.IpAddress -in $named })
                foreach ($one in $failed) { $problems.Add("$one") }
            }

            $risks = @(Get-AciRisk -Connection $Connection -ResourceId $ids -ErrorAction SilentlyContinue -ErrorVariable failed | Sort-Object Score -Descending)
            foreach ($one in $failed) { $problems.Add("$one") }
        }

        $outcome = 'left alone'
        if ($TakeUp -and "$($alert.Status)" -eq 'Active') {
            $change = Set-AciSecurityAlert -Connection $Connection -ResourceId $alert.ResourceId -Status InProgress -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
            foreach ($one in $failed) { $problems.Add("$one") }
            $outcome = "$($change.Result)"
            if ($outcome -eq 'Changed') { $takenUp++ }
        }

        $row = [pscustomobject]@{
            PSTypeName = 'AciSecMon.AlertTriage'
            Severity = "$($alert.Severity)"; DisplayName = $alert.DisplayName; AlertType = $alert.AlertType; RaisedAt = $alert.RaisedAt; Status = "$($alert.Status)"
            Lead = $lead; Relation = "$($alert.Relation)"; MatchedBy = $alert.MatchedBy; ContainerGroupCount = $alert.ContainerGroupCount; LookedInto = $ids.Count
            Named = $named; Technique = @($alert.Technique)
            WorstRisk = if ($risks) { $risks[0].Score } else { $null }
            RiskiestGroup = if ($risks) { $risks[0].ContainerGroupName } else { $null }
            WorstFinding = @($findings | Sort-Object Severity -Descending | Select-Object -First 5 | ForEach-Object { "$($_.RuleId) ($($_.Severity)): $($_.Message)" })
            Activity = @($activities | Sort-Object At | Select-Object -Last 20 | ForEach-Object { "$($_.At.UtcDateTime.ToString('yyyy-MM-dd HH:mm:ss')) $($_.Caller) from $($_.IpAddress): $($_.What) $($_.ContainerGroupName) ($($_.Outcome))" })
            RemediationStep = @($alert.RemediationStep); NextStep = @(Get-NextStep $alert)
            TakeUp = $outcome; PortalLink = $alert.PortalLink; RelatedResourceId = $ids; ResourceId = $alert.ResourceId
        }
        if ($writer) { $writer.WriteLine(($row | ConvertTo-Json -Depth 4 -Compress -EnumsAsStrings)) }
        $row
    }
}
finally {
    if ($writer) { $writer.Dispose() }
    if ($own) { $null = $own | Disconnect-AciSecMon }
}

foreach ($problem in $problems) { Write-Warning $problem }
[pscustomobject]@{
    PSTypeName = 'AciSecMon.TriageSummary'
    Critical = $counts.Critical; High = $counts.High; Medium = $counts.Medium; Low = $counts.Low; Informational = $counts.Informational
    TakenUp = $takenUp; Errors = $problems.Count
}

if ($FailOn) {
    $open = 0
    for ($i = [array]::IndexOf($levels, $FailOn); $i -lt $levels.Count; $i++) { $open += $counts[$levels[$i]] }
    if ($open -or $problems.Count) { throw "$open alerts of severity $FailOn or above are open, and $($problems.Count) errors were met." }
}
