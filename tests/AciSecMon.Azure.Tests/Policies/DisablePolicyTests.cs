using AciSecMon.Azure.Tests.Sandbox;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Policies;

/// <summary>Ending assignments of policies in the sample estate.</summary>
public sealed class DisablePolicyTests : IDisposable
{
    private readonly PolicyWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task What_the_module_assigned_is_removed_and_its_definitions_stay()
    {
        await world.EnableAsync(PolicyWorld.Initiative);

        AciChange removed = Assert.Single(await world.DisableAsync(new DisablePolicyRequest { Name = [PolicyWorld.Initiative], Place = PolicyWorld.InLab }));

        Assert.Equal(("Remove policy assignment", AciChangeResult.Changed), (removed.Action, removed.Result));
        Assert.False(await world.HasAsync(PolicyWorld.Lab + PolicyWorld.Assignments + PolicyWorld.Initiative));
        Assert.True(await world.HasAsync(PolicyWorld.Lab + PolicyWorld.Sets + PolicyWorld.Initiative));
    }

    [Fact]
    public async Task Definitions_go_too_where_nothing_else_uses_them()
    {
        await world.EnableAsync(PolicyWorld.Initiative);
        await world.EnableAsync("acisecmon-zone");

        List<AciChange> changes = await world.DisableAsync(new DisablePolicyRequest { Name = [PolicyWorld.Initiative], Place = PolicyWorld.InLab, RemoveDefinition = true });

        Assert.Equal(["Remove policy assignment", "Remove initiative"], changes.Take(2).Select(static change => change.Action));
        AciChange kept = Assert.Single(changes, static change => change.Result == AciChangeResult.Unchanged);
        Assert.Equal("acisecmon-zone", kept.TargetName);
        Assert.Contains("uses it", kept.Message, StringComparison.Ordinal);
        Assert.Equal(15, changes.Count(static change => change.Action == "Remove policy definition" && change.Result == AciChangeResult.Changed));
        Assert.False(await world.HasAsync(PolicyWorld.Lab + PolicyWorld.Definitions + "acisecmon-image-digest"));
    }

    [Fact]
    public async Task A_definition_that_an_initiative_uses_stays()
    {
        await world.EnableAsync(PolicyWorld.Initiative);
        await world.EnableAsync("acisecmon-zone");

        List<AciChange> changes = await world.DisableAsync(new DisablePolicyRequest { Name = ["acisecmon-zone"], Place = PolicyWorld.InLab, RemoveDefinition = true });

        Assert.Equal([AciChangeResult.Changed, AciChangeResult.Unchanged], changes.Select(static change => change.Result));
        Assert.Empty(world.Pipeline.Problems);
    }

    [Fact]
    public async Task The_roles_of_its_identity_go_with_an_assignment()
    {
        List<AciChange> made = await world.EnableAsync(new EnablePolicyRequest { Name = [PolicyWorld.Settings], Place = PolicyWorld.InLab, Location = "westeurope", Parameter = new Dictionary<string, object?> { ["logAnalytics"] = Client.Workspace } });
        string principal = (string)(await world.GetAsync(made[0].TargetId))["identity"]!["principalId"]!;

        List<AciChange> changes = await world.DisableAsync(new DisablePolicyRequest { Name = [PolicyWorld.Settings], Place = PolicyWorld.InLab });

        Assert.Equal(["Remove role assignment", "Remove role assignment", "Remove role assignment", "Remove role assignment", "Remove policy assignment"], changes.Select(static change => change.Action));
        Assert.All(changes, static change => Assert.Equal(AciChangeResult.Changed, change.Result));
        Assert.Empty(await world.RolesOfAsync(PolicyWorld.Lab, principal));
        Assert.Empty(await world.RolesOfAsync(Client.Workspace, principal));
    }

    [Fact]
    public async Task What_others_assigned_is_switched_off_and_removed_only_by_force()
    {
        AciChange off = Assert.Single(await world.DisableAsync(new DisablePolicyRequest { Name = [PolicyWorld.Append], Place = PolicyWorld.InShop }));
        AciChange again = Assert.Single(await world.DisableAsync(new DisablePolicyRequest { Name = [PolicyWorld.Append], Place = PolicyWorld.InShop }));

        Assert.Equal((AciChangeResult.Changed, AciChangeResult.Unchanged), (off.Result, again.Result));
        Assert.Equal("DoNotEnforce", (string?)(await world.GetAsync(off.TargetId))["properties"]!["enforcementMode"]);
        Assert.DoesNotContain("not-a-real", off.Before + off.After, StringComparison.Ordinal);

        AciChange gone = Assert.Single(await world.DisableAsync(new DisablePolicyRequest { Name = [PolicyWorld.Append], Place = PolicyWorld.InShop, Force = true }));
        Assert.Equal(AciChangeResult.Changed, gone.Result);
        Assert.False(await world.HasAsync(gone.TargetId));
    }

    [Fact]
    public async Task Patterns_never_mean_what_is_not_about_container_groups()
    {
        await world.PutAsync(PolicyWorld.Lab + PolicyWorld.Definitions + "vm-sizes", """{"properties":{"policyRule":{"if":{"field":"type","equals":"Microsoft.Compute/virtualMachines"},"then":{"effect":"audit"}}}}""");
        await world.PutAsync(PolicyWorld.Lab + PolicyWorld.Assignments + "vm-sizes", $$$"""{"properties":{"policyDefinitionId":"{{{PolicyWorld.Lab}}}{{{PolicyWorld.Definitions}}}vm-sizes"}}""");
        await world.EnableAsync("acisecmon-zone");

        List<AciChange> changes = await world.DisableAsync(new DisablePolicyRequest { Name = ["*"], Place = PolicyWorld.InLab, Force = true });

        Assert.Equal(["acisecmon-zone"], changes.Select(static change => change.TargetName));
    }

    [Fact]
    public async Task What_a_management_group_assigns_is_not_touched_from_a_subscription()
    {
        Assert.Empty(await world.DisableAsync(new DisablePolicyRequest { Name = ["nist-800-53"], Place = PolicyWorld.InShop, Force = true }));
        Assert.Equal("AciPolicyAssignmentNotFound", Assert.Single(world.Pipeline.Problems).Id);

        AciChange off = Assert.Single(await world.DisableAsync(new DisablePolicyRequest { Name = ["nist-800-53"], Place = new PolicyPlace { ManagementGroupName = "northlight-production" } }));
        Assert.Equal(("nist-800-53", AciChangeResult.Changed), (off.TargetName, off.Result));
    }

    [Fact]
    public async Task Under_whatif_all_that_would_go_is_shown()
    {
        await world.EnableAsync(PolicyWorld.Initiative);
        world.Pipeline = new TestPipeline { IsWhatIf = true };
        world.Server.Log.Clear();

        List<AciChange> changes = await world.DisableAsync(new DisablePolicyRequest { Name = ["acisecmon-*"], Place = PolicyWorld.InLab, RemoveDefinition = true });

        Assert.Equal(18, changes.Count);
        Assert.All(changes, static change => Assert.Equal(AciChangeResult.WouldChange, change.Result));
        Assert.Empty(world.Written);
    }

    [Fact]
    public async Task Where_roles_may_not_be_removed_it_is_said_and_the_assignment_goes()
    {
        await world.EnableAsync(new EnablePolicyRequest { Name = [PolicyWorld.Settings], Place = PolicyWorld.InLab, Location = "westeurope", Parameter = new Dictionary<string, object?> { ["logAnalytics"] = Client.Workspace } });
        world.Server.Rights.Deny("Microsoft.Authorization/roleAssignments/delete", PolicyWorld.Lab);

        List<AciChange> changes = await world.DisableAsync(new DisablePolicyRequest { Name = [PolicyWorld.Settings], Place = PolicyWorld.InLab });

        Assert.Equal(2, changes.Count(static change => change.Result == AciChangeResult.Refused));
        Assert.Equal(AciChangeResult.Changed, changes[^1].Result);
        Assert.All(world.Pipeline.Problems, static problem => Assert.Contains("Microsoft.Authorization/roleAssignments/delete", problem.Recommendation, StringComparison.Ordinal));
    }
}
