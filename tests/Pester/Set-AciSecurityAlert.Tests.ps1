BeforeAll {
    . "$PSScriptRoot/Support/Inputs.ps1"
}

Describe 'Set-AciSecurityAlert' -Tag 'Unit' {
    BeforeEach {
        $Connection = Connect-AciSecMon -Sandbox
        $Alert = Get-AciSecurityAlert -WarningAction SilentlyContinue | Select-Object -First 1
    }

    AfterEach {
        $Connection | Disconnect-AciSecMon
    }

    It 'sets <_> and reads it back' -ForEach 'InProgress', 'Resolved', 'Dismissed' {
        $change = $Alert | Set-AciSecurityAlert -Status $_
        $change.Result | Should -Be 'Changed'
        (Get-AciSecurityAlert -Status $_ -WarningAction SilentlyContinue).ResourceId | Should -Contain $Alert.ResourceId
    }

    It 'finds everything Unchanged in a second run' {
        $null = $Alert | Set-AciSecurityAlert -Status Resolved
        ($Alert | Set-AciSecurityAlert -Status Resolved).Result | Should -Be 'Unchanged'
    }

    It 'opens an alert again' {
        $null = $Alert | Set-AciSecurityAlert -Status Dismissed
        (Set-AciSecurityAlert -ResourceId $Alert.ResourceId -Status Active).Result | Should -Be 'Changed'
        (Get-AciSecurityAlert -WarningAction SilentlyContinue).Status | Should -Be 'Active'
    }

    It 'changes nothing under -WhatIf' {
        ($Alert | Set-AciSecurityAlert -Status Dismissed -WhatIf).Result | Should -Be 'WouldChange'
        (Get-AciSecurityAlert -WarningAction SilentlyContinue).Status | Should -Be 'Active'
    }

    It 'says what is no alert' {
        $null = Set-AciSecurityAlert -ResourceId 'no-alert' -Status Active -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'AciSecurityAlertIdInvalid,*'
    }
}
