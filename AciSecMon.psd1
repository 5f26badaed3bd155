@{
    RootModule           = 'bin/AciSecMon.dll'
    ModuleVersion        = '0.2.0'
    GUID                 = '7fd43d66-b304-4a81-a252-82a638d45ba0'
    Author               = 'AciSecMon contributors'
    CompanyName          = 'AciSecMon'
    Copyright            = 'Copyright (c) AciSecMon contributors. MIT licence.'
    Description          = 'Security monitoring of Azure Container Instances: assesses the container groups of a tenant with what stands around them, and templates, YAML files and exports offline; says what could not be decided; switches on diagnostics and Defender plans. Works on a sandbox without Azure.'
    CompatiblePSEditions = @('Core')
    PowerShellVersion    = '7.4'
    # Loaded by its path before anything asks for it by its name, which another module might answer.
    RequiredAssemblies   = @('bin/AciSecMon.Contracts.dll')
    FormatsToProcess     = @('bin/AciSecMon.Format.ps1xml')
    CmdletsToExport      = @(
        'Connect-AciSecMon'
        'Disable-AciAlertRule'
        'Disable-AciDiagnostics'
        'Disable-AciPolicy'
        'Disconnect-AciSecMon'
        'Enable-AciAlertRule'
        'Enable-AciDefenderPlan'
        'Enable-AciDiagnostics'
        'Enable-AciPolicy'
        'Enable-AciSecurityMonitoring'
        'Get-AciAccess'
        'Get-AciActivity'
        'Get-AciAlertRule'
        'Get-AciContainerGroup'
        'Get-AciDefenderPlan'
        'Get-AciDetection'
        'Get-AciDiagnostics'
        'Get-AciImageVulnerability'
        'Get-AciMetric'
        'Get-AciMonitoringCoverage'
        'Get-AciPolicyDefinition'
        'Get-AciRisk'
        'Get-AciSecMonContext'
        'Get-AciSecurityAlert'
        'Get-AciSecurityFinding'
        'Get-AciSecurityRecommendation'
        'Get-AciSecurityRule'
        'Search-AciLog'
        'Set-AciSecurityAlert'
        'Test-AciPolicyCompliance'
        'Test-AciSecMonPermission'
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
