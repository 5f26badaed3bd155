using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.Access;

/// <summary>Who may do what in the sample estate.</summary>
public sealed class AccessTests
{
    private const string Shop = "11111111-aaaa-4aaa-8aaa-000000000001";
    private const string Data = "22222222-bbbb-4bbb-8bbb-000000000002";
    private const string Lab = "33333333-cccc-4ccc-8ccc-000000000003";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly AzureEngine engine = new();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_guest_may_write_in_a_resource_group_and_become_the_owner_of_the_subscription()
    {
        AciAccess guest = Assert.Single(await ReadAsync(new AccessRequest { Principal = ["Mika*"] }));

        Assert.Equal((AciPrincipalKind.Guest, true, Lab), (guest.PrincipalKind, guest.Exists, guest.SubscriptionId));
        Assert.Equal(AciAccessRight.Write, guest.Dangerous[0]);
        Assert.Contains("lab-notebook", guest.ContainerGroup);
        Assert.DoesNotContain("demo-hello", guest.ContainerGroup);
        AciEscalation way = Assert.Single(guest.Escalation, static one => one.Identity == "id-lab");
        Assert.Equal($"Owner on subscription {Lab}", Assert.Single(way.Gains));
        Assert.Equal("Contributor", Assert.Single(guest.Grant).Role);
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task Rights_by_a_group_are_those_of_its_members_and_say_which_group()
    {
        List<AciAccess> rows = await ReadAsync(new AccessRequest(), new GroupSelection { Name = ["web-payments"] });

        AciAccess anna = Assert.Single(rows, static one => one.PrincipalName == "Anna Berg");
        Assert.Equal(["Security readers", "Shop operations", "Shop operations"], anna.Grant.Select(static one => one.Via).Order());
        Assert.Contains(AciAccessRight.Operate, anna.Right);
        Assert.DoesNotContain(AciAccessRight.Exec, anna.Right);
        Assert.Contains(rows, static one => one is { PrincipalName: "Shop operations", PrincipalKind: AciPrincipalKind.Group });
    }

    [Fact]
    public async Task What_can_be_activated_is_not_held_yet()
    {
        AciAccess tom = Assert.Single(await ReadAsync(new AccessRequest { Principal = ["tom.reyes@*"] }, new GroupSelection { Name = ["web-front"] }));

        Assert.DoesNotContain(AciAccessRight.Exec, tom.Right);
        Assert.Contains(AciAccessRight.Exec, tom.EligibleRight);
        Assert.Contains(tom.Grant, static one => one is { Eligible: true, Role: "Contributor" });
    }

    [Fact]
    public async Task A_deny_assignment_takes_what_a_role_gives()
    {
        AciAccess engineers = Assert.Single(await ReadAsync(new AccessRequest { Principal = ["Finance engineers"] }));

        Assert.Equal([AciAccessRight.ReadLogs, AciAccessRight.Attach, AciAccessRight.Exec], engineers.DeniedRight);
        Assert.Contains(AciAccessRight.Write, engineers.Right);
        Assert.DoesNotContain(AciAccessRight.Exec, engineers.Right);
    }

    [Fact]
    public async Task An_identity_has_its_blast_radius_also_where_it_has_no_right_on_groups()
    {
        List<AciAccess> rows = await ReadAsync(new AccessRequest(), new GroupSelection { Name = ["web-front"] });

        AciAccess web = Assert.Single(rows, static one => one.PrincipalName == "id-web");
        Assert.Equal((AciPrincipalKind.ManagedIdentity, 0), (web.PrincipalKind, web.ContainerGroupCount));
        Assert.Equal(["AcrPull on northlightshop", "Key Vault Secrets User on kv-northlight-shop"], web.BlastRadius);
        Assert.Equal(["web-front"], web.IdentityOf);
        Assert.Equal([$"Owner on subscription {Lab}"], Assert.Single(await ReadAsync(new AccessRequest { Principal = ["id-lab"] })).BlastRadius);
    }

    [Fact]
    public async Task A_principal_that_is_gone_is_told()
    {
        List<AciAccess> gone = [.. (await ReadAsync(new AccessRequest())).Where(static one => one.Exists == false)];

        Assert.Equal(["b9000000-0000-4000-8000-000000000009", "e0000000-0000-4000-8000-000000000099"], gone.Select(static one => one.PrincipalId).Order());
        Assert.All(gone, static one => Assert.Contains(one.Note, static note => note.Contains("does not exist any more", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_held_is_compared_with_what_was_used_and_the_least_role_is_that()
    {
        AciAccess release = Assert.Single(await ReadAsync(new AccessRequest { Principal = ["northlight-release"], IncludeUsage = true, Right = [AciAccessRight.Write] }));

        Assert.Equal([AciAccessRight.Write], release.UsedRight);
        Assert.Equal([AciAccessRight.AssignIdentity], release.UnusedRight);
        string[] actions = [.. JsonNode.Parse(release.LeastRole!)!["Actions"]!.AsArray().Select(static one => (string)one!)];
        Assert.Equal(["Microsoft.ContainerInstance/containerGroups/read", "Microsoft.ContainerInstance/containerGroups/write", "Microsoft.Network/virtualNetworks/subnets/join/action"], actions);

        AciAccess visitor = Assert.Single(await ReadAsync(new AccessRequest { Principal = ["lab-visitor"], IncludeUsage = true }));
        Assert.Equal([AciAccessRight.Exec], visitor.UsedRight);
        Assert.Contains(AciAccessRight.Delete, visitor.UnusedRight!);
    }

    [Fact]
    public async Task Without_usage_nothing_is_said_of_it_and_the_log_is_not_asked()
    {
        AciAccess row = (await ReadAsync(new AccessRequest()))[0];

        Assert.Null(row.UsedRight);
        Assert.Null(row.LeastRole);
        Assert.DoesNotContain(server.Log.Requests, static request => request.PathAndQuery.Contains("eventtypes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_leaves_the_usage_of_its_subscription_open()
    {
        server.Rights.Deny("Microsoft.Insights/eventtypes/values/read", "/subscriptions/" + Lab);

        List<AciAccess> rows = await ReadAsync(new AccessRequest { IncludeUsage = true });

        Assert.All(rows, static row => Assert.Equal(row.SubscriptionId == Lab, row.UsedRight is null));
        Assert.Equal("/subscriptions/" + Lab, Assert.Single(pipeline.Problems).Target);
    }

    [Fact]
    public async Task The_number_of_queries_does_not_grow_with_groups_or_principals()
    {
        await ReadAsync(new AccessRequest());

        Assert.InRange(server.Log.Requests.Count(static request => request.PathAndQuery.Contains("ResourceGraph", StringComparison.Ordinal)), 3, 5);
        Assert.Equal(3, server.Log.Requests.Count(static request => request.PathAndQuery.Contains("roleEligibilityScheduleInstances", StringComparison.Ordinal)));
        Assert.InRange(server.Log.Requests.Count(static request => request.Host == SandboxServer.Directory.Host), 2, 6);
    }

    [Fact]
    public async Task Without_the_directory_rows_name_groups_and_nobody_is_said_to_be_gone()
    {
        server.Faults.Add(Fault.Error("POST", "getByIds", HttpStatusCode.Forbidden, "Authorization_RequestDenied", times: 9));

        List<AciAccess> rows = await ReadAsync(new AccessRequest());

        Assert.All(rows, static row => Assert.Null(row.Exists));
        Assert.Contains(rows, static row => row.PrincipalKind == AciPrincipalKind.Group && row.Note.Any(static note => note.Contains("could not be read", StringComparison.Ordinal)));
        AciProblem problem = Assert.Single(pipeline.Problems);
        Assert.Equal("AciDirectoryNotRead", problem.Id);
        Assert.Contains("GroupMember.Read.All", problem.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_that_may_not_be_read_leave_their_groups_in_the_rows()
    {
        server.Faults.Add(Fault.Error("GET", "transitiveMembers", HttpStatusCode.Forbidden, "Authorization_RequestDenied", times: 9));

        List<AciAccess> rows = await ReadAsync(new AccessRequest { Principal = ["Shop operations", "Anna Berg"] });

        Assert.All(rows, static row => Assert.Equal("Shop operations", row.PrincipalName));
        Assert.Equal("AciDirectoryNotRead", Assert.Single(pipeline.Problems).Id);
    }

    [Fact]
    public async Task One_group_that_hides_its_members_leaves_the_others_readable()
    {
        server.Faults.Add(Fault.Error("GET", "e0000000-0000-4000-8000-000000000006/transitiveMembers", HttpStatusCode.Forbidden, "Authorization_RequestDenied", times: 9));

        List<AciAccess> rows = await ReadAsync(new AccessRequest { IncludeUsage = true });

        Assert.Contains("Finance engineers", Assert.Single(pipeline.Problems).Message, StringComparison.Ordinal);
        AciAccess hidden = Assert.Single(rows, static row => row.PrincipalName == "Finance engineers");
        Assert.Equal((null, null, null), (hidden.UsedRight, hidden.UnusedRight, hidden.LeastRole));
        Assert.Contains(rows, static row => row.PrincipalName == "Anna Berg" && row.Grant.Any(static grant => grant.Via == "Shop operations"));
    }

    [Fact]
    public async Task What_members_did_is_what_the_rights_of_their_group_were_used_for()
    {
        AciAccess group = Assert.Single(await ReadAsync(new AccessRequest { Principal = ["Shop operations"], IncludeUsage = true }, new GroupSelection { Name = ["web-basket"] }));

        Assert.Equal([AciAccessRight.Operate], group.UsedRight);
        Assert.Empty(group.UnusedRight!);
        Assert.Contains("containerGroups/restart/action", group.LeastRole, StringComparison.Ordinal);
        Assert.Contains(group.Note, static note => note.StartsWith("What members of the group did", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_that_a_principal_did_in_a_subscription_is_one_least_role()
    {
        List<AciAccess> rows = await ReadAsync(new AccessRequest { Principal = ["northlight-release"], IncludeUsage = true });

        Assert.Equal(2, rows.Count);
        JsonNode role = JsonNode.Parse(Assert.Single(rows.Select(static row => row.LeastRole).Distinct())!)!;
        Assert.Contains("Microsoft.ContainerInstance/containerGroups/write", role["Actions"]!.AsArray().Select(static action => (string)action!));

        // It may read elsewhere too, and did nothing there.
        Assert.Equal(["rg-jobs", "rg-web"], role["AssignableScopes"]!.AsArray().Select(static scope => ((string)scope!).Split('/')[^1]).Order());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task An_answer_of_the_directory_that_is_no_list_makes_nobody_gone(string answer)
    {
        server.Faults.Add(new Fault { Method = "POST", PathPart = "getByIds", Times = 9, Status = HttpStatusCode.OK, Body = answer, ContentType = "application/json" });

        List<AciAccess> rows = await ReadAsync(new AccessRequest());

        Assert.All(rows, static row => Assert.Null(row.Exists));
        Assert.Equal("AciDirectoryNotRead", Assert.Single(pipeline.Problems).Id);
    }

    [Fact]
    public async Task A_group_of_another_tenant_is_not_said_to_be_gone()
    {
        server.Seed($$"""
            {"id":"/subscriptions/{{Lab}}/providers/Microsoft.Authorization/roleAssignments/a0000000-0000-4000-8000-0000000000ff","name":"a0000000-0000-4000-8000-0000000000ff","type":"Microsoft.Authorization/roleAssignments",
            "properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7","principalId":"ff000000-0000-4000-8000-0000000000ff","principalType":"ForeignGroup","scope":"/subscriptions/{{Lab}}"} }
            """);

        AciAccess foreign = Assert.Single(await ReadAsync(new AccessRequest { Principal = ["ff000000*"] }));

        Assert.Equal((AciPrincipalKind.Group, null), (foreign.PrincipalKind, foreign.Exists));
        Assert.Contains(foreign.Note, static note => note.StartsWith("Who is in the group could not be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_way_through_any_of_many_groups_is_found()
    {
        const string WithIdentity = $$$$"""{"type":"UserAssigned","userAssignedIdentities":{"/subscriptions/{{{{Lab}}}}/resourceGroups/rg-lab/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-lab":{"principalId":"b3000000-0000-4000-8000-000000000003"}}}""";
        foreach (string name in (string[])["lab-notebook", "lab-privileged", "lab-model"]) server.Drop($"/subscriptions/{Lab}/resourceGroups/rg-lab/providers/Microsoft.ContainerInstance/containerGroups/{name}");
        for (int i = 0; i < 300; i++) SeedGroup($"a-many-{i:000}", """{"type":"None"}""");
        SeedGroup("z-last", WithIdentity);

        AciAccess guest = Assert.Single(await ReadAsync(new AccessRequest { Principal = ["Mika*"] }));

        Assert.Equal("z-last", Assert.Single(guest.Escalation, static way => way.Identity == "id-lab").ContainerGroupName);
    }

    [Fact]
    public async Task Assignments_that_may_not_be_read_are_told_for_their_subscription()
    {
        server.Rights.Deny("Microsoft.Authorization/*/read", "/subscriptions/" + Data);

        await ReadAsync(new AccessRequest());

        Assert.Contains(pipeline.Problems, static problem => problem.Target == "/subscriptions/" + Data && problem.Recommendation!.Contains("Microsoft.Authorization/roleAssignments/read", StringComparison.Ordinal));
        Assert.All(pipeline.Problems, static problem => Assert.Equal("/subscriptions/" + Data, problem.Target));
    }

    [Fact]
    public async Task A_tenant_without_the_licence_has_no_roles_to_activate_and_that_is_no_error()
    {
        server.Faults.Add(Fault.Error("GET", "roleEligibilityScheduleInstances", HttpStatusCode.BadRequest, "AadPremiumLicenseRequired", times: 9));

        List<AciAccess> rows = await ReadAsync(new AccessRequest());

        Assert.All(rows, static row => Assert.Empty(row.EligibleRight));
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task The_most_dangerous_come_first_and_who_does_no_harm_can_be_left_out()
    {
        List<AciAccess> all = await ReadAsync(new AccessRequest(), new GroupSelection { SubscriptionId = [Shop] });
        List<AciAccess> dangerous = await ReadAsync(new AccessRequest { Dangerous = true }, new GroupSelection { SubscriptionId = [Shop] });

        Assert.Equal("northlight-release", all[0].PrincipalName);
        Assert.True(dangerous.Count < all.Count);
        Assert.All(dangerous, static row => Assert.NotEmpty(row.Dangerous));
    }

    private void SeedGroup(string name, string identity) => server.Seed($$"""
        {"id":"/subscriptions/{{Lab}}/resourceGroups/rg-lab/providers/Microsoft.ContainerInstance/containerGroups/{{name}}","name":"{{name}}","type":"Microsoft.ContainerInstance/containerGroups",
        "location":"westeurope","identity":{{identity}},"properties":{"osType":"Linux","containers":[] } }
        """);

    private async Task<List<AciAccess>> ReadAsync(AccessRequest request, GroupSelection? selection = null)
    {
        AciConnection connection = await engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);
        server.Log.Clear();
        List<AciAccess> rows = [];
        await foreach (AciAccess row in engine.GetAccessAsync(connection, selection ?? new GroupSelection(), request, pipeline, Stop)) rows.Add(row);
        return rows;
    }
}
