# Dot-sourced in BeforeAll after Inputs.ps1: finds things in the sandbox by what they are, not by their names, so that its estate can grow.

# A workspace that container groups of the sandbox send logs to and that can receive them.
function Get-SandboxWorkspace {
    param([Parameter(Mandatory)] [object] $Connection)

    $destination = (Get-AciDiagnostics -Connection $Connection).Destination | Where-Object { $_.Kind -eq 'Workspace' -and $_.Exists -and $_.CanReceive -and $_.Id -like '/subscriptions/*' } | Select-Object -First 1
    if (-not $destination) { throw 'The sandbox has no workspace that receives logs of a container group.' }
    $destination.Id
}

# Rows of container groups whose logs nobody collects, that a setting with the workspace can be made for.
function Get-UnwatchedGroup {
    param([Parameter(Mandatory)] [object] $Connection, [Parameter(Mandatory)] [string] $WorkspaceId)

    $off = Get-AciDiagnostics -Connection $Connection | Where-Object State -EQ 'Off'
    $can = $off.ResourceId | ForEach-Object { $_ } | Enable-AciDiagnostics -Connection $Connection -WorkspaceId $WorkspaceId -WhatIf | Where-Object Result -EQ 'WouldChange'
    if (-not $can) { throw 'The sandbox has no container group without diagnostics.' }
    $off | Where-Object ResourceId -In $can.ResourceId
}

# What the changes of a command are compared with: JSON of all diagnostic settings.
function Get-DiagnosticsText {
    param([Parameter(Mandatory)] [object] $Connection)

    Get-AciDiagnostics -Connection $Connection | Sort-Object -Property ResourceId, Name | Select-Object -Property ResourceId, Name, Kind, State, Category, Destination | ConvertTo-Json -Depth 6
}

function Get-DefenderText {
    param([Parameter(Mandatory)] [object] $Connection)

    Get-AciDefenderPlan -Connection $Connection | Sort-Object -Property ResourceId | Select-Object -Property ResourceId, Tier, SubPlan, Extension | ConvertTo-Json -Depth 6
}
