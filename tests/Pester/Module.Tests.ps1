# Run after a build, with Pester 5.5 or later: Invoke-Pester -Path tests/Pester

BeforeDiscovery {
    $OutputTypes = @{
        'Connect-AciSecMon' = 'AciSecMon.AciConnection'
        'Disable-AciAlertRule' = 'AciSecMon.AciChange'
        'Disable-AciDiagnostics' = 'AciSecMon.AciChange'
        'Disable-AciPolicy' = 'AciSecMon.AciChange'
        'Enable-AciAlertRule' = 'AciSecMon.AciChange'
        'Enable-AciDefenderPlan' = 'AciSecMon.AciChange'
        'Enable-AciDiagnostics' = 'AciSecMon.AciChange'
        'Enable-AciPolicy' = 'AciSecMon.AciChange'
        'Enable-AciSecurityMonitoring' = 'AciSecMon.AciChange'
        'Get-AciAccess' = 'AciSecMon.AciAccess'
        'Get-AciActivity' = 'AciSecMon.AciActivity'
        'Get-AciAlertRule' = 'AciSecMon.AciAlertRule'
        'Get-AciContainerGroup' = 'AciSecMon.AciContainerGroup'
        'Get-AciDefenderPlan' = 'AciSecMon.AciDefenderPlan'
        'Get-AciDetection' = 'AciSecMon.AciDetection'
        'Get-AciDiagnostics' = 'AciSecMon.AciDiagnosticSetting'
        'Get-AciImageVulnerability' = 'AciSecMon.AciImageVulnerability'
        'Get-AciMetric' = 'AciSecMon.AciMetricSample'
        'Get-AciMonitoringCoverage' = 'AciSecMon.AciMonitoringCoverage'
        'Get-AciPolicyDefinition' = 'AciSecMon.AciPolicyDefinition'
        'Get-AciRisk' = 'AciSecMon.AciRisk'
        'Get-AciSecMonContext' = 'AciSecMon.AciConnection'
        'Get-AciSecurityAlert' = 'AciSecMon.AciSecurityAlert'
        'Get-AciSecurityFinding' = 'AciSecMon.AciSecurityFinding'
        'Get-AciSecurityRecommendation' = 'AciSecMon.AciSecurityRecommendation'
        'Get-AciSecurityRule' = 'AciSecMon.AciSecurityRule'
        'Search-AciLog' = 'AciSecMon.AciDetectionResult'
        'Set-AciSecurityAlert' = 'AciSecMon.AciChange'
        'Test-AciPolicyCompliance' = 'AciSecMon.AciPolicyCompliance'
        'Test-AciSecMonPermission' = 'AciSecMon.AciCapability'
    }
    $CmdletCases = $OutputTypes.Keys | ForEach-Object { @{ Cmdlet = $_; Output = $OutputTypes[$_] } }
}

BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Cmdlets = @(
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
    $CommonParameters = [System.Management.Automation.PSCmdlet]::CommonParameters
}

Describe 'The manifest' -Tag 'Unit' {
    BeforeAll {
        $Info = Test-ModuleManifest -Path $Manifest -ErrorAction Stop
    }

    It 'is for PowerShell 7.4 and later' {
        $Info.CompatiblePSEditions | Should -Be 'Core'
        $Info.PowerShellVersion | Should -Be ([version]'7.4')
    }

    It 'exports the cmdlets by name and nothing else' {
        $Info.ExportedCmdlets.Keys | Sort-Object | Should -Be $Cmdlets
        $Info.ExportedFunctions.Count | Should -Be 0
        $Info.ExportedAliases.Count | Should -Be 0
        $Info.ExportedVariables.Count | Should -Be 0
    }

    It 'says what the module is' {
        $Info.Description | Should -Not -BeNullOrEmpty
        $Info.Tags | Should -Contain 'Azure'
    }
}

Describe 'The imported module' -Tag 'Unit' {
    It 'is the one of this repository' {
        (Get-Module -Name AciSecMon).ModuleBase | Should -Be $Root
    }

    It 'brings exactly its cmdlets' {
        (Get-Command -Module AciSecMon).Name | Sort-Object | Should -Be $Cmdlets
        (Get-Command -Module AciSecMon).CommandType | Sort-Object -Unique | Should -Be 'Cmdlet'
    }

    It 'uses approved verbs' {
        (Get-Command -Module AciSecMon).Verb | Sort-Object -Unique | Should -BeIn (Get-Verb).Verb
    }

    It '<Cmdlet> says that it gives <Output>' -ForEach $CmdletCases {
        (Get-Command -Name $Cmdlet).OutputType.Name | Should -Contain $Output
    }

    It 'has a table and a list view for what <Cmdlet> gives' -ForEach $CmdletCases {
        $views = (Get-FormatData -TypeName $Output -PowerShellVersion $PSVersionTable.PSVersion).FormatViewDefinition
        $views.Control | ForEach-Object { $_.GetType().Name } | Should -Contain 'TableControl'
        $views.Control | ForEach-Object { $_.GetType().Name } | Should -Contain 'ListControl'
    }

    It 'has tables of at most six columns' -ForEach $CmdletCases {
        $tables = (Get-FormatData -TypeName $Output -PowerShellVersion $PSVersionTable.PSVersion).FormatViewDefinition.Control | Where-Object { $_ -is [System.Management.Automation.TableControl] }
        $tables | ForEach-Object { $_.Rows[0].Columns.Count | Should -BeLessOrEqual 6 }
    }
}

Describe 'A fresh process' -Tag 'Unit', 'Slow' {
    It 'loads the two assemblies of the cmdlets on import, and nothing of the engine' {
        $loaded = Invoke-FreshProcess @"
            `$before = [AppDomain]::CurrentDomain.GetAssemblies()
            Import-Module '$Manifest'
            [AppDomain]::CurrentDomain.GetAssemblies().Where({ `$_ -notin `$before -and -not `$_.Location.StartsWith(`$PSHOME) }).ForEach({ `$_.GetName().Name })
"@
        $loaded | Sort-Object | Should -Be 'AciSecMon', 'AciSecMon.Contracts'
    }

    It 'keeps the engine in a load context of its own' {
        $contexts = Invoke-FreshProcess @"
            Import-Module '$Manifest'
            `$null = Get-AciSecurityRule -NoSettings
            [System.Runtime.Loader.AssemblyLoadContext]::All.ForEach({ `$context = `$_; `$context.Assemblies.Where({ `$_.GetName().Name -like 'AciSecMon*' }).ForEach({ '{0}: {1}' -f `$context.Name, `$_.GetName().Name }) })
"@
        $contexts | Should -Contain 'AciSecMon: AciSecMon.Assessment'
        $contexts | Should -Contain 'Default: AciSecMon.Contracts'
        @($contexts) -like '*AciSecMon.Contracts' | Should -HaveCount 1
    }

    It 'has the same variables, functions, aliases, drives, errors and location after import as before' {
        $difference = Invoke-FreshProcess @"
            function Get-State { `$names = @(); foreach (`$kind in 'Variable', 'Function', 'Alias') { `$names += (Get-ChildItem "`${kind}:").ForEach({ "`${kind}:`$(`$_.Name)" }) }; `$names + (Get-PSDrive).Name + `$PWD.Path + `$Error.Count }
            Import-Module Microsoft.PowerShell.Utility, Microsoft.PowerShell.Management
            `$before = `$null; `$after = `$null
            `$before = Get-State
            Import-Module '$Manifest'
            `$after = Get-State
            Compare-Object `$before `$after | ForEach-Object { "`$(`$_.InputObject) `$(`$_.SideIndicator)" }
"@
        $difference | Should -BeNullOrEmpty
    }

    It 'takes the module away and brings it back' {
        $seen = Invoke-FreshProcess @"
            Import-Module '$Manifest'
            `$first = @(Get-AciSecurityRule -NoSettings).Count
            Remove-Module AciSecMon
            @(Get-Command -Name Get-Aci* -CommandType Cmdlet -ListImported -ErrorAction Ignore).Count
            Import-Module '$Manifest' -Force
            @(Get-AciSecurityRule -NoSettings).Count -eq `$first
"@
        $seen | Should -Be '0', 'True'
    }
}

Describe 'Runspaces' -Tag 'Unit' {
    It 'each have the module for themselves: what one removes stays with the other' {
        $first = [powershell]::Create()
        $second = [powershell]::Create()
        try {
            foreach ($shell in $first, $second) { $null = $shell.AddCommand('Import-Module').AddArgument($Manifest).Invoke() }
            foreach ($shell in $first, $second) { $shell.Commands.Clear() }
            $null = $first.AddCommand('Remove-Module').AddArgument('AciSecMon').Invoke()
            $second.AddCommand('Get-AciSecurityRule').AddArgument('ACI-NET-001').Invoke().RuleId | Should -Be 'ACI-NET-001'
            $second.HadErrors | Should -BeFalse
        }
        finally {
            $first.Dispose()
            $second.Dispose()
        }
    }
}

Describe 'The help of <Cmdlet>' -Tag 'Unit' -ForEach $CmdletCases {
    BeforeAll {
        $Help = Get-Help -Name $Cmdlet -Full
        $Command = Get-Command -Name $Cmdlet
        $OwnParameters = $Command.Parameters.Keys | Where-Object { $_ -notin $CommonParameters }
    }

    It 'says in one line what the cmdlet does' {
        $Help.Synopsis.Trim() | Should -Match '^[A-Z][^\r\n]+\.$'
    }

    It 'describes the cmdlet' {
        ($Help.description.Text -join ' ').Length | Should -BeGreaterThan 100
    }

    It 'describes every parameter' {
        foreach ($name in $OwnParameters | Where-Object { $_ -notin 'WhatIf', 'Confirm' }) {
            ((Get-Help -Name $Cmdlet -Parameter $name).description.Text -join ' ').Trim() | Should -Not -BeNullOrEmpty -Because "-$name is a parameter"
        }
    }

    It 'describes no parameter that is not there' {
        $Help.parameters.parameter.name | Should -BeIn $OwnParameters
    }

    It 'names what comes in and what comes out' {
        ($Help.returnValues.returnValue.type.name -join ' ') | Should -BeLike "*$($Output.Split('.')[-1])*"
    }

    It 'leads on to other topics' {
        @($Help.relatedLinks.navigationLink).Count | Should -BeGreaterThan 0
    }

    It 'has examples with words of explanation, that parse and use parameters that exist' {
        $examples = @($Help.examples.example)
        $examples.Count | Should -BeGreaterThan 1
        foreach ($example in $examples) {
            ($example.remarks.Text -join ' ').Trim() | Should -Not -BeNullOrEmpty
            $faults = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null, [ref] $faults)
            $faults | Should -BeNullOrEmpty
            $calls = @($tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true))
            $calls.ForEach({ $_.GetCommandName() }) | Should -Contain $Cmdlet
            foreach ($call in $calls.Where({ $_.GetCommandName() -in $Cmdlets })) {
                $known = (Get-Command -Name $call.GetCommandName()).Parameters.Keys
                $call.CommandElements.Where({ $_ -is [System.Management.Automation.Language.CommandParameterAst] }).ForEach({ $_.ParameterName }) | ForEach-Object { $_ | Should -BeIn $known }
            }
        }
    }
}

Describe 'The topics' -Tag 'Unit' {
    It '<_> is found by name' -ForEach 'about_AciSecMon', 'about_AciSecMon_Rules' {
        $topic = Get-Help -Name $_ | Out-String
        $topic | Should -BeLike "*TOPIC*$_*"
        $topic | Should -BeLike '*SEE ALSO*'
    }

    It 'about_AciSecMon_Rules explains every rule' {
        $topic = (Get-Help -Name about_AciSecMon_Rules | Out-String) -replace '\s+', ' '
        foreach ($rule in Get-AciSecurityRule -NoSettings) { $topic | Should -BeLike "*$($rule.RuleId) $($rule.Title)*" }
    }

    It 'show settings that the module accepts' {
        $topic = (Get-Help -Name about_AciSecMon | Out-String) -split '\r?\n'
        $from = [array]::FindIndex($topic, [Predicate[string]] { $args[0].Trim() -eq '{' })
        $to = [array]::FindIndex($topic, $from, [Predicate[string]] { $args[0].Trim() -eq '}' })
        $file = Join-Path $TestDrive 'settings.json'
        Set-Content -LiteralPath $file -Value $topic[$from..$to]
        { Get-AciSecurityRule -Settings $file -ErrorAction Stop } | Should -Not -Throw
    }
}
