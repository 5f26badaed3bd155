<#
.SYNOPSIS
Builds, tests, packages or cleans AciSecMon.
.DESCRIPTION
Everything is done by dotnet; this script only knows the commands. They work as well without PowerShell.
.EXAMPLE
./build.ps1
Builds all projects and stages the module, so that Import-Module ./AciSecMon.psd1 works.
.EXAMPLE
./build.ps1 Test, Package
Runs the tests, then makes out/AciSecMon-<version>.zip.
#>
[CmdletBinding()]
param(
    # What to do, in this order.
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Clean')]
    [string[]] $Task = 'Build',

    # The build configuration; a package is always made of a release build.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args failed with exit code $LASTEXITCODE." }
}

$location = $ExecutionContext.SessionState.Path.CurrentLocation
$null = $ExecutionContext.SessionState.Path.SetLocation($PSScriptRoot)
try {
    switch ($Task) {
        'Build' { Invoke-DotNet build AciSecMon.sln -c $Configuration }
        'Test' { Invoke-DotNet test -c $Configuration }
        'Package' { Invoke-DotNet build src/AciSecMon -c Release '-t:Package' }
        'Clean' { Invoke-DotNet clean AciSecMon.sln -c $Configuration }
    }
} finally {
    $null = $ExecutionContext.SessionState.Path.SetLocation($location.Path)
}
