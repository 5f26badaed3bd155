# Dot-sourced in BeforeAll: imports the module that the build staged, and makes inputs for it.

$Root = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '../../..')).Path
$Manifest = Join-Path $Root 'AciSecMon.psd1'
$Samples = Join-Path $Root 'tests/Samples'

if (-not (Test-Path -LiteralPath (Join-Path $Root 'bin/AciSecMon.dll'))) { throw 'Nothing is staged in bin. Build the repository first: ./build.ps1' }
Import-Module $Manifest -ErrorAction Stop

# A container group as Resource Manager writes it. Properties are added to the smallest group there can be, or take the place of its own.
function New-Group {
    param([string] $Name = 'web', [string] $Image = 'nginx:1.27', [object[]] $Environment = @(), [hashtable] $Property = @{}, [hashtable] $Tag = @{})

    $container = @{ name = 'app'; properties = @{ image = $Image; environmentVariables = $Environment; resources = @{ requests = @{ cpu = 1; memoryInGB = 1 } } } }
    $properties = @{ osType = 'Linux'; containers = @($container) }
    foreach ($key in $Property.Keys) { $properties[$key] = $Property[$key] }
    @{ type = 'Microsoft.ContainerInstance/containerGroups'; apiVersion = '2023-05-01'; name = $Name; location = 'westeurope'; tags = $Tag; properties = $properties }
}

# The text of a template that deploys resources.
function New-Template {
    param([Parameter(Mandatory)] [object[]] $Resource, [hashtable] $Parameter = @{}, [hashtable] $Variable = @{})

    [ordered]@{
        '$schema'      = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
        contentVersion = '1.0.0.0'
        parameters     = $Parameter
        variables      = $Variable
        resources      = $Resource
    } | ConvertTo-Json -Depth 30
}

# Everything that a command says, on whatever stream, with what ends it.
function Get-AllStream {
    param([Parameter(Mandatory)] [scriptblock] $Script)

    $said = [System.Collections.Generic.List[object]]::new()
    try {
        & $Script *>&1 | ForEach-Object { $said.Add($_) }
    }
    catch {
        $said.Add($_)
    }
    $said
}

# What somebody could see of an object or a record. Where a record comes from is left out: it quotes the test itself.
function ConvertTo-EveryText {
    param([Parameter(ValueFromPipeline)] [object] $Item)

    process {
        switch ($Item) {
            { $_ -is [System.Management.Automation.ErrorRecord] } { "$_"; $_.Exception.ToString(); $_.ErrorDetails | Out-String; $_.TargetObject | Out-String; break }
            { $_ -is [System.Management.Automation.InformationalRecord] } { $_.Message; break }
            { $_ -is [System.Management.Automation.InformationRecord] } { "$($_.MessageData)"; break }
            default { $_ | Format-List -Property * -Force | Out-String -Width 5000; $_ | ConvertTo-Json -Depth 8 }
        }
    }
}

# Runs a script in a PowerShell of its own and gives what it printed.
function Invoke-FreshProcess {
    param([Parameter(Mandatory)] [string] $Script)

    # Installed as a tool of .NET, the shell is a library that dotnet runs: then it is the one that the path knows.
    $shell = [System.Environment]::ProcessPath
    if ([System.IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') { $shell = (Get-Command pwsh -CommandType Application)[0].Source }
    & $shell -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($Script)))
}
