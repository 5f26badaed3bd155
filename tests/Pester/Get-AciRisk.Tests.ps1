BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
}

Describe 'Get-AciRisk' -Tag 'Unit' {
    BeforeAll {
        $Risks = Get-AciRisk -Path $Samples -NoSettings -WarningVariable Warnings -WarningAction SilentlyContinue
    }

    It 'gives one row for each container group' {
        $Risks.Count | Should -Be @(Get-AciContainerGroup -Path $Samples).Count
    }

    It 'does not warn where there was something to judge' {
        $Warnings | Should -BeNullOrEmpty
    }

    It 'scores between 0 and 100, and gives reasons for what is above 0' {
        foreach ($risk in $Risks) {
            $risk.Score | Should -BeGreaterOrEqual 0
            $risk.Score | Should -BeLessOrEqual 100
            if ($risk.Score -gt 0) { $risk.Reason | Should -Not -BeNullOrEmpty }
        }
    }

    It 'puts the group with mistakes above the hardened one' {
        $open = Get-AciRisk -Path (Join-Path $Samples 'web-shop.json') -NoSettings
        $hardened = Get-AciRisk -Path (Join-Path $Samples 'web-shop-hardened.json') -NoSettings
        $open.Score | Should -BeGreaterThan $hardened.Score
        $open.Exposure | Should -Be 'Public'
        $hardened.Exposure | Should -Be 'Private'
        $open.ImageTrust | Should -Be 'Untrusted'
        $hardened.IdentityPower | Should -Be 'Assigned'
    }

    It 'counts secrets in clear' {
        (Get-AciRisk -Path (Join-Path $Samples 'web-shop.json') -NoSettings).ClearSecrets | Should -BeGreaterThan 0
        (Get-AciRisk -Path (Join-Path $Samples 'web-shop-hardened.json') -NoSettings).ClearSecrets | Should -Be 0
    }

    It 'gives the same row for groups of Get-AciContainerGroup as for their file' {
        $path = Join-Path $Samples 'web-shop.json'
        $piped = Get-AciContainerGroup -Path $path | Get-AciRisk -NoSettings
        $read = Get-AciRisk -Path $path -NoSettings
        $piped.Score | Should -Be $read.Score
        $piped.Reason | Should -Be $read.Reason
    }

    It 'calls nothing good that is not known' {
        $unknown = New-Group -Image "[parameters('image')]" -Property @{ ipAddress = "[parameters('address')]" }
        $file = Join-Path $TestDrive 'unknown.json'
        Set-Content -LiteralPath $file -Value (New-Template -Resource $unknown -Parameter @{ image = @{ type = 'string' }; address = @{ type = 'object' } })
        $risk = Get-AciRisk -Path $file -NoSettings
        $risk.Exposure | Should -Be 'Unknown'
        $risk.ImageTrust | Should -Be 'Unknown'
    }

    It 'warns where no group was found' {
        $file = Join-Path $TestDrive 'storage.json'
        Set-Content -LiteralPath $file -Value (New-Template -Resource @{ type = 'Microsoft.Storage/storageAccounts'; apiVersion = '2023-01-01'; name = 'store' })
        Get-AciRisk -Path $file -NoSettings -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '*nothing was assessed*'
    }

    It 'reports a missing path and assesses the others' {
        $risk = Get-AciRisk -Path (Join-Path $TestDrive 'missing.json'), (Join-Path $Samples 'import-worker.yaml') -NoSettings -ErrorVariable problems -ErrorAction SilentlyContinue
        $risk.ContainerGroupName | Should -Be 'import-worker'
        $problems.FullyQualifiedErrorId | Should -Be 'AciPathNotFound,AciSecMon.Commands.GetAciRiskCommand'
    }

    It 'is rendered as a table with the reasons, and as a list' {
        $Risks | Out-String -Width 120 | Should -BeLike '*ContainerGroup*Score*Exposure*Reason*import-worker*'
        $Risks[0] | Format-List | Out-String -Width 120 | Should -BeLike '*IdentityPower*Watching*'
    }

    It 'sorts, exports and converts as any object does' {
        ($Risks | Sort-Object -Property Score -Descending)[0].ContainerGroupName | Should -Be 'web-shop'
        ($Risks | ConvertTo-Json | ConvertFrom-Json).Count | Should -Be $Risks.Count
        ($Risks | ConvertTo-Csv | ConvertFrom-Csv).Score | Should -Be $Risks.Score
    }
}

Describe 'Get-AciRisk of a connection' -Tag 'Unit' {
    BeforeAll {
        $Connection = Connect-AciSecMon -Sandbox
        $Live = Get-AciRisk -NoSettings
    }

    AfterAll {
        $Connection | Disconnect-AciSecMon
    }

    It 'gives one row for each container group' {
        $Live.ResourceId | Sort-Object | Should -Be ((Get-AciContainerGroup).ResourceId | Sort-Object)
    }

    It 'knows public and private groups, and scores them differently' {
        $Live.Exposure | Should -Contain 'Public'
        $Live.Exposure | Should -Contain 'Private'
        ($Live.Score | Sort-Object -Unique).Count | Should -BeGreaterThan 1
    }

    It 'puts first who was entered by a guest, blinded, and named by an alert' {
        $first = Get-AciRisk -Source All -NoSettings -WarningAction SilentlyContinue | Sort-Object -Property Score -Descending | Select-Object -First 1
        $first.ContainerGroupName | Should -Be 'lab-notebook'
        $first.Reason[0..2] -replace ':.*' | Sort-Object | Should -Be 'ACI-ACT-001', 'ACI-ACT-003', 'ACI-DEF-007'
    }

    It 'puts what can be got into before what is badly kept' {
        $names = (Get-AciRisk -Source All -NoSettings -WarningAction SilentlyContinue | Sort-Object -Property Score -Descending).ContainerGroupName
        $names[0..4] | Should -Contain 'web-affiliates' -Because 'it is public, and its image has a critical vulnerability that attackers use and that a newer version repairs'
        $names[0..4] | Should -Contain 'lab-privileged' -Because 'an unknown program ran a command in it, and its identity owns the subscription'
    }

    It 'tells the same story in findings' {
        $findings = Get-AciSecurityFinding -Source All -NoSettings -WarningAction SilentlyContinue | Where-Object ContainerGroupName -EQ 'lab-notebook'
        ($findings | Where-Object RuleId -EQ 'ACI-ACT-001').Message | Should -BeLike 'The guest * ran a command in container notebook at *'
        ($findings | Where-Object RuleId -EQ 'ACI-ACT-003').Message | Should -BeLike '*diagnostic setting*was removed*guest*'
        ($findings | Where-Object RuleId -EQ 'ACI-DEF-007').Message | Should -BeLike 'Defender has raised *'
    }

    It 'takes a resource group' {
        $one = $Live[0]
        $some = Get-AciRisk -ResourceGroupName $one.ResourceGroupName -SubscriptionId $one.SubscriptionId -NoSettings
        $some.ResourceGroupName | Sort-Object -Unique | Should -Be $one.ResourceGroupName
        $some.ResourceId | Should -Contain $one.ResourceId
    }
}
