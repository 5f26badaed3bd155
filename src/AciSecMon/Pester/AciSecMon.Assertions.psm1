<#
.SYNOPSIS
Adds an operator to Should of Pester 5.5 and later: container groups without open findings.
.DESCRIPTION
Import this file in BeforeAll. Should -HaveNoAciFinding, or Should -BeAciCompliant, then takes container groups, paths of files and folders, whatever else
Get-AciSecurityFinding takes from the pipeline, and findings.

It fails where a rule of the asked severity or above is broken, where a source could not be read, where nothing was judged, and, unless -AllowUnknown is given, where
something could not be decided. With -Not it passes only where a rule is broken; what is not known is neither.

Parameters: -Severity (Informational), -AllowUnknown, -Because, and those of Get-AciSecurityFinding: -RuleId, -Category, -Control, -Source, -Profile, -Settings, -NoSettings,
-ParameterFile, -Scope, -Connection.
.EXAMPLE
Get-AciContainerGroup ./infra | Should -HaveNoAciFinding -Severity High -NoSettings
.EXAMPLE
'./infra/web.json' | Should -BeAciCompliant -Profile Strict
.EXAMPLE
Get-AciSecurityFinding -Status All | Should -HaveNoAciFinding -Severity Medium -AllowUnknown
#>

# The operator's test, as Add-ShouldOperator wants it.
function Assert-AciNoFinding {
    param(
        [object] $ActualValue,
        [switch] $Negate,
        [string] $Because,
        [ValidateSet('Informational', 'Low', 'Medium', 'High', 'Critical')] [string] $Severity = 'Informational',
        [switch] $AllowUnknown,
        [string[]] $RuleId,
        [string[]] $Category,
        [string[]] $Control,
        [string[]] $Source,
        [string] $Profile,
        [string] $Settings,
        [switch] $NoSettings,
        [string[]] $ParameterFile,
        [string] $Scope,
        [object] $Connection,
        [object] $CallerSessionState
    )

    $options = @{}
    foreach ($key in 'RuleId', 'Category', 'Control', 'Source', 'Profile', 'Settings', 'NoSettings', 'ParameterFile', 'Scope', 'Connection') {
        if ($PSBoundParameters.ContainsKey($key)) { $options[$key] = $PSBoundParameters[$key] }
    }

    # Findings that were stored carry numbers for what is a word, so each is made the word again before it is compared.
    $seen = Get-AciAssertionInput -Value $ActualValue -Option $options
    $least = [int] [AciSecMon.AciSeverity] $Severity
    $weighty = @($seen.Finding | Where-Object { [int] $_.Severity -ge $least })
    $broken = @($weighty | Where-Object { [AciSecMon.AciFindingStatus] $_.Status -eq 'Fail' })
    # A source that was not read may hide anything, whatever the severity of the finding that says so.
    $errors = @($seen.Finding | Where-Object { [AciSecMon.AciFindingStatus] $_.Status -eq 'Error' })
    $open = @($weighty | Where-Object { [AciSecMon.AciFindingStatus] $_.Status -eq 'Unknown' })
    $reason = $Because ? " because $Because," : ''
    $asked = "no finding of severity $Severity or above"

    if ($seen.Problem) { return Get-AciAssertionResult "Expected $asked,$reason but the assessment failed: $($seen.Problem -join ' ')" }
    if (-not $seen.Judged) {
        $unseen = $seen.Finding ? "`n$(Format-AciAssertionList $seen.Finding)" : ''
        return Get-AciAssertionResult "Expected $asked,$reason but nothing was judged. Give container groups, paths that hold some, or all findings (Get-AciSecurityFinding -Status All): an empty pipeline says nothing.$unseen"
    }

    if ($Negate) {
        if ($broken) { return Get-AciAssertionResult }
        $else = $open -or $errors ? "$($open.Count + $errors.Count) that are not decided, which is no finding:`n$(Format-AciAssertionList ($errors + $open))" : 'none.'
        return Get-AciAssertionResult "Expected a finding of severity $Severity or above,$reason but there was $else"
    }

    $told = @($broken) + $errors
    if (-not $AllowUnknown) { $told += $open }
    if (-not $told) { return Get-AciAssertionResult }
    $counts = @(
        if ($broken) { "$($broken.Count) broken" }
        if ($errors) { "$($errors.Count) not read" }
        if ($open -and -not $AllowUnknown) { "$($open.Count) not decided (-AllowUnknown accepts these)" }
    ) -join ', '
    Get-AciAssertionResult "Expected $asked,$reason but got $counts`:`n$(Format-AciAssertionList $told)"
}

# The findings on what was given, what went wrong in getting them, and whether a container group was judged at all.
function Get-AciAssertionInput {
    param([object] $Value, [Parameter(Mandatory)] [hashtable] $Option)

    if (-not (Get-Module -Name AciSecMon)) { Import-Module (Join-Path $PSScriptRoot '../../AciSecMon.psd1') -Scope Global -ErrorAction Stop }

    $items = @($Value | Where-Object { $null -ne $_ })
    $isFinding = { $_ -is [AciSecMon.AciSecurityFinding] -or $_.PSTypeNames -contains 'Deserialized.AciSecMon.AciSecurityFinding' }
    $findings = @($items.Where($isFinding))
    $toJudge = @($items.Where({ -not (& $isFinding) }))
    $problems = @()
    if ($toJudge) {
        try {
            $findings += @($toJudge | Get-AciSecurityFinding @Option -Status All -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)
        }
        catch {
            $problems = @($_)
        }
    }

    @{
        Finding = $findings
        Problem = @($problems | ForEach-Object { "$_" } | Select-Object -Unique)
        # What says only what could not be seen is no judgement.
        Judged  = [bool] $findings.Where({ [AciSecMon.AciRuleCategory] $_.Category -ne 'Coverage' }, 'First')
    }
}

function Format-AciAssertionList {
    param([Parameter(Mandatory)] [object[]] $Finding)

    $most = 25
    $lines = $Finding | Sort-Object -Property { [int] $_.Severity } -Descending -Stable | Select-Object -First $most | ForEach-Object {
        $where = "$($_.Location)" ? " ($($_.Location))" : ''
        "  $([AciSecMon.AciSeverity] $_.Severity) $($_.RuleId) $($_.ContainerGroupName ?? $_.SubjectId)$($_.Place ? " $($_.Place)" : ''): $($_.Message)$where"
    }
    if ($Finding.Count -gt $most) { $lines += "  and $($Finding.Count - $most) more." }
    $lines -join "`n"
}

function Get-AciAssertionResult {
    param([string] $Failure)

    [pscustomobject] @{ Succeeded = -not $Failure; FailureMessage = $Failure }
}

# Pester keeps the operators of a session, and refuses a second of the same name unless it is the very same. The older one calls the functions of a module that is
# gone then, but they are the same as well.
Add-ShouldOperator -Name HaveNoAciFinding -InternalName Assert-AciNoFinding -Test ${function:Assert-AciNoFinding} -Alias BeAciCompliant -SupportsArrayInput
Export-ModuleMember
