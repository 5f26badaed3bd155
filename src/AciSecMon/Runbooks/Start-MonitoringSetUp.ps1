<#
.SYNOPSIS
Sees to it that container groups are monitored: a runbook for Azure Automation with a managed identity, which also runs anywhere else.

.DESCRIPTION
Signs in with the managed identity unless it is given a connection, and runs Enable-AciSecurityMonitoring without a question: what is as it should be is left alone, so that
a schedule may run it every day and a job that was stopped is continued by the next. Each change is written as it comes, and a summary in the end. Where something failed,
the job ends with an error, after everything else was done.

A container group restarts when its diagnostic setting changes. Run it with -Plan first: it changes nothing then and writes what it would change.

.PARAMETER WorkspaceId
Resource id of the Log Analytics workspace that everything goes to.

.PARAMETER ResourceGroupName
Resource group to make alert rules in; it must be there in each subscription.

.PARAMETER ActionGroupId
Resource ids of action groups to call.

.PARAMETER Email
Addresses to write to.

.PARAMETER SubscriptionId
Subscriptions; without it all in which the identity sees container groups.

.PARAMETER Skip
Steps to leave out.

.PARAMETER Plan
Changes nothing, and writes what would be changed.

.PARAMETER AccountId
Client id of a user-assigned identity; without it the identity of the Automation account itself.

.PARAMETER Connection
A connection of Connect-AciSecMon; it is not closed in the end.

.EXAMPLE
./Start-MonitoringSetUp.ps1 -WorkspaceId $id -ResourceGroupName monitoring -ActionGroupId $onCall -Skip DefenderPlan, MetricAlert -Plan $true
#>
param(
    [Parameter(Mandatory)]
    [string] $WorkspaceId,
    [string] $ResourceGroupName = '',
    [string[]] $ActionGroupId = @(),
    [string[]] $Email = @(),
    [string[]] $SubscriptionId = @(),
    [string[]] $Skip = @(),
    [bool] $Plan = $false,
    [string] $AccountId = '',
    [object] $Connection = $null
)

$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'
$ProgressPreference = 'SilentlyContinue'

if (-not (Get-Module -Name AciSecMon)) { Import-Module AciSecMon }

$own = $null
if (-not $Connection) {
    $account = if ($AccountId) { @{ AccountId = $AccountId } } else { @{} }
    $own = Connect-AciSecMon -Identity @account
    $Connection = $own
}

$asked = @{ Connection = $Connection; WorkspaceId = $WorkspaceId; Confirm = $false; WhatIf = $Plan }
if ($ResourceGroupName) { $asked.ResourceGroupName = $ResourceGroupName }
if ($ActionGroupId) { $asked.ActionGroupId = $ActionGroupId }
if ($Email) { $asked.Email = $Email }
if ($SubscriptionId) { $asked.SubscriptionId = $SubscriptionId }
if ($Skip) { $asked.Skip = $Skip }

$counts = @{ Changed = 0; Unchanged = 0; WouldChange = 0; Refused = 0; Failed = 0; Declined = 0 }
$problems = @()
try {
    Enable-AciSecurityMonitoring @asked -ErrorAction SilentlyContinue -ErrorVariable problems | ForEach-Object {
        $counts["$($_.Result)"]++
        $_
    }
}
finally {
    if ($own) { $null = $own | Disconnect-AciSecMon }
}

foreach ($problem in $problems) { Write-Warning "$problem" }
[pscustomobject]@{
    PSTypeName = 'AciSecMon.SetUpSummary'
    Changed = $counts.Changed; WouldChange = $counts.WouldChange; Unchanged = $counts.Unchanged
    NotDone = $counts.Refused + $counts.Failed + $counts.Declined; Errors = $problems.Count
}

if ($counts.Refused -or $counts.Failed -or $problems.Count) { throw "$($counts.Refused + $counts.Failed) changes were not made, and $($problems.Count) errors were met." }
