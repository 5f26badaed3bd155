using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Live;

/// <summary>Several runspaces of one process at once, with the real engine and the sandbox at the other end of the wire.</summary>
public sealed class TwoRunspacesTests
{
    private static readonly string Import = $"Import-Module '{StagedModule.Manifest}'\n$InformationPreference = 'SilentlyContinue'\n";

    [Fact]
    public async Task Runspaces_with_connections_of_their_own_see_nothing_of_each_other()
    {
        ShellResult result = await ShellProcess.RunScriptAsync(
            $$"""
            {{Import}}
            $ready = [System.Threading.Barrier]::new(2)
            1..2 | ForEach-Object -ThrottleLimit 2 -Parallel {
                {{Import}}
                [void](Connect-AciSecMon -Sandbox)
                $before = @(Get-AciContainerGroup)
                $off = @(Get-AciDefenderPlan | Where-Object { -not $_.Enabled -and -not $_.Deprecated -and -not $_.InheritedFrom })[0]
                $plan = @{ Name = $off.Name; SubscriptionId = $off.SubscriptionId }
                ($using:ready).SignalAndWait()
                if ($_ -eq 1) { Enable-AciDefenderPlan @plan -Confirm:$false | Out-Null; Disconnect-AciSecMon }
                ($using:ready).SignalAndWait()
                if ($_ -eq 2) {
                    "$($before.Count -eq @(Get-AciContainerGroup).Count) $((Get-AciSecMonContext).Environment)"
                    $here = Enable-AciDefenderPlan @plan -Confirm:$false
                    $again = Enable-AciDefenderPlan @plan -Confirm:$false
                    "$($here.Result) $($again.Result)"
                }
            }
            "outside: $($null -eq (Get-AciSecMonContext -ErrorAction SilentlyContinue))"
            """);

        Assert.Equal(string.Empty, result.Errors);
        Assert.Equal("True Sandbox", result.Lines[0]);
        Assert.Equal("Changed Unchanged", result.Lines[1]);
        Assert.Equal("outside: True", result.Lines[2]);
    }

    [Fact]
    public async Task One_connection_serves_several_runspaces_at_once()
    {
        ShellResult result = await ShellProcess.RunScriptAsync(
            $$"""
            {{Import}}
            $shared = Connect-AciSecMon -Sandbox
            $alone = [string[]]@(Get-AciSecurityFinding -Connection $shared -Source All | ForEach-Object { "$($_.FindingId) $($_.Status) $($_.Message)" })
            [Array]::Sort($alone, [StringComparer]::Ordinal)
            $together = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                {{Import}}
                $all = [string[]]@(Get-AciSecurityFinding -Connection $using:shared -Source All | ForEach-Object { "$($_.FindingId) $($_.Status) $($_.Message)" })
                [Array]::Sort($all, [StringComparer]::Ordinal)
                , $all
            }
            "$($alone.Count -gt 100) $($together.Count)"
            foreach ($one in $together) { "$(($one -join "`n") -ceq ($alone -join "`n"))" }
            """);

        Assert.Equal(string.Empty, result.Errors);
        Assert.Equal(["True 4", "True", "True", "True", "True"], result.Lines);
    }
}
