# Dot-sourced by AciSecMon.Compliance.Tests.ps1: assesses once and makes cases of the findings. A case holds texts only, so that a run over many groups stays small.

# The cases of one assessment: Assessment (that it took place), Unseen (coverage), Subjects (one for each group, file or neighbour, with a case for each rule).
function Get-AciCompliance {
    param([Parameter(Mandatory)] [hashtable] $Parameter, [switch] $FailOnUnknown)

    if (-not (Get-Module -Name AciSecMon)) { Import-Module (Join-Path $PSScriptRoot '../../AciSecMon.psd1') -ErrorAction Stop }

    $problems = @()
    $findings = @()
    # Rules that do not concern a group are no tests of it.
    $statuses = 'Fail', 'Error', 'Unknown', 'Pass', 'Suppressed'
    try {
        $findings = @(Get-AciSecurityFinding @Parameter -Status $statuses -ErrorVariable problems -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)
    }
    catch {
        # What ends the command may be in its error variable as well; it is told once.
        $end = $_
        $problems = @($problems | Where-Object { "$_" -ne "$end" }) + $end
    }

    # A fleet has a hundred thousand results: the two loops below call no function where a plain one will do.
    $declared = Get-AciDeclaredFile -Finding $findings -Parameter $Parameter
    $unseen = [System.Collections.Generic.List[hashtable]]::new()
    $subjects = [System.Collections.Specialized.OrderedDictionary]::new()
    $lastFile = @{}
    foreach ($finding in $findings) {
        if ($finding.Category -eq 'Coverage') {
            $unseen.Add(@{ RuleId = $finding.RuleId; Title = "$($finding.Title) ($(Get-AciSubjectName $finding))"; Text = Format-AciFinding $finding })
            continue
        }

        $key = $finding.ResourceId -and $groupTypes["$($finding.SubjectType)"] ? "group|$($finding.ResourceId)" : (Get-AciSubjectKey -Finding $finding -Declared $declared -LastFile $lastFile)
        if (-not $subjects.Contains($key)) { $subjects.Add($key, @{ First = $finding; Rules = [System.Collections.Specialized.OrderedDictionary]::new() }) }
        $rules = $subjects[$key].Rules
        if (-not $rules.Contains($finding.RuleId)) { $rules.Add($finding.RuleId, [System.Collections.Generic.List[object]]::new()) }
        $rules[$finding.RuleId].Add($finding)
    }

    $kept = @{}
    $cases = @(
        foreach ($entry in $subjects.Values) {
            $results = @(
                foreach ($places in $entry.Rules.Values) {
                    if ($places.Count -gt 1 -or $places[0].Status -ne 'Pass') { Get-AciRuleCase -Finding $places -FailOnUnknown:$FailOnUnknown; continue }
                    # Nothing is told of what is kept, so every subject can have the same case.
                    $id = $places[0].RuleId
                    if (-not $kept.ContainsKey($id)) { $kept[$id] = Get-AciRuleCase -Finding $places }
                    $kept[$id]
                }
            )
            @{ Subject = Get-AciSubjectTitle $entry.First; Results = $results; IsGroup = $groupTypes.ContainsKey("$($entry.First.SubjectType)") }
        }
    )

    $assessment = @(
        @{ Title = 'Everything that was given could be read'; Outcome = 'Pass'; Text = '' }
        @{ Title = 'There is something to judge'; Outcome = 'Pass'; Text = '' }
    )
    if ($problems) {
        $assessment[0].Outcome = 'Fail'
        $assessment[0].Text = ($problems | ForEach-Object { $advice = $_.ErrorDetails.RecommendedAction; if ($advice) { "$_ $advice" } else { "$_" } }) -join "`n"
    }
    if (-not $cases.Where({ $_.IsGroup }, 'First')) {
        $assessment[1].Outcome = 'Fail'
        $assessment[1].Text = 'No container group was judged: none was found, or the filters left no rule for it. ' +
            'Give -Data @{ Path = ... } for files, or @{ Connection = ... } for what runs, and see that Severity, RuleId and Category leave something.'
    }

    @{ Assessment = $assessment; Unseen = $unseen.ToArray(); Subjects = $cases }
}

# The case of one rule on one subject: the worst of its places decides.
function Get-AciRuleCase {
    param([Parameter(Mandatory)] [System.Collections.Generic.List[object]] $Finding, [switch] $FailOnUnknown)

    $broken = $Finding.Where({ $_.Status -in 'Fail', 'Error' })
    $open = $Finding.Where({ $_.Status -eq 'Unknown' })
    $outcome, $told =
    if ($broken) { 'Fail', ($broken + $open) }
    elseif ($open) { ($FailOnUnknown ? 'Fail' : 'Unknown'), $open }
    elseif ($Finding.Where({ $_.Status -eq 'Pass' }, 'First')) { 'Pass', @() }
    else { 'Suppressed', $Finding }

    @{ RuleId = $Finding[0].RuleId; Title = $Finding[0].Title; Outcome = $outcome; Text = (@($told) | ForEach-Object { Format-AciFinding $_ }) -join "`n" }
}

# What somebody reads whose test failed: what, where, what to do. A finding holds no secret, and the cause of a suppression is given by its author.
function Format-AciFinding {
    param([Parameter(Mandatory)] [object] $Finding)

    $lines = @("$($Finding.Severity), $($Finding.Status): $($Finding.Message)")
    if ($Finding.Suppression) { $lines += "  Suppressed: $($Finding.Suppression)" }
    if ($Finding.Place) { $lines += "  Place: $($Finding.Place)" }
    if ("$($Finding.Location)") { $lines += "  Source: $($Finding.Location)" }
    elseif ($Finding.ResourceId) { $lines += "  Resource: $($Finding.ResourceId)" }
    if ($Finding.Recommendation -and $Finding.Status -ne 'Suppressed') { $lines += "  To do: $($Finding.Recommendation)" }
    $lines -join "`n"
}

# What belongs to a container group; everything else is a subject of its own.
$groupTypes = @{ ContainerGroup = $true; ContainerGroupProfile = $true; NGroup = $true; Container = $true }

# Two files may hold groups of one name. A finding stands where its value stands, which may be a parameter file, so the files that declare groups tell which
# group is meant; they are asked for only where that is in doubt.
function Get-AciDeclaredFile {
    param([object[]] $Finding, [Parameter(Mandatory)] [hashtable] $Parameter)

    $files = @{}
    $isInDoubt = $false
    foreach ($one in $Finding) {
        if ($one.ResourceId -or -not $one.ContainerGroupName -or -not $one.Location.File -or -not $groupTypes["$($one.SubjectType)"]) { continue }
        if (-not $files.ContainsKey($one.ContainerGroupName)) { $files[$one.ContainerGroupName] = $one.Location.File }
        elseif ($files[$one.ContainerGroupName] -ne $one.Location.File) { $isInDoubt = $true; break }
    }

    $declared = @{}
    if ($isInDoubt) {
        $reading = @{}
        foreach ($key in 'Path', 'LiteralPath', 'InputObject', 'ParameterFile', 'Scope') { if ($Parameter.ContainsKey($key)) { $reading[$key] = $Parameter[$key] } }
        foreach ($group in Get-AciContainerGroup @reading -ErrorAction SilentlyContinue -WarningAction SilentlyContinue) {
            if ($group.SourceLocation.File) { $declared["$($group.Name)|$($group.SourceLocation.File)"] = $true }
        }
    }
    $declared
}

# What belongs together in one block of tests. Findings on containers belong to their group.
function Get-AciSubjectKey {
    param([Parameter(Mandatory)] [object] $Finding, [Parameter(Mandatory)] [hashtable] $Declared, [Parameter(Mandatory)] [hashtable] $LastFile)

    if (-not $groupTypes["$($Finding.SubjectType)"]) { return "$($Finding.SubjectType)|$($Finding.SubjectId)" }
    if ($Finding.ResourceId) { return "group|$($Finding.ResourceId)" }
    # The part before the container: type and name.
    $subject = $Finding.SubjectId -replace '/(initContainers|containers)\[[^\]]*\]$'
    $file = $Finding.Location.File
    if ($Declared.Count -gt 0 -and $file) {
        if ($Declared.ContainsKey("$($Finding.ContainerGroupName)|$file")) { $LastFile[$subject] = $file }
        elseif ($LastFile.ContainsKey($subject)) { $file = $LastFile[$subject] }
        return "group|$subject|$file"
    }
    "group|$subject"
}

function Get-AciSubjectTitle {
    param([Parameter(Mandatory)] [object] $Finding)

    if ($groupTypes["$($Finding.SubjectType)"]) {
        $kind = $Finding.SubjectType -eq 'Container' ? 'ContainerGroup' : "$($Finding.SubjectType)"
        $kind = @{ ContainerGroup = 'Container group'; ContainerGroupProfile = 'Container group profile'; NGroup = 'NGroup' }[$kind]
        $where = if ($Finding.ResourceGroupName) { " in $($Finding.ResourceGroupName)" } elseif ($Finding.Location.File) { " in $(Get-AciShortPath $Finding.Location.File)" }
        return "$kind $($Finding.ContainerGroupName)$where"
    }

    $kind = @{ StorageAccount = 'Storage account'; Vault = 'Key vault' }["$($Finding.SubjectType)"]
    "$($kind ?? $Finding.SubjectType) $(Get-AciSubjectName $Finding)"
}

# A short name for a resource, a file or whatever the finding is about.
function Get-AciSubjectName {
    param([Parameter(Mandatory)] [object] $Finding)

    $match = [regex]::Match($Finding.SubjectId, '^/subscriptions/[^/]+/resourceGroups/(?<group>[^/]+)/providers/[^/]+/(?<path>.+)$', 'IgnoreCase')
    if ($match.Success) {
        $parts = $match.Groups['path'].Value.Split('/')
        $names = for ($i = 1; $i -lt $parts.Count; $i += 2) { $parts[$i] }
        return "$($names -join '/') in $($match.Groups['group'].Value)"
    }
    if ($Finding.SubjectType -eq 'File') { return Get-AciShortPath $Finding.SubjectId }
    $Finding.SubjectId -replace '^/subscriptions/(?=[^/]+$)'
}

function Get-AciShortPath {
    param([Parameter(Mandatory)] [string] $File)

    if (-not [System.IO.Path]::IsPathRooted($File)) { return $File }
    $relative = [System.IO.Path]::GetRelativePath($PWD.ProviderPath, $File)
    $relative.StartsWith('..') ? $File : $relative
}
