BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
    . "$PSScriptRoot/Support/StandIns.ps1"

    $WebShop = Join-Path $Samples 'web-shop.json'
    $Worker = Join-Path $Samples 'import-worker.yaml'
    $StatusPage = Join-Path $Samples 'status-page.show.json'
}

Describe 'Reading files' -Tag 'Unit' {
    It 'reads a template' {
        $group = Get-AciContainerGroup -Path $WebShop
        $group | Should -BeOfType ([AciSecMon.AciContainerGroup])
        $group.Name | Should -Be 'web-shop'
        $group.SourceKind | Should -Be 'Template'
        $group.IpAddressType | Should -Be 'Public'
        $group.Port.Port | Should -Be 80, 22
        $group.Container.Name | Should -Be 'web', 'sftp'
        $group.Container[0].Image | Should -Be 'shopimages.azurecr.io/shop/web:latest'
        $group.SourceLocation.File | Should -Be $WebShop
        $group.SourceLocation.Line | Should -BeGreaterThan 1
    }

    It 'reads a deployment file in YAML' {
        $group = Get-AciContainerGroup -Path $Worker
        $group.Name | Should -Be 'import-worker'
        $group.SourceKind | Should -Be 'DeploymentFile'
        $group.InitContainer.Name | Should -Be 'fetch'
        $group.Volume.Kind | Should -Be 'AzureFile'
        $group.Container[0].EnvironmentVariable.Kind | Should -Be 'Clear', 'Secure'
    }

    It 'reads what the command line shows' {
        $group = Get-AciContainerGroup -Path $StatusPage
        $group.SourceKind | Should -Be 'CommandLine'
        $group.ResourceGroupName | Should -Be 'shop'
        $group.SubscriptionId | Should -Be '11111111-2222-3333-4444-555555555555'
        $group.State | Should -Be 'Running'
        $group.RestartCount | Should -Be 3
    }

    It 'names what a template leaves open' {
        (Get-AciContainerGroup -Path $WebShop).Unresolved | Should -Not -BeNullOrEmpty
    }

    It 'walks a folder' {
        (Get-AciContainerGroup -Path $Samples).Name | Sort-Object | Should -Be 'import-worker', 'status-page', 'web-shop', 'web-shop'
    }

    It 'takes the path by position, a wildcard, and several' {
        (Get-AciContainerGroup $Worker).Name | Should -Be 'import-worker'
        (Get-AciContainerGroup (Join-Path $Samples '*.yaml')).Name | Should -Be 'import-worker'
        (Get-AciContainerGroup $Worker, $StatusPage).Name | Should -Be 'import-worker', 'status-page'
    }

    It 'takes relative paths from the current location' {
        Push-Location -LiteralPath $Samples
        try {
            (Get-AciContainerGroup import-worker.yaml).Name | Should -Be 'import-worker'
            (Get-AciContainerGroup ./*.yaml).Name | Should -Be 'import-worker'
        }
        finally {
            Pop-Location
        }
    }

    It 'takes paths of a drive of PowerShell' {
        Set-Content -LiteralPath 'TestDrive:/drive.json' -Value (New-Template -Resource (New-Group -Name 'of-a-drive'))
        (Get-AciContainerGroup -Path 'TestDrive:/drive.json').Name | Should -Be 'of-a-drive'
    }

    It 'takes a name with brackets literally' {
        $file = Join-Path $TestDrive 'group[1].json'
        Set-Content -LiteralPath $file -Value (New-Template -Resource (New-Group -Name 'bracketed'))
        (Get-AciContainerGroup -LiteralPath $file).Name | Should -Be 'bracketed'
        (Get-Item -LiteralPath $file | Get-AciContainerGroup).Name | Should -Be 'bracketed'
    }

    It 'reads a file once, however often it is named' {
        @(Get-AciContainerGroup $Worker, $Worker).Count | Should -Be 1
        @(Get-AciContainerGroup $Samples, $Worker).Count | Should -Be 4
    }

    It 'passes over files that hold no container groups, and says so only when asked' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'mixed')
        Set-Content -LiteralPath (Join-Path $folder 'package.json') -Value '{ "name": "site" }'
        Set-Content -LiteralPath (Join-Path $folder 'notes.txt') -Value 'none'
        Set-Content -LiteralPath (Join-Path $folder 'group.json') -Value (New-Template -Resource (New-Group))
        $said = Get-AllStream { Get-AciContainerGroup -Path $folder.FullName }
        $said | Should -HaveCount 1
        $said = Get-AllStream { Get-AciContainerGroup -Path $folder.FullName -Verbose }
        @($said).Where({ $_ -is [System.Management.Automation.VerboseRecord] }).Message | Should -BeLike '*package.json*'
    }

    It 'applies the parameter file beside a template, or the one that is named' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'parameters')
        Set-Content -LiteralPath (Join-Path $folder 'main.json') -Value (New-Template -Resource (New-Group -Name "[parameters('name')]") -Parameter @{ name = @{ type = 'string' } })
        (Get-AciContainerGroup -Path (Join-Path $folder 'main.json')).Name | Should -BeLike "*parameters('name')*"
        Set-Content -LiteralPath (Join-Path $folder 'main.parameters.json') -Value '{ "contentVersion": "1.0.0.0", "parameters": { "name": { "value": "beside" } } }'
        Set-Content -LiteralPath (Join-Path $folder 'other.json') -Value '{ "contentVersion": "1.0.0.0", "parameters": { "name": { "value": "named" } } }'
        (Get-AciContainerGroup -Path (Join-Path $folder 'main.json')).Name | Should -Be 'beside'
        (Get-AciContainerGroup -Path (Join-Path $folder 'main.json') -ParameterFile (Join-Path $folder 'other.json')).Name | Should -Be 'named'
    }

    It 'gives groups of files the resource group of -Scope' {
        $group = Get-AciContainerGroup -Path $Worker -Scope '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/prices'
        $group.ResourceGroupName | Should -Be 'prices'
        $group.SubscriptionId | Should -Be '11111111-2222-3333-4444-555555555555'
    }
}

Describe 'Reading the pipeline' -Tag 'Unit' {
    It 'takes files' {
        (Get-ChildItem -LiteralPath $Samples -File | Get-AciContainerGroup).Count | Should -Be 4
    }

    It 'takes paths as texts' {
        ($Worker, $StatusPage | Get-AciContainerGroup).Name | Should -Be 'import-worker', 'status-page'
    }

    It 'takes what ConvertFrom-Json makes of a template' {
        (Get-Content -LiteralPath $WebShop -Raw | ConvertFrom-Json | Get-AciContainerGroup).Container.Name | Should -Be 'web', 'sftp'
        (Get-Content -LiteralPath $WebShop -Raw | ConvertFrom-Json -AsHashtable | Get-AciContainerGroup).Container.Name | Should -Be 'web', 'sftp'
    }

    It 'takes what ConvertFrom-Json makes of the command line''s output' {
        (Get-Content -LiteralPath $StatusPage -Raw | ConvertFrom-Json | Get-AciContainerGroup).SourceKind | Should -Be 'CommandLine'
    }

    It 'takes what ConvertFrom-Json makes of a list' {
        $list = "[ $(Get-Content -LiteralPath $StatusPage -Raw), $(Get-Content -LiteralPath $StatusPage -Raw) ]"
        @($list | ConvertFrom-Json | Get-AciContainerGroup).Count | Should -Be 2
        @(, ($list | ConvertFrom-Json) | Get-AciContainerGroup).Count | Should -Be 2
    }

    It 'takes hashtables' {
        $group = New-Group -Name 'hash' | Get-AciContainerGroup
        $group.Name | Should -Be 'hash'
        $group.Container.Image | Should -Be 'nginx:1.27'
    }

    It 'takes custom objects' {
        (New-Group -Name 'custom' | ConvertTo-Json -Depth 30 | ConvertFrom-Json | Get-AciContainerGroup).Name | Should -Be 'custom'
        ([pscustomobject] (New-Group -Name 'cast') | Get-AciContainerGroup).Name | Should -Be 'cast'
    }

    It 'takes objects of an Az module with JSON of their own, and believes the JSON' {
        $group = New-AzStandIn -Group (New-Group -Name 'deployed') | Get-AciContainerGroup
        $group.Name | Should -Be 'deployed'
        $group.ResourceGroupName | Should -Be 'shop'
    }

    It 'takes objects of an Az module whose JSON cannot be had' {
        $group = New-AzFlatStandIn -Name 'flat' | Get-AciContainerGroup
        $group.Name | Should -Be 'flat'
        $group.SourceKind | Should -Be 'AzModule'
        $group.IpAddressType | Should -Be 'Public'
        $group.Container.Image | Should -Be 'nginx:1.27'
    }

    It 'runs none of the scripts that an object carries' {
        $script:Ran = $false
        $carrier = [pscustomobject] (New-Group -Name 'scripted')
        $carrier | Add-Member -MemberType ScriptProperty -Name 'zones' -Value { $script:Ran = $true; throw 'must not run' }
        $carrier | Add-Member -MemberType ScriptMethod -Name 'ToJsonString' -Value { $script:Ran = $true; '{}' }
        ($carrier | Get-AciContainerGroup).Name | Should -Be 'scripted'
        $script:Ran | Should -BeFalse
    }

    It 'gives its own objects back as they were' {
        $once = Get-AciContainerGroup -Path $WebShop
        $twice = $once | Get-AciContainerGroup
        $twice | ConvertTo-Json -Depth 8 | Should -Be ($once | ConvertTo-Json -Depth 8)
    }

    It 'takes its own objects after they were stored' {
        $file = Join-Path $TestDrive 'groups.xml'
        Get-AciContainerGroup -Path $Samples | Export-Clixml -LiteralPath $file -Depth 6
        $stored = Import-Clixml -LiteralPath $file | Get-AciContainerGroup
        $stored.Name | Sort-Object | Should -Be 'import-worker', 'status-page', 'web-shop', 'web-shop'
        $stored.SourceKind | Sort-Object -Unique | Should -Be 'Stored'
    }

    It 'takes files that were stored as objects' {
        $file = Join-Path $TestDrive 'items.xml'
        Get-Item -LiteralPath $Worker | Export-Clixml -LiteralPath $file
        (Import-Clixml -LiteralPath $file | Get-AciContainerGroup).Name | Should -Be 'import-worker'
    }

    It 'stops with the pipeline: Select-Object -First reads no further file' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'many')
        1..20 | ForEach-Object { Set-Content -LiteralPath (Join-Path $folder "g$_.json") -Value (New-Template -Resource (New-Group -Name "g$_")) }
        $script:Given = 0
        $first = Get-ChildItem -LiteralPath $folder.FullName | ForEach-Object { $script:Given++; $_ } | Get-AciContainerGroup | Select-Object -First 2
        $first | Should -HaveCount 2
        $script:Given | Should -Be 2
    }

    It 'stops in the middle of a folder' {
        $folder = New-Item -ItemType Directory -Path (Join-Path $TestDrive 'stopped')
        1..5 | ForEach-Object { Set-Content -LiteralPath (Join-Path $folder "g$_.json") -Value (New-Template -Resource (New-Group -Name "g$_")) }
        (Get-AciContainerGroup -Path $folder.FullName | Select-Object -First 1).Name | Should -Be 'g1'
    }
}

Describe 'Mistakes' -Tag 'Unit' {
    It '<Mistake> is an error <Id>' -ForEach @(
        @{ Mistake = 'a path that is missing'; Id = 'AciPathNotFound'; Category = 'ObjectNotFound'; Do = { Get-AciContainerGroup -Path (Join-Path $TestDrive 'missing.json') } }
        @{ Mistake = 'a wildcard that matches nothing'; Id = 'AciPathNotFound'; Category = 'ObjectNotFound'; Do = { Get-AciContainerGroup -Path (Join-Path $TestDrive 'missing*.json') } }
        @{ Mistake = 'a drive that does not exist'; Id = 'AciPathNotFound'; Category = 'ObjectNotFound'; Do = { Get-AciContainerGroup -Path 'NoSuchDrive:/group.json' } }
        @{ Mistake = 'a path of another provider'; Id = 'AciPathNotFileSystem'; Category = 'InvalidArgument'; Do = { Get-AciContainerGroup -Path 'Env:PATH' } }
        @{ Mistake = 'a folder without a readable file'; Id = 'AciFolderEmpty'; Category = 'ObjectNotFound'; Do = { Get-AciContainerGroup -Path (New-Item -ItemType Directory -Path (Join-Path $TestDrive 'empty')).FullName } }
        @{ Mistake = 'the content of a file instead of its path'; Id = 'AciPathInvalid'; Category = 'InvalidArgument'; Do = { Get-Content -LiteralPath $WebShop -Raw | Get-AciContainerGroup } }
        @{ Mistake = 'an empty text'; Id = 'AciPathInvalid'; Category = 'InvalidArgument'; Do = { '' | Get-AciContainerGroup } }
        @{ Mistake = 'a number'; Id = 'AciNotAContainerGroup'; Category = 'InvalidData'; Do = { 42 | Get-AciContainerGroup } }
        @{ Mistake = 'a process'; Id = 'AciNotAContainerGroup'; Category = 'InvalidData'; Do = { Get-Process -Id $PID | Get-AciContainerGroup } }
        @{ Mistake = 'a hashtable of something else'; Id = 'AciNotAContainerGroup'; Category = 'InvalidData'; Do = { @{ colour = 'blue' } | Get-AciContainerGroup } }
        @{ Mistake = 'a hashtable that holds itself'; Id = 'AciObjectCyclic'; Category = 'InvalidData'; Do = { $loop = @{ name = 'x' }; $loop.self = $loop; $loop | Get-AciContainerGroup } }
        @{ Mistake = 'an object that is very deep'; Id = 'AciObjectTooDeep'; Category = 'LimitsExceeded'; Do = { $deep = @{}; foreach ($i in 1..200) { $deep = @{ inner = $deep } }; $deep | Get-AciContainerGroup } }
        @{ Mistake = 'a scope that is no resource group'; Id = 'AciScopeInvalid'; Category = 'InvalidArgument'; Do = { Get-AciContainerGroup -Path $WebShop -Scope 'shop' } }
        @{ Mistake = 'a parameter file that is missing'; Id = 'AciFileNotFound'; Category = 'ObjectNotFound'; Do = { Get-AciContainerGroup -Path $WebShop -ParameterFile (Join-Path $TestDrive 'missing.parameters.json') } }
        @{ Mistake = 'a parameter file that is none'; Id = 'AciNotAParameterFile'; Category = 'InvalidData'; Do = { $file = Join-Path $TestDrive 'list.json'; Set-Content -LiteralPath $file -Value '[ 1 ]'; Get-AciContainerGroup -Path $WebShop -ParameterFile $file } }
    ) {
        $said = Get-AllStream $Do
        $said | Should -HaveCount 1
        $said[0] | Should -BeOfType ([System.Management.Automation.ErrorRecord])
        $said[0].FullyQualifiedErrorId | Should -Be "$Id,AciSecMon.Commands.GetAciContainerGroupCommand"
        $said[0].CategoryInfo.Category | Should -Be $Category
        $said[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        "$($said[0])" | Should -Not -Match '\n\s+at '
    }

    It 'keep nothing else from being read' {
        $names = 'missing.json', $Worker, 42, (New-Group -Name 'hash') | Get-AciContainerGroup -ErrorVariable problems -ErrorAction SilentlyContinue | ForEach-Object Name
        $names | Should -Be 'import-worker', 'hash'
        $problems | Should -HaveCount 2
    }

    It 'end the command where errors are to end it' {
        { Get-AciContainerGroup -Path (Join-Path $TestDrive 'missing.json'), $Worker -ErrorAction Stop } | Should -Throw -ErrorId 'AciPathNotFound,AciSecMon.Commands.GetAciContainerGroupCommand'
    }

    It 'name the thing that they are about' {
        Get-AciContainerGroup -Path (Join-Path $TestDrive 'missing.json') -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].TargetObject | Should -Be (Join-Path $TestDrive 'missing.json')
    }

    It 'never quote a text that was piped' {
        $texts = 'first line', '{ "password": "kestrel-Harbour-5150" }', "two`nlines kestrel-Harbour-5150"
        $said = Get-AllStream { $texts | Get-AciContainerGroup }
        $said | Should -HaveCount 3
        $said | ConvertTo-EveryText | Where-Object { $_ -like '*kestrel-Harbour-5150*' } | Should -BeNullOrEmpty
    }
}

Describe 'Views of groups' -Tag 'Unit' {
    It 'are a table that fits <_> columns' -ForEach 80, 120, 200 {
        $width = $_
        $table = Get-AciContainerGroup -Path $Samples | Out-String -Width $width
        $table | Should -BeLike '*web-shop*Public*80/TCP, 22/TCP*'
        $table -split '\r?\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual $width }
    }

    It 'do not fall to pieces at 80 columns' {
        $lines = (Get-AciContainerGroup -Path $WebShop | Out-String -Width 80) -split '\r?\n'
        @($lines).Where({ $_.Trim() }).Count | Should -BeLessOrEqual 10
    }

    It 'are a list that shows containers and what is unresolved, line by line' {
        $list = Get-AciContainerGroup -Path $WebShop | Format-List | Out-String -Width 120
        $list | Should -BeLike '*Container*web (shopimages.azurecr.io/shop/web:latest)*sftp (atmoz/sftp)*Unresolved*'
    }

    It 'are the same for stored groups' {
        $group = Get-AciContainerGroup -Path $StatusPage
        $stored = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($group, 6))
        $stored | Out-String -Width 120 | Should -Be ($group | Out-String -Width 120)
        $stored | Format-List | Out-String -Width 120 | Should -Be ($group | Format-List | Out-String -Width 120)
    }
}

Describe 'Completion of Get-AciContainerGroup' -Tag 'Unit' {
    It 'offers parameters and files' {
        $text = 'Get-AciContainerGroup -Param'
        (TabExpansion2 -inputScript $text -cursorColumn $text.Length).CompletionMatches.CompletionText | Should -Contain '-ParameterFile'
        Push-Location -LiteralPath $Samples
        try {
            $text = 'Get-AciContainerGroup import'
            (TabExpansion2 -inputScript $text -cursorColumn $text.Length).CompletionMatches.CompletionText | Should -BeLike '*import-worker.yaml'
        }
        finally {
            Pop-Location
        }
    }
}

Describe 'Reading a connection' -Tag 'Unit' {
    BeforeAll {
        $Connection = Connect-AciSecMon -Sandbox
        $Live = Get-AciContainerGroup
        $One = $Live | Where-Object { $_.Kind -eq 'ContainerGroup' -and $_.Tag.Count -gt 0 } | Select-Object -First 1
    }

    AfterAll {
        $Connection | Disconnect-AciSecMon
    }

    It 'gives the groups of every subscription, with what tells them apart' {
        $Live.Count | Should -BeGreaterThan 20
        ($Live.SubscriptionId | Sort-Object -Unique).Count | Should -BeGreaterThan 1
        $Live.ResourceId | Sort-Object -Unique | Should -HaveCount $Live.Count
        foreach ($group in $Live) {
            $group | Should -BeOfType ([AciSecMon.AciContainerGroup])
            $group.ResourceId | Should -BeLike "/subscriptions/$($group.SubscriptionId)/*"
            $group.SourceLocation | Should -BeNullOrEmpty
        }
    }

    It 'asks for the state only when told to' {
        $Live.RestartCount | Where-Object { $null -ne $_ } | Should -BeNullOrEmpty
        $withState = Get-AciContainerGroup -ResourceGroupName $One.ResourceGroupName -SubscriptionId $One.SubscriptionId -IncludeState
        ($withState | Where-Object ResourceId -EQ $One.ResourceId).State | Should -Not -BeNullOrEmpty
        $withState.ResourceId | Sort-Object | Should -Be (($Live | Where-Object { $_.ResourceGroupName -eq $One.ResourceGroupName -and $_.SubscriptionId -eq $One.SubscriptionId }).ResourceId | Sort-Object)
    }

    It 'reads each group by itself with -Exact, and finds the same' {
        $exact = Get-AciContainerGroup -ResourceGroupName $One.ResourceGroupName -SubscriptionId $One.SubscriptionId -Exact
        $exact.SourceKind | Sort-Object -Unique | Should -Be 'Resource'
        $listed = $Live | Where-Object { $_.ResourceGroupName -eq $One.ResourceGroupName -and $_.SubscriptionId -eq $One.SubscriptionId }
        $exact.ResourceId | Sort-Object | Should -Be ($listed.ResourceId | Sort-Object)
        ($exact | Sort-Object -Property ResourceId).Container.Image | Should -Be ($listed | Sort-Object -Property ResourceId).Container.Image
    }

    It 'takes names, wildcards and scopes' {
        (Get-AciContainerGroup -Name $One.Name -ResourceGroupName $One.ResourceGroupName -SubscriptionId $One.SubscriptionId).ResourceId | Should -Be $One.ResourceId
        (Get-AciContainerGroup -Name $One.Name.ToUpperInvariant()).ResourceId | Should -Contain $One.ResourceId
        $start = $One.Name.Substring(0, 2)
        (Get-AciContainerGroup -Name "$start*").ResourceId | Sort-Object | Should -Be (($Live | Where-Object Name -Like "$start*").ResourceId | Sort-Object)
        (Get-AciContainerGroup -SubscriptionId $One.SubscriptionId).ResourceId | Sort-Object | Should -Be (($Live | Where-Object SubscriptionId -EQ $One.SubscriptionId).ResourceId | Sort-Object)
        Get-AciContainerGroup -Name 'no-group-has-this-name' | Should -BeNullOrEmpty
    }

    It 'takes tags' {
        $key = @($One.Tag.Keys)[0]
        $found = Get-AciContainerGroup -Tag @{ $key = $One.Tag[$key] }
        $found.ResourceId | Should -Contain $One.ResourceId
        $found | ForEach-Object { $_.Tag[$key] | Should -Be $One.Tag[$key] }
    }

    It 'takes resource ids in any case, each once, and reports one that is not there' {
        $found = Get-AciContainerGroup -ResourceId $One.ResourceId, $One.ResourceId.ToUpperInvariant(), ($One.ResourceId + '-gone') -ErrorVariable problems -ErrorAction SilentlyContinue
        $found.ResourceId | Should -Be $One.ResourceId
        $problems | Should -HaveCount 1
        $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'takes a connection by its name, and many at once' {
        $c = $Connection
        $manifest = $Manifest
        $counts = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            @(Get-AciContainerGroup -Connection $using:c).Count
        }
        $counts | Should -Be $Live.Count, $Live.Count, $Live.Count
    }

    It 'stops with the pipeline' {
        @(Get-AciContainerGroup | Select-Object -First 1) | Should -HaveCount 1
        @(Get-AciContainerGroup).Count | Should -Be $Live.Count
    }

    It 'names each call on the debug stream, without a token' {
        . "$PSScriptRoot/Support/Protocol.ps1"
        # By preference: -Debug asks after every line where somebody could answer.
        $DebugPreference = 'Continue'
        $lines = @(Get-AciContainerGroup 5>&1 | Where-Object { $_ -is [System.Management.Automation.DebugRecord] }).Message
        $calls = @($lines | ConvertFrom-CallLine)
        $calls | Should -Not -BeNullOrEmpty
        $calls | ForEach-Object { $_.ApiVersion | Should -Match '^\d{4}-\d\d-\d\d'; $_.Status | Should -Be '200' }
        $lines | Where-Object { $_ -match 'Bearer|(?i)authorization:' } | Should -BeNullOrEmpty
    }
}
