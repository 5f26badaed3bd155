# Dot-sourced in BeforeAll: runs Pester within Pester, and gives what came of it.

$Suite = Join-Path $Root 'bin/Pester/AciSecMon.Compliance.Tests.ps1'
$Assertions = Join-Path $Root 'bin/Pester/AciSecMon.Assertions.psm1'

# The result of the compliance suite on data.
function Invoke-Compliance {
    param([Parameter(Mandatory)] [hashtable] $Data)

    Invoke-ChildRun (New-PesterContainer -Path $Suite -Data $Data)
}

function Invoke-ChildRun {
    param([Parameter(Mandatory)] [object] $Container)

    $configuration = New-PesterConfiguration
    $configuration.Run.Container = $Container
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'None'
    Invoke-Pester -Configuration $configuration
}

# The tests of a run, flat: the block, the name, the result and what a reader is told.
function Get-RunTest {
    param([Parameter(Mandatory)] [object] $Run, [string] $Block = '*', [string] $Test = '*')

    foreach ($one in $Run.Tests) {
        if ($one.Block.ExpandedName -notlike $Block -or $one.ExpandedName -notlike $Test) { continue }
        [pscustomobject] @{ Block = $one.Block.ExpandedName; Name = $one.ExpandedName; Result = $one.Result; Told = ($one.ErrorRecord | ForEach-Object { "$_" }) -join "`n" }
    }
}
