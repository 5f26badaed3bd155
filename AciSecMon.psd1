@{
    RootModule           = 'bin/AciSecMon.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '7fd43d66-b304-4a81-a252-82a638d45ba0'
    Author               = 'AciSecMon contributors'
    CompanyName          = 'AciSecMon'
    Copyright            = 'Copyright (c) AciSecMon contributors. MIT licence.'
    Description          = 'Finds what is wrong with Azure Container Instances: assesses ARM templates, deployment YAML, exports, command line output and pipeline objects offline, and says what could not be decided.'
    CompatiblePSEditions = @('Core')
    PowerShellVersion    = '7.4'
    # Loaded by its path before anything asks for it by its name, which another module might answer.
    RequiredAssemblies   = @('bin/AciSecMon.Contracts.dll')
    FormatsToProcess     = @('bin/AciSecMon.Format.ps1xml')
    CmdletsToExport      = @(
        'Get-AciContainerGroup'
        'Get-AciRisk'
        'Get-AciSecurityFinding'
        'Get-AciSecurityRule'
    )
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags = @('Azure', 'ACI', 'ContainerInstances', 'Containers', 'Security', 'Audit', 'Compliance', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
