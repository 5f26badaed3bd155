using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Sandbox;

/// <summary>Azure Policy as the sandbox plays it, asked by a client that knows no more than HTTP.</summary>
public sealed class PolicyServicesTests
{
    private const string Version = "2025-03-01";
    private const string States = "2024-10-01";
    private const string Shop = "/subscriptions/" + Client.Shop;
    private const string Lab = "/subscriptions/" + Client.Lab;
    private const string Production = "/providers/Microsoft.Management/managementGroups/northlight-production";
    private const string Assignments = "/providers/Microsoft.Authorization/policyAssignments";
    private const string Definitions = "/providers/Microsoft.Authorization/policyDefinitions";
    private const string Sets = "/providers/Microsoft.Authorization/policySetDefinitions";
    private const string Network = Definitions + "/8af8f826-edcb-4178-b35f-851ea6fea615";
    private const string Logs = Definitions + "/85779c9a-7fdf-4294-937c-ded183166fa8";

    private readonly SandboxServer server = SandboxServer.Sample();

    [Theory]
    [InlineData(Shop, "atScope()", "aci-append-workspace, aci-logs, aci-vnet, nist-800-53")]
    [InlineData(Shop, "", "aci-append-workspace, aci-jobs-logs, aci-logs, aci-vnet, nist-800-53")]
    [InlineData(Shop, "atExactScope()", "aci-append-workspace, aci-logs, aci-vnet")]
    [InlineData(Shop + "/resourceGroups/rg-jobs", "atScope()", "aci-append-workspace, aci-jobs-logs, aci-logs, aci-vnet, nist-800-53")]
    [InlineData(Shop, "policyDefinitionId eq '" + Network + "'", "aci-vnet")]
    [InlineData(Lab, "atScope()", "")]
    [InlineData(Production, "atScope()", "nist-800-53")]
    public async Task Assignments_of_a_scope_are_those_that_apply_to_it(string scope, string filter, string names)
    {
        using var client = new Client(server);

        Reply reply = await client.GetAsync(scope + Assignments + (filter.Length > 0 ? "?$filter=" + Uri.EscapeDataString(filter) : ""), Version);

        Assert.Equal(names, string.Join(", ", reply.Rows.Select(static row => (string)row!["name"]!).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Microsofts_eight_definitions_on_container_groups_are_there_and_nobody_writes_them()
    {
        using var client = new Client(server);

        Reply all = await client.GetAsync(Lab + Definitions, Version);
        Reply written = await client.SendAsync("PUT", Network, """{"properties":{}}""", Version);

        Assert.Equal(8, all.Rows.Count(static row => (string?)row!["properties"]!["policyType"] == "BuiltIn"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, written.Status);
    }

    [Fact]
    public async Task An_own_definition_is_kept_under_its_scope_and_seen_from_below()
    {
        using var client = new Client(server);

        Reply made = await client.SendAsync("PUT", Production + Definitions + "/no-spot", Definition, Version);
        Reply again = await client.SendAsync("PUT", Production + Definitions + "/no-spot", Definition, Version);
        Reply shop = await client.GetAsync(Shop + Definitions, Version);
        Reply lab = await client.GetAsync(Lab + Definitions, Version);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (made.Status, again.Status));
        Assert.Equal(("Custom", "1.0.0"), ((string?)made.Json["properties"]!["policyType"], (string?)made.Json["properties"]!["version"]));
        Assert.Contains("no-spot", shop.Rows.Select(static row => (string?)row!["name"]));
        Assert.DoesNotContain("no-spot", lab.Rows.Select(static row => (string?)row!["name"]));
        Assert.Equal("1.0.0", (string?)Assert.Single((await client.GetAsync(Production + Definitions + "/no-spot/versions", Version)).Rows)!["name"]);
    }

    [Theory]
    [InlineData("""{"policyDefinitionId":"/providers/Microsoft.Authorization/policyDefinitions/00000000-0000-4000-8000-000000000000"}""", HttpStatusCode.NotFound, "PolicyDefinitionNotFound")]
    [InlineData($$$$"""{"policyDefinitionId":"{{{{Network}}}}","parameters":{"effect":{"value":"deny"}}}""", HttpStatusCode.BadRequest, "PolicyParameterValueNotAllowed")]
    [InlineData($$$$"""{"policyDefinitionId":"{{{{Network}}}}","parameters":{"efect":{"value":"Deny"}}}""", HttpStatusCode.BadRequest, "UndefinedPolicyParameter")]
    [InlineData($$$$"""{"policyDefinitionId":"{{{{Network}}}}","parameters":{"effect":{"value":1}}}""", HttpStatusCode.BadRequest, "InvalidPolicyParameters")]
    [InlineData($$$$"""{"policyDefinitionId":"{{{{Logs}}}}"}""", HttpStatusCode.BadRequest, "MissingPolicyParameter")]
    [InlineData($$$$"""{"policyDefinitionId":"{{{{Logs}}}}","parameters":{"logAnalytics":{"value":"x"}}}""", HttpStatusCode.BadRequest, "ResourceIdentityRequired")]
    public async Task An_assignment_that_cannot_be_is_refused(string properties, HttpStatusCode status, string code)
    {
        using var client = new Client(server);

        Reply reply = await client.SendAsync("PUT", Lab + Assignments + "/try", $$$$"""{"properties":{{{{properties}}}}}""", Version);

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Lab + Assignments + "/try", Version)).Status);
    }

    [Theory]
    [InlineData(Lab, 64, HttpStatusCode.Created)]
    [InlineData(Lab, 65, HttpStatusCode.BadRequest)]
    [InlineData(Production, 24, HttpStatusCode.Created)]
    [InlineData(Production, 25, HttpStatusCode.BadRequest)]
    [InlineData("/providers/Microsoft.Management/managementGroups/elsewhere", 5, HttpStatusCode.Forbidden)]
    public async Task A_name_has_a_length_that_depends_on_the_scope(string scope, int length, HttpStatusCode status)
    {
        using var client = new Client(server);

        Reply reply = await client.SendAsync("PUT", scope + Assignments + "/" + new string('a', length), $$$$"""{"properties":{"policyDefinitionId":"{{{{Network}}}}"}}""", Version);

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task An_identity_is_made_with_the_assignment_and_stays_with_it()
    {
        using var client = new Client(server);
        const string Body = $$$$$"""{"identity":{"type":"SystemAssigned"},"location":"westeurope","properties":{"policyDefinitionId":"{{{{{Logs}}}}}","parameters":{"logAnalytics":{"value":"x"}}}}""";

        Reply homeless = await client.SendAsync("PUT", Lab + Assignments + "/logs", Body.Replace("\"location\":\"westeurope\",", "", StringComparison.Ordinal), Version);
        Reply first = await client.SendAsync("PUT", Lab + Assignments + "/logs", Body, Version);
        Reply second = await client.SendAsync("PUT", Lab + Assignments + "/logs", Body, Version);
        await client.SendAsync("DELETE", Lab + Assignments + "/logs", null, Version);
        Reply anew = await client.SendAsync("PUT", Lab + Assignments + "/logs", Body, Version);

        Assert.Equal("LocationRequired", homeless.Code);
        Assert.Equal(PrincipalOf(first), PrincipalOf(second));
        Assert.NotEqual(PrincipalOf(first), PrincipalOf(anew));
    }

    [Fact]
    public async Task A_role_is_given_once_and_taken_back()
    {
        using var client = new Client(server);
        const string Path = Lab + "/providers/Microsoft.Authorization/roleAssignments/";
        string Body(string type) => $$$$"""{"properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/92aaf0da-9dab-42b6-94a3-d43ce8d16293","principalId":"99999999-0000-4000-8000-000000000001"{{{{type}}}}}}""";

        Reply unknown = await client.SendAsync("PUT", Path + "11111111-0000-4000-8000-000000000001", Body(""), "2022-04-01");
        Reply given = await client.SendAsync("PUT", Path + "11111111-0000-4000-8000-000000000001", Body(",\"principalType\":\"ServicePrincipal\""), "2022-04-01");
        Reply twice = await client.SendAsync("PUT", Path + "11111111-0000-4000-8000-000000000002", Body(",\"principalType\":\"ServicePrincipal\""), "2022-04-01");
        Reply taken = await client.SendAsync("DELETE", Path + "11111111-0000-4000-8000-000000000001", null, "2022-04-01");
        Reply gone = await client.SendAsync("DELETE", Path + "11111111-0000-4000-8000-000000000001", null, "2022-04-01");

        Assert.Equal("PrincipalNotFound", unknown.Code);
        Assert.Equal(HttpStatusCode.Created, given.Status);
        Assert.Equal((HttpStatusCode.Conflict, "RoleAssignmentExists"), (twice.Status, twice.Code));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (taken.Status, gone.Status));
    }

    [Fact]
    public async Task A_definition_that_is_used_is_not_deleted()
    {
        using var client = new Client(server);
        await client.SendAsync("PUT", Lab + Definitions + "/own", Definition, Version);
        await client.SendAsync("PUT", Lab + Sets + "/many", $$$$"""{"properties":{"policyDefinitions":[{"policyDefinitionId":"{{{{Lab}}}}{{{{Definitions}}}}/own"}]}}""", Version);
        await client.SendAsync("PUT", Lab + Assignments + "/all", $$$$"""{"properties":{"policyDefinitionId":"{{{{Lab}}}}{{{{Sets}}}}/many"}}""", Version);

        Reply inSet = await client.SendAsync("DELETE", Lab + Definitions + "/own", null, Version);
        Reply assigned = await client.SendAsync("DELETE", Lab + Sets + "/many", null, Version);
        await client.SendAsync("DELETE", Lab + Assignments + "/all", null, Version);
        Reply free = await client.SendAsync("DELETE", Lab + Sets + "/many", null, Version);

        Assert.Equal("InvalidDeletePolicyDefinitionRequest", inSet.Code);
        Assert.Equal("InvalidDeletePolicySetDefinitionRequest", assigned.Code);
        Assert.Equal(HttpStatusCode.OK, free.Status);
    }

    [Fact]
    public async Task States_can_be_filtered_and_are_given_page_by_page()
    {
        server.PageSize = 10;
        using var client = new Client(server);
        string filter = Uri.EscapeDataString("resourceType eq 'Microsoft.ContainerInstance/containerGroups' and complianceState eq 'NonCompliant' and policyAssignmentName eq 'aci-logs'");

        Reply first = await client.SendAsync("POST", Shop + "/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults?$filter=" + filter, "", States);
        Reply second = await client.SendAsync("POST", ((string)first.Json["@odata.nextLink"]!)[SandboxServer.ResourceManager.OriginalString.Length..], "", null);

        Assert.Equal((10, 6), (first.Rows.Count, second.Rows.Count));
        Assert.Null(second.Json["@odata.nextLink"]);
        Assert.Equal(16, first.Rows.Concat(second.Rows).Select(static row => (string)row!["resourceId"]!).Distinct().Count());
    }

    [Fact]
    public async Task One_group_is_exempt_and_the_laboratory_has_no_states()
    {
        using var client = new Client(server);

        Reply exempt = await client.SendAsync("POST", Production + "/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults?$filter=" + Uri.EscapeDataString("complianceState eq 'Exempt'"), "", States);
        Reply lab = await client.SendAsync("POST", Lab + "/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults", "", States);

        Assert.EndsWith("/web-legacy", (string)Assert.Single(exempt.Rows)!["resourceId"]!, StringComparison.Ordinal);
        Assert.Empty(lab.Rows);
    }

    [Theory]
    [InlineData(Lab + "/providers/Microsoft.ContainerInstance")]
    [InlineData("/providers/Microsoft.ContainerInstance")]
    public async Task Aliases_of_container_groups_are_told_where_they_are_asked_for(string path)
    {
        using var client = new Client(server);

        JsonNode type = Assert.Single((await client.GetAsync(path + "?$expand=resourceTypes/aliases", "2021-04-01")).Json["resourceTypes"]!.AsArray())!;
        JsonNode plain = Assert.Single((await client.GetAsync(path, "2021-04-01")).Json["resourceTypes"]!.AsArray())!;

        JsonArray aliases = type["aliases"]!.AsArray();
        Assert.Equal(251, aliases.Count);
        Assert.Equal(
            "properties.containers[*].properties.securityContext.privileged",
            (string?)aliases.Single(static alias => (string?)alias!["name"] == "Microsoft.ContainerInstance/containerGroups/containers[*].securityContext.privileged")!["defaultPath"]);
        Assert.Null(plain["aliases"]);
    }

    [Fact]
    public async Task Policies_are_rows_of_a_table_of_their_own()
    {
        using var client = new Client(server);
        const string Query = "policyresources | where type in~ ('microsoft.authorization/policyassignments') | project id, name | order by id asc";

        Reply below = await client.QueryAsync(Query, subscriptions: $"[\"{Client.Shop}\"]");
        Reply above = await client.QueryAsync(Query, """{"authorizationScopeFilter":"AtScopeAboveAndBelow"}""", $"[\"{Client.Shop}\"]");
        Reply lab = await client.QueryAsync(Query, """{"authorizationScopeFilter":"AtScopeAboveAndBelow"}""", $"[\"{Client.Lab}\"]");
        Reply others = await client.QueryAsync("resources | where type in~ ('microsoft.authorization/policyassignments', 'microsoft.policyinsights/policystates') | project id | order by id asc");

        Assert.Equal((4, 5, 0), (below.Data.Count, above.Data.Count, lab.Data.Count));
        Assert.Empty(others.Data);
    }

    [Fact]
    public async Task A_remediation_is_taken_for_an_assignment_that_is_there()
    {
        using var client = new Client(server);
        const string Path = Shop + "/providers/Microsoft.PolicyInsights/remediations/try";

        Reply none = await client.SendAsync("PUT", Path, """{"properties":{"policyAssignmentId":"/subscriptions/x"}}""", States);
        Reply taken = await client.SendAsync("PUT", Path, $$$$"""{"properties":{"policyAssignmentId":"{{{{Shop}}}}{{{{Assignments}}}}/aci-logs"}}""", States);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Created), (none.Status, taken.Status));
        Assert.Equal("Accepted", (string?)(await client.GetAsync(Path, States)).Json["properties"]!["provisioningState"]);
    }

    private const string Definition = """{"properties":{"displayName":"No spot","metadata":{"version":"1.0.0"},"policyRule":{"if":{"field":"type","equals":"Microsoft.ContainerInstance/containerGroups"},"then":{"effect":"audit"}}}}""";

    private static string PrincipalOf(Reply reply) => (string)reply.Json["identity"]!["principalId"]!;
}
