BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
    $Coverage = Get-AciMonitoringCoverage
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Get-AciMonitoringCoverage' -Tag 'Unit' {
    It 'gives every container group, and every subscription that has one' {
        $groups = Get-AciContainerGroup | Where-Object Kind -EQ 'ContainerGroup'
        ($Coverage | Where-Object SubjectType -EQ 'ContainerGroup').ResourceId | Sort-Object | Should -Be ($groups.ResourceId | Sort-Object)
        ($Coverage | Where-Object SubjectType -EQ 'Subscription').SubscriptionId | Sort-Object | Should -Be ($groups.SubscriptionId | Sort-Object -Unique)
    }

    It 'counts what is on among what is known and can be set up' {
        foreach ($row in $Coverage | Where-Object { $null -ne $_.Percent }) {
            $on = @($row.Part | Where-Object State -EQ 'On').Count
            $known = @($row.Part | Where-Object State -In 'On', 'Missing', 'Broken').Count
            $row.Percent | Should -Be ([math]::Floor(100 * $on / $known)) -Because "$row"
        }
    }

    It 'has commands that PowerShell understands, of this module, with variables that are told of' {
        $commands = $Coverage.Part.Command | Where-Object { $_ } | Sort-Object -Unique
        $commands | Should -Not -BeNullOrEmpty
        foreach ($command in $commands) {
            $wrong = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($command, [ref] $null, [ref] $wrong)
            $wrong | Should -BeNullOrEmpty -Because $command
            $call = $tree.Find({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
            $cmdlet = Get-Command -Name $call.GetCommandName() -Module AciSecMon
            $call.CommandElements.ParameterName | Where-Object { $_ } | Should -BeIn $cmdlet.Parameters.Keys -Because $command
            foreach ($variable in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.VariableExpressionAst] }, $true)) {
                $variable.VariablePath.UserPath | Should -BeIn 'workspaceId', 'actionGroupId', 'resourceGroupName' -Because $command
            }
        }
    }

    It 'gives a snippet where a container group has to be deployed anew' {
        $Coverage.Part | Where-Object State -EQ 'NeedsRedeployment' | ForEach-Object { $_.Snippet | Should -Match 'subnetIds' }
    }

    It 'takes piped container groups' {
        $rows = Get-AciContainerGroup -Name web-front | Get-AciMonitoringCoverage
        $rows.SubjectType | Should -Be 'ContainerGroup', 'Subscription'
        $rows[0].Name | Should -Be 'web-front'
    }

    It 'shows a table that fits a narrow window, and tells of gaps' {
        $lines = ($Coverage | Format-Table | Out-String -Width 100) -split '\r?\n'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 100
        $lines -match 'Missing' | Should -Not -BeNullOrEmpty
    }
}

Describe 'The commands of Get-AciMonitoringCoverage' -Tag 'Unit' {
    It 'close the gaps of a container group' {
        $before = Get-AciMonitoringCoverage | Where-Object { $_.SubjectType -eq 'ContainerGroup' -and $_.Part[0].State -eq 'Missing' } | Select-Object -First 1
        $workspaceId = ($Coverage.Part.Command -match '/workspaces/' | Select-Object -First 1) -replace ".*-WorkspaceId '([^']+)'", '$1'
        $actionGroupId = (Get-AciAlertRule alert-aci-operations).ActionGroup[0]
        foreach ($command in $before.Part.Command | Where-Object { $_ } | Sort-Object -Unique) { $null = & ([scriptblock]::Create("$command -Confirm:`$false")) }
        $after = Get-AciMonitoringCoverage -ResourceId $before.ResourceId | Where-Object SubjectType -EQ 'ContainerGroup'
        $after.Percent | Should -Be 100
        $after.Percent | Should -BeGreaterThan $before.Percent
    }

    It 'assign policies where none is in force' {
        $lab = $Coverage | Where-Object Name -EQ 'Northlight Lab'
        $part = $lab.Part | Where-Object Name -EQ 'Policy'
        $part.State | Should -Be 'Missing'
        (($Coverage | Where-Object Name -EQ 'Northlight Shop').Part | Where-Object Name -EQ 'Policy').State | Should -Be 'On'
        $null = & ([scriptblock]::Create("$($part.Command) -Confirm:`$false"))
        $after = Get-AciMonitoringCoverage -SubscriptionId $lab.SubscriptionId | Where-Object SubjectType -EQ 'Subscription'
        ($after.Part | Where-Object Name -EQ 'Policy').State | Should -Be 'On'
    }

    It 'tells when the last row of each group arrived, where that is asked' {
        $Coverage.Part.Name | Should -Not -Contain 'Heartbeat'
        $asked = Get-AciMonitoringCoverage -IncludeHeartbeat -Name web-front, etl-archive
        $front = $asked | Where-Object Name -EQ 'web-front'
        $front.LastReceived | Should -BeOfType [DateTimeOffset]
        ($front.Part | Where-Object Name -EQ 'Heartbeat').State | Should -Be 'On'
        ($asked | Where-Object Name -EQ 'etl-archive').LastReceived | Should -BeNullOrEmpty
    }

    It 'gives rows of subscriptions that select the groups in them' {
        $shop = $Coverage | Where-Object Name -EQ 'Northlight Shop'
        $groups = Get-AciContainerGroup -SubscriptionId $shop.SubscriptionId
        ($Coverage | Where-Object SubjectType -EQ 'ContainerGroup' | Where-Object SubscriptionId -EQ $shop.SubscriptionId | Get-AciDiagnostics).ResourceId |
            Sort-Object -Unique | Should -Be (($groups | Where-Object Kind -EQ 'ContainerGroup').ResourceId | Sort-Object)
    }
}
