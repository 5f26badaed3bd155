BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"

    $Connection = Connect-AciSecMon -Sandbox
    $Hits = Search-AciLog -All -WarningAction SilentlyContinue
}

AfterAll {
    $Connection | Disconnect-AciSecMon
}

Describe 'Search-AciLog' -Tag 'Unit' {
    It 'gives hits that say what, when and what to do' {
        $Hits | Should -Not -BeNullOrEmpty
        foreach ($hit in $Hits) {
            $hit.What, $hit.Evidence, $hit.WorkspaceName | ForEach-Object { $_ | Should -Not -BeNullOrEmpty -Because "$hit" }
            $hit.NextStep | Should -Not -BeNullOrEmpty -Because "$hit"
            $hit.LastSeen | Should -BeGreaterOrEqual $hit.FirstSeen -Because "$hit"
        }
        ($Hits.DetectionId | Sort-Object -Unique).Count | Should -BeLessThan (Get-AciDetection).Count
    }

    It 'takes ids, wildcards and detections from the pipeline' {
        (Search-AciLog aci-kql-001 -WarningAction SilentlyContinue).DetectionId | Sort-Object -Unique | Should -Be 'ACI-KQL-001'
        $wanted = $Hits[0].DetectionId
        (Get-AciDetection $wanted | Search-AciLog -WarningAction SilentlyContinue).DetectionId | Sort-Object -Unique | Should -Be $wanted
        @() | Search-AciLog | Should -BeNullOrEmpty
    }

    It 'asks the workspaces that are named, by name, resource id or GUID' {
        $name = $Hits[0].WorkspaceName
        $id = $Hits[0].WorkspaceId
        $found = Search-AciLog $Hits[0].DetectionId -Workspace $name
        ($found.WorkspaceName | Sort-Object -Unique) | Should -Be $name
        @(Search-AciLog $Hits[0].DetectionId -Workspace $id).Count | Should -Be @($found).Count
    }

    It 'reports a workspace that is not there and asks the others' {
        $found = Search-AciLog $Hits[0].DetectionId -Workspace 'no-such-workspace', $Hits[0].WorkspaceName -ErrorVariable problems -ErrorAction SilentlyContinue
        $found | Should -Not -BeNullOrEmpty
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'AciWorkspaceNotFound,*'
    }

    It 'leaves out what a parameter expects' {
        $exec = $Hits | Where-Object DetectionId -EQ 'ACI-KQL-001'
        $left = Search-AciLog ACI-KQL-001 -Parameter @{ expectedCallers = $exec[0].Who } -WarningAction SilentlyContinue
        $left.Who | Should -Not -Contain $exec[0].Who
        @($left).Count | Should -BeLessThan @($exec).Count
    }

    It 'takes whatever a value holds for a text' {
        $all = @($Hits | Where-Object DetectionId -EQ 'ACI-KQL-001').Count
        foreach ($text in '"]); AzureActivity | take 1 //', "a`nb", '\', "'", '"; drop') {
            @(Search-AciLog ACI-KQL-001 -Parameter @{ expectedCallers = $text } -WarningAction SilentlyContinue).Count | Should -Be $all -Because $text
        }
    }

    It 'refuses <Case> before anything is asked' -ForEach @(
        @{ Case = 'a parameter that is not there'; Splat = @{ Detection = 'ACI-KQL-001'; Parameter = @{ nope = 1 } }; Id = 'AciDetectionParameterInvalid' }
        @{ Case = 'a value of another type'; Splat = @{ Detection = 'ACI-KQL-020'; Parameter = @{ within = '1d) | take 1' } }; Id = 'AciDetectionParameterInvalid' }
        @{ Case = 'a timespan of nothing'; Splat = @{ Detection = 'ACI-KQL-001'; Timespan = [timespan]::Zero }; Id = 'AciTimespanInvalid' }
    ) {
        { Search-AciLog @Splat -WarningAction SilentlyContinue } | Should -Throw -ErrorId "$Id,AciSecMon.Commands.SearchAciLogCommand"
    }

    It 'never takes what is not recorded for nothing found' {
        Search-AciLog ACI-KQL-004 -Workspace log-lab -Parameter @{ starts = 2 } -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'AciLogNotRecorded,*'
    }

    It 'gives the rows of a query as typed objects' {
        $row = Search-AciLog -Query 'AzureActivity | take 1' -Workspace log-lab
        $row.TimeGenerated | Should -BeOfType ([datetime])
        $row.TimeGenerated.Kind | Should -Be 'Utc'
        $row.Properties_d.statusCode | Should -Be 'OK'
    }

    It 'reports a query on a table that is not there' {
        Search-AciLog -Query 'ContainerEvent | take 1' -Workspace log-lab -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'AciLogQueryInvalid,*'
        $problems[0].Exception.Message | Should -BeLike "*'ContainerEvent'*"
    }

    It 'shows hits by detection' {
        $Hits | Out-String -Width 120 | Should -BeLike '*Detection: ACI-KQL-001 (High)*2026-03-02 06:41 *web-payments*exec*'
    }

    It 'offers workspaces' {
        $text = 'Search-AciLog -All -Workspace log-n'
        (TabExpansion2 -inputScript $text -cursorColumn $text.Length).CompletionMatches.CompletionText | Should -Be 'log-northlight'
    }
}

Describe 'Get-AciSecurityFinding -Source Detection' -Tag 'Unit' {
    BeforeAll {
        $Findings = Get-AciSecurityFinding -Source Detection -NoSettings
    }

    It 'adds the hits to the other findings, on their container groups' {
        $found = $Findings | Where-Object Source -EQ 'Detection'
        $found | Should -Not -BeNullOrEmpty
        $known = (Get-AciContainerGroup).ResourceId
        ($found | Where-Object ContainerGroupName).ResourceId | ForEach-Object { $known | Should -Contain $_ }
        $Findings.Source | Should -Contain 'Configuration'
    }

    It 'tells of a workspace that is not there, with what that left open' {
        ($Findings | Where-Object { $_.Source -eq 'Coverage' -and $_.Message -match 'log-deleted' }).Message | Should -BeLike '*Left open: ACI-KQL-001*'
    }

    It 'can be piped to the rule, the detection and the group' {
        $one = $Findings | Where-Object RuleId -EQ 'ACI-SEC-022' | Select-Object -First 1
        ($one | Get-AciSecurityRule -NoSettings).Source | Should -Be 'Detection'
        ($one | Get-AciDetection).DetectionId | Should -Be 'ACI-KQL-013'
        ($one | Get-AciDiagnostics).ContainerGroupName | Should -Contain $one.ContainerGroupName
    }

    It 'takes the id of the detection for the rule that tells of it' {
        (Get-AciSecurityRule ACI-KQL-013 -NoSettings).RuleId | Should -Be 'ACI-SEC-022'
        $found = Get-AciSecurityFinding -RuleId ACI-KQL-013 -NoSettings
        ($found | Where-Object Source -EQ 'Detection').RuleId | Sort-Object -Unique | Should -Be 'ACI-SEC-022'
    }

    It 'names the source that was not asked' {
        $null = Get-AciSecurityFinding -NoSettings -InformationVariable said
        "$($said[-1])" | Should -BeLike '*Not asked:*Detection*'
    }
}
