<#
.SYNOPSIS
Tests container groups against the rules of AciSecMon: one test for each group and rule.
.DESCRIPTION
For Pester 5.5 and later. What is assessed is given as data of a container; every key is a parameter of Get-AciSecurityFinding, FailOnUnknown aside.

A rule that is broken, and a source that could not be read, fail their test. What could not be decided is inconclusive with its cause, or fails with
FailOnUnknown. What the assessment could not see fails a test of its own, and so does finding nothing to judge: the run is never green over nothing.
.EXAMPLE
$suite = Join-Path (Get-Module AciSecMon).ModuleBase bin/Pester/AciSecMon.Compliance.Tests.ps1
Invoke-Pester -Container (New-PesterContainer -Path $suite -Data @{ Path = './infra'; Severity = 'High'; Profile = 'Strict'; NoSettings = $true })
Tests the files of a folder.
.EXAMPLE
Invoke-Pester -Container (New-PesterContainer -Path $suite -Data @{ Connection = Connect-AciSecMon; ResourceGroupName = 'shop' })
Tests the container groups that run in a resource group.
#>
param(
    # Files or folders. Without them, and without InputObject, the container groups of a connection are tested.
    [string[]] $Path,
    [string[]] $LiteralPath,
    [object[]] $InputObject,
    [string[]] $ParameterFile,
    [string] $Scope,

    # Container groups of a connection.
    [object] $Connection,
    [string[]] $Name,
    [string[]] $ResourceGroupName,
    [string[]] $SubscriptionId,
    [string[]] $ResourceId,
    [hashtable] $Tag,
    [string[]] $Source,

    # The rules.
    [string] $Profile,
    [string] $Settings,
    [switch] $NoSettings,
    [string] $Severity,
    [string[]] $RuleId,
    [string[]] $Category,
    [string[]] $Control,

    # True to fail what could not be decided.
    [switch] $FailOnUnknown
)

BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'AciSecMon.Compliance.ps1')

    $given = @{}
    foreach ($key in 'Path', 'LiteralPath', 'InputObject', 'ParameterFile', 'Scope', 'Connection', 'Name', 'ResourceGroupName', 'SubscriptionId', 'ResourceId', 'Tag', 'Source',
        'Profile', 'Settings', 'NoSettings', 'Severity', 'RuleId', 'Category', 'Control') {
        $value = Get-Variable -Name $key -ValueOnly
        # What was not given is empty here; an empty text or list would be refused by the cmdlet.
        if ($value) { $given[$key] = $value }
    }

    $compliance = Get-AciCompliance -Parameter $given -FailOnUnknown:$FailOnUnknown
    # Given for every test below; a test that has no cases is left out, since Pester 6 takes an empty list for a mistake.
    $assessment = $compliance.Assessment
    $unseen = $compliance.Unseen
    $subjects = $compliance.Subjects
}

Describe 'The assessment' -Tag 'AciSecMon' {
    It '<Title>' -ForEach $assessment {
        if ($Outcome -eq 'Fail') { throw $Text }
    }
}

if ($unseen) {
    Describe 'What the assessment could not see' -Tag 'AciSecMon' {
        It '<RuleId> <Title>' -ForEach $unseen {
            throw $Text
        }
    }
}

if ($subjects) {
    Describe '<Subject>' -Tag 'AciSecMon' -ForEach $subjects {
        It '<RuleId> <Title>' -ForEach $Results {
            switch ($Outcome) {
                'Fail' { throw $Text }
                'Unknown' { Set-ItResult -Inconclusive -Because $Text }
                'Suppressed' { Set-ItResult -Skipped -Because $Text }
            }
        }
    }
}
