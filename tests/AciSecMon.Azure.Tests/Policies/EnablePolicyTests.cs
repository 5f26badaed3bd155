using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Azure.Tests.Sandbox;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.Policies;

/// <summary>Assigning policies in the sample estate.</summary>
public sealed class EnablePolicyTests : IDisposable
{
    private const string Production = "/providers/Microsoft.Management/managementGroups/northlight-production";

    private readonly PolicyWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_modules_initiative_is_made_and_assigned_and_a_second_run_changes_nothing()
    {
        List<AciChange> first = await world.EnableAsync(PolicyWorld.Initiative);
        List<AciChange> second = await world.EnableAsync(PolicyWorld.Initiative);

        Assert.Equal([("Write policy definition", 16), ("Write initiative", 1), ("Write policy assignment", 1)], [.. first.GroupBy(static change => change.Action).Select(static group => (group.Key, group.Count()))]);
        Assert.All(first, static change => Assert.Equal((AciChangeResult.Changed, Client.Lab), (change.Result, change.SubscriptionId)));
        Assert.Equal(first.Count, second.Count);
        Assert.All(second, static change => Assert.Equal(AciChangeResult.Unchanged, change.Result));
        Assert.Empty(world.Pipeline.Problems);
        JsonObject assignment = await world.GetAsync(PolicyWorld.Lab + PolicyWorld.Assignments + PolicyWorld.Initiative);
        Assert.Equal(PolicyWorld.Lab + PolicyWorld.Sets + PolicyWorld.Initiative, (string?)assignment["properties"]!["policyDefinitionId"]);
        Assert.Equal("Default", (string?)assignment["properties"]!["enforcementMode"]);
        JsonArray members = (await world.GetAsync(PolicyWorld.Lab + PolicyWorld.Sets + PolicyWorld.Initiative))["properties"]!["policyDefinitions"]!.AsArray();
        Assert.All(members, static member => Assert.StartsWith(PolicyWorld.Lab + PolicyWorld.Definitions + "acisecmon-", (string)member!["policyDefinitionId"]!, StringComparison.Ordinal));
        Assert.Contains("[parameters('effect')]", members.Select(static member => (string?)member!["parameters"]?["effect"]?["value"]));
    }

    [Fact]
    public async Task Under_whatif_all_of_it_is_shown_and_nothing_is_written()
    {
        world.Pipeline = new TestPipeline { IsWhatIf = true };

        List<AciChange> changes = await world.EnableAsync(new EnablePolicyRequest { Name = [PolicyWorld.Initiative, PolicyWorld.Settings], Place = PolicyWorld.InLab, Location = "westeurope", Remediate = true, Parameter = new Dictionary<string, object?> { ["logAnalytics"] = Client.Workspace } });

        // The initiative knows no workspace: it is refused, and the definition is planned with all that follows.
        Assert.Equal("AciPolicyParameterInvalid", Assert.Single(world.Pipeline.Problems).Id);
        Assert.Equal(["Write policy assignment", "Write role assignment", "Write role assignment", "Write role assignment", "Write role assignment", "Write remediation"], changes.Select(static change => change.Action));
        Assert.All(changes, static change => Assert.Equal(AciChangeResult.WouldChange, change.Result));
        Assert.Empty(world.Written);
        Assert.Contains("each write restarts its group", changes[^1].Consequence!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_management_group_the_definitions_stand_there_and_the_name_is_short_enough()
    {
        List<AciChange> changes = await world.EnableAsync(PolicyWorld.Initiative, new PolicyPlace { ManagementGroupName = "northlight-production" });

        AciChange assigned = changes[^1];
        Assert.All(changes, static change => Assert.Equal((AciChangeResult.Changed, (string?)null, Production), (change.Result, change.SubscriptionId, change.ResourceId)));
        Assert.True(assigned.TargetName.Length <= 24, assigned.TargetName);
        Assert.True(await world.HasAsync(Production + PolicyWorld.Definitions + "acisecmon-zone"));
        Assert.All(await world.EnableAsync(PolicyWorld.Initiative, new PolicyPlace { ManagementGroupName = "northlight-production" }), static change => Assert.Equal(AciChangeResult.Unchanged, change.Result));
    }

    [Fact]
    public async Task In_a_resource_group_the_definition_stands_at_the_subscription()
    {
        List<AciChange> changes = await world.EnableAsync("acisecmon-zone", new PolicyPlace { SubscriptionId = [Client.Lab], ResourceGroupName = "rg-demo" });

        Assert.Equal([PolicyWorld.Lab + PolicyWorld.Definitions + "acisecmon-zone", PolicyWorld.Lab + "/resourceGroups/rg-demo" + PolicyWorld.Assignments + "acisecmon-zone"], changes.Select(static change => change.TargetId));
        Assert.Equal(["", "rg-demo"], changes.Select(static change => change.ResourceGroupName ?? ""));
    }

    [Theory]
    [InlineData(PolicyWorld.Network)]
    [InlineData("Azure Container Instance container group should deploy into a virtual network")]
    [InlineData("/providers/Microsoft.Authorization/policyDefinitions/" + PolicyWorld.Network)]
    public async Task A_definition_of_Microsoft_is_assigned_whatever_it_is_called(string name)
    {
        AciChange change = Assert.Single(await world.EnableAsync(new EnablePolicyRequest { Name = [name], Place = PolicyWorld.InLab, Effect = "deny" }));

        Assert.Equal((AciChangeResult.Changed, "acisecmon-8af8f826"), (change.Result, change.TargetName));
        JsonObject assignment = await world.GetAsync(change.TargetId);
        Assert.Equal("Deny", (string?)assignment["properties"]!["parameters"]!["effect"]!["value"]);
        Assert.Contains("refused", change.Consequence!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_initiative_of_Microsoft_is_found_by_its_title()
    {
        List<AciChange> changes = await world.EnableAsync(new EnablePolicyRequest
        {
            Name = ["Enable allLogs category group resource logging for supported resources to Log Analytics"], Place = PolicyWorld.InLab, Location = "westeurope", Remediate = true,
            Parameter = new Dictionary<string, object?> { ["logAnalytics"] = Client.Workspace },
        });

        Assert.Equal(["Write policy assignment", "Write role assignment", "Write role assignment", "Write remediation"], changes.Select(static change => change.Action));
        Assert.All(changes, static change => Assert.Equal(AciChangeResult.Changed, change.Result));
        Assert.Equal("containerGroups", (string?)(await world.GetAsync(changes[^1].TargetId, "2024-10-01"))["properties"]!["policyDefinitionReferenceId"]);
    }

    [Fact]
    public async Task An_identity_gets_the_roles_at_the_scope_and_on_the_workspace_outside_of_it()
    {
        var request = new EnablePolicyRequest
        {
            Name = [PolicyWorld.Settings], Place = PolicyWorld.InLab, Location = "westeurope", Remediate = true, Parameter = new Dictionary<string, object?> { ["logAnalytics"] = Client.Workspace },
        };

        List<AciChange> first = await world.EnableAsync(request);
        List<AciChange> second = await world.EnableAsync(request);

        JsonObject assignment = await world.GetAsync(first[0].TargetId);
        string principal = (string)assignment["identity"]!["principalId"]!;
        string[] roles = ["749f88d5-cbae-40b8-bcfc-e573ddc772fa", "92aaf0da-9dab-42b6-94a3-d43ce8d16293"];
        Assert.Equal(roles, (await world.RolesOfAsync(PolicyWorld.Lab, principal)).Select(static row => ((string)row!["properties"]!["roleDefinitionId"]!).Split('/')[^1]).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await world.RolesOfAsync(Client.Workspace, principal)).Count);
        Assert.All(second, static change => Assert.Equal(AciChangeResult.Unchanged, change.Result));
        Assert.Equal(first.Count, second.Count);
        Assert.Equal("ReEvaluateCompliance", (string?)(await world.GetAsync(first[^1].TargetId, "2024-10-01"))["properties"]!["resourceDiscoveryMode"]);
    }

    [Fact]
    public async Task An_identity_that_the_directory_does_not_know_yet_is_waited_for()
    {
        world.Server.Faults.Add(new Fault
        {
            Method = "PUT", PathPart = "/roleAssignments/", Times = 3, Status = HttpStatusCode.BadRequest, Body = """{"error":{"code":"PrincipalNotFound","message":"Principal x does not exist in the directory."}}""",
        });
        DateTimeOffset before = world.Server.Clock.GetUtcNow();

        List<AciChange> changes = await world.EnableAsync(new EnablePolicyRequest
        {
            Name = [PolicyWorld.Logs], Place = new PolicyPlace { SubscriptionId = [Client.Shop], ResourceGroupName = "rg-platform" }, Parameter = new Dictionary<string, object?> { ["logAnalytics"] = Client.Workspace },
        });

        Assert.All(changes, static change => Assert.Equal(AciChangeResult.Changed, change.Result));
        Assert.True(world.Server.Clock.GetUtcNow() - before >= TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task The_assignment_that_is_there_is_put_right_and_keeps_what_was_not_asked_for()
    {
        List<AciChange> changes = await world.EnableAsync(PolicyWorld.Logs, PolicyWorld.InShop);

        AciChange assigned = changes[0];
        Assert.Equal(("aci-logs", AciChangeResult.Changed), (assigned.TargetName, assigned.Result));
        JsonObject assignment = await world.GetAsync(PolicyWorld.Shop + PolicyWorld.Assignments + "aci-logs");
        Assert.Equal("allLogs", (string?)assignment["properties"]!["parameters"]!["categoryGroup"]!["value"]);
        Assert.Equal(Client.Workspace, (string?)assignment["properties"]!["parameters"]!["logAnalytics"]!["value"]);
        Assert.Equal("Logs of container groups", (string?)assignment["properties"]!["displayName"]);
        Assert.Equal("f1000000-0000-4000-8000-000000000001", (string?)assignment["identity"]!["principalId"]);
        AciChange role = Assert.Single(changes.Skip(1));
        Assert.Equal(("Write role assignment", AciChangeResult.Unchanged), (role.Action, role.Result));
    }

    [Fact]
    public async Task An_assignment_that_was_not_enforced_is_enforced_again()
    {
        AciChange change = Assert.Single(await world.EnableAsync(PolicyWorld.Network, PolicyWorld.InShop));

        JsonObject assignment = await world.GetAsync(change.TargetId);
        Assert.Equal(("aci-vnet", "Default", "Deny"), (change.TargetName, (string?)assignment["properties"]!["enforcementMode"], (string?)assignment["properties"]!["parameters"]!["effect"]!["value"]));
    }

    [Fact]
    public async Task The_identity_that_lacks_a_role_gets_it()
    {
        List<AciChange> changes = await world.EnableAsync(PolicyWorld.Settings, new PolicyPlace { SubscriptionId = [Client.Shop], ResourceGroupName = "rg-jobs" });

        Assert.Equal(
            [("aci-jobs-logs", AciChangeResult.Unchanged), ("Monitoring Contributor", AciChangeResult.Changed), ("Log Analytics Contributor", AciChangeResult.Unchanged), ("Monitoring Contributor", AciChangeResult.Changed), ("Log Analytics Contributor", AciChangeResult.Changed)],
            [.. changes.Select((change, at) => (at == 0 ? change.TargetName : RoleOf(change), change.Result))]);
    }

    [Fact]
    public async Task A_definition_whose_text_was_changed_is_written_again()
    {
        await world.EnableAsync("acisecmon-zone");
        JsonObject definition = await world.GetAsync(PolicyWorld.Lab + PolicyWorld.Definitions + "acisecmon-zone");
        definition["properties"]!["policyRule"]!["if"]!["allOf"]!.AsArray().Add(JsonNode.Parse("""{"field":"location","equals":"nowhere"}"""));
        await world.PutAsync(PolicyWorld.Lab + PolicyWorld.Definitions + "acisecmon-zone", definition.ToJsonString());

        List<AciChange> changes = await world.EnableAsync("acisecmon-zone");

        Assert.Equal([AciChangeResult.Changed, AciChangeResult.Unchanged], changes.Select(static change => change.Result));
        Assert.DoesNotContain("nowhere", (await world.GetAsync(PolicyWorld.Lab + PolicyWorld.Definitions + "acisecmon-zone")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_people_have_set_stay_and_those_that_are_given_count()
    {
        await world.EnableAsync(new EnablePolicyRequest { Name = [PolicyWorld.Initiative], Place = PolicyWorld.InLab, Parameter = new Dictionary<string, object?> { ["allowedRegistries"] = "contoso.azurecr.io", ["maximumCpu"] = 2 } });
        await world.EnableAsync(new EnablePolicyRequest { Name = [PolicyWorld.Initiative], Place = PolicyWorld.InLab, Parameter = new Dictionary<string, object?> { ["maximumCpu"] = 1.5 } });

        JsonNode values = (await world.GetAsync(PolicyWorld.Lab + PolicyWorld.Assignments + PolicyWorld.Initiative))["properties"]!["parameters"]!;
        Assert.Equal(("contoso.azurecr.io", 1.5), ((string?)Assert.Single(values["allowedRegistries"]!["value"]!.AsArray()), (double)values["maximumCpu"]!["value"]!));
    }

    [Fact]
    public async Task A_key_in_clear_is_warned_of_and_shown_to_nobody()
    {
        const string Key = "not-a-real-workspace-key-02";
        world.Pipeline = new TestPipeline();

        List<AciChange> changes = await world.EnableAsync(new EnablePolicyRequest
        {
            Name = [PolicyWorld.Append], Place = PolicyWorld.InShop, Parameter = new Dictionary<string, object?> { ["workspaceKey"] = Key },
        });
        world.Pipeline = new TestPipeline { IsWhatIf = true };
        changes.AddRange(await world.EnableAsync(new EnablePolicyRequest { Name = [PolicyWorld.Append], Place = PolicyWorld.InLab, Parameter = new Dictionary<string, object?> { ["workspaceKey"] = Key, ["workspaceId"] = "x" } }));

        Assert.Equal([AciChangeResult.Changed, AciChangeResult.WouldChange], changes.Select(static change => change.Result));
        Assert.Contains("'workspaceKey' stands in clear", Assert.Single(world.Pipeline.Warnings), StringComparison.Ordinal);
        string all = string.Join('\n', changes.Select(static change => change.Before + change.After + change.Message).Concat(world.Pipeline.Asked.Select(static asked => asked.Request)));
        Assert.DoesNotContain("not-a-real", all, StringComparison.Ordinal);
        Assert.Contains("(hidden: a text of 16-31 characters)", all, StringComparison.Ordinal);
        Assert.Equal(Key, (string?)(await world.GetAsync(PolicyWorld.Shop + PolicyWorld.Assignments + "aci-append-workspace"))["properties"]!["parameters"]!["workspaceKey"]!["value"]);
    }

    [Theory]
    [InlineData(PolicyWorld.Logs, null, null, null, "AciPolicyParameterInvalid", "logAnalytics")]
    [InlineData(PolicyWorld.Network, "Refuse", null, null, "AciPolicyParameterInvalid", "Audit, Disabled, Deny")]
    [InlineData(PolicyWorld.Network, null, "effect", "deny", "AciPolicyParameterInvalid", "the case of letters counts")]
    [InlineData(PolicyWorld.Network, null, "efect", "Deny", "AciPolicyParameterInvalid", "no parameter 'efect'")]
    [InlineData("acisecmon-resource-limits", null, "maximumCpu", "many", "AciPolicyParameterInvalid", "not of type Float")]
    [InlineData(PolicyWorld.Logs, null, "categoryGroup", "audit", "AciPolicyParameterInvalid", "log nothing")]
    [InlineData("60205a79-6280-4e20-a147-e2011e09dc78", "Deny", null, null, "AciPolicyParameterInvalid", "no single parameter")]
    [InlineData("00000000-0000-4000-8000-000000000000", null, null, null, "AciPolicyNotFound", "00000000")]
    [InlineData("no such policy", null, null, null, "AciPolicyNotFound", "no such policy")]
    public async Task What_cannot_be_assigned_is_told_before_anything_is_written(string name, string? effect, string? parameter, string? value, string id, string says)
    {
        Dictionary<string, object?> values = parameter is null ? [] : new() { [parameter] = value };

        Assert.Empty(await world.EnableAsync(new EnablePolicyRequest { Name = [name], Place = PolicyWorld.InLab, Effect = effect, Parameter = values, Location = "westeurope" }));

        AciProblem problem = Assert.Single(world.Pipeline.Problems);
        Assert.Equal(id, problem.Id);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Empty(world.Written);
    }

    [Fact]
    public async Task Without_a_region_an_identity_cannot_be_made()
    {
        Assert.Empty(await world.EnableAsync(new EnablePolicyRequest { Name = [PolicyWorld.Settings], Place = PolicyWorld.InLab, Parameter = new Dictionary<string, object?> { ["logAnalytics"] = Client.Workspace } }));

        Assert.Equal("AciPolicyLocationMissing", Assert.Single(world.Pipeline.Problems).Id);
        Assert.Empty(world.Written);
    }

    [Fact]
    public async Task A_definition_whose_alias_Azure_lacks_is_named_and_its_initiative_is_not_made()
    {
        world.Server.MissingAliases.Add("Microsoft.ContainerInstance/containerGroups/containers[*].securityContext.privileged");

        Assert.Empty(await world.EnableAsync(PolicyWorld.Initiative));

        AciProblem problem = Assert.Single(world.Pipeline.Problems);
        Assert.Equal(("AciPolicyAliasMissing", "acisecmon-no-privilege"), (problem.Id, problem.Target));
        Assert.Contains("containers[*].securityContext.privileged", problem.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", Assert.Single(world.Pipeline.Warnings), StringComparison.Ordinal);
        Assert.Empty(world.Written);
        Assert.NotEmpty(await world.EnableAsync("acisecmon-zone"));
    }

    [Fact]
    public async Task With_force_the_service_itself_is_asked_and_its_refusal_ends_the_assignment()
    {
        world.Server.MissingAliases.Add("Microsoft.ContainerInstance/containerGroups/containers[*].securityContext.privileged");

        AciChange refused = Assert.Single(await world.EnableAsync(new EnablePolicyRequest { Name = ["acisecmon-no-privilege"], Place = PolicyWorld.InLab, Force = true }));

        Assert.Equal((AciChangeResult.Refused, "Write policy definition"), (refused.Result, refused.Action));
        Assert.Contains("InvalidPolicyAlias", refused.Message, StringComparison.Ordinal);
        Assert.False(await world.HasAsync(PolicyWorld.Lab + PolicyWorld.Assignments + "acisecmon-no-privilege"));
    }

    [Fact]
    public async Task A_refusal_names_the_action_that_is_missing_and_what_follows_is_left_out()
    {
        world.Server.Rights.Deny("Microsoft.Authorization/policyAssignments/write", PolicyWorld.Lab);

        List<AciChange> changes = await world.EnableAsync("acisecmon-zone");

        Assert.Equal([AciChangeResult.Changed, AciChangeResult.Refused], changes.Select(static change => change.Result));
        Assert.Contains("Microsoft.Authorization/policyAssignments/write", Assert.Single(world.Pipeline.Problems).Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_right_to_give_roles_no_remediation_is_started()
    {
        world.Server.Rights.Deny("Microsoft.Authorization/roleAssignments/write", PolicyWorld.Shop);

        List<AciChange> changes = await world.EnableAsync(new EnablePolicyRequest { Name = [PolicyWorld.Settings], Place = new PolicyPlace { SubscriptionId = [Client.Shop], ResourceGroupName = "rg-jobs" }, Remediate = true });

        Assert.DoesNotContain(changes, static change => change.Action == "Write remediation");
        Assert.Contains("Microsoft.Authorization/roleAssignments/write", world.Pipeline.Problems.First().Recommendation, StringComparison.Ordinal);
        Assert.Contains("No remediation", Assert.Single(world.Pipeline.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_says_no_changes_nothing_further()
    {
        world.Pipeline = new TestPipeline { SaysYes = false };

        AciChange declined = Assert.Single(await world.EnableAsync(PolicyWorld.Initiative));

        Assert.Equal(AciChangeResult.Declined, declined.Result);
        Assert.Empty(world.Written);
    }

    [Fact]
    public async Task A_name_that_another_policy_has_is_not_taken_over()
    {
        Assert.Empty(await world.EnableAsync(new EnablePolicyRequest { Name = ["acisecmon-zone"], Place = PolicyWorld.InShop, AssignmentName = "aci-vnet" }));

        Assert.Equal("AciPolicyAssignmentTaken", Assert.Single(world.Pipeline.Problems).Id);
        Assert.Empty(world.Written);
    }

    [Fact]
    public async Task Patterns_mean_the_modules_own_policies()
    {
        world.Pipeline = new TestPipeline { IsWhatIf = true };

        List<AciChange> changes = await world.EnableAsync("acisecmon-image-*");

        Assert.Equal(["acisecmon-image-digest", "acisecmon-image-digest", "acisecmon-image-version", "acisecmon-image-version"], changes.Select(static change => change.TargetName));
    }

    private static string RoleOf(AciChange change) => change.After is { } json && JsonNode.Parse(json)!["properties"]?["roleDefinitionId"] is { } role
        ? Name((string)role!) : change.Message == "The identity has the role." ? "Log Analytics Contributor" : change.TargetName;

    private static string Name(string role) => role.EndsWith("749f88d5-cbae-40b8-bcfc-e573ddc772fa", StringComparison.Ordinal) ? "Monitoring Contributor" : "Log Analytics Contributor";
}
