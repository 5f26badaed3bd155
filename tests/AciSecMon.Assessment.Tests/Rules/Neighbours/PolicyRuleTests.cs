using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Neighbours;

/// <summary>Rules on what Azure Policy has for the groups of a connection: each with what it finds, what is in order, and what could not be read.</summary>
public sealed class PolicyRuleTests
{
    private const string Subscription = $"/subscriptions/{FakeLiveEstate.Subscription}";
    private const string Production = "/providers/Microsoft.Management/managementGroups/production";
    private const string Network = "8af8f826-edcb-4178-b35f-851ea6fea615";
    private const string Key = "0aa61e00-0a01-4a3c-9945-e93cffedf0e6";
    private const string LogsByGroup = "85779c9a-7fdf-4294-937c-ded183166fa8";
    private const string Append = "21c469fa-a887-4363-88a9-60bfd6911a15";
    private const string LogAnalyticsContributor = "/providers/Microsoft.Authorization/roleDefinitions/92aaf0da-9dab-42b6-94a3-d43ce8d16293";
    private const string Below = """{ "type": "microsoft.resources/subscriptions", "id": "/subscriptions/11111111-2222-3333-4444-555555555555", "subscriptionId": "11111111-2222-3333-4444-555555555555", "properties": { "managementGroupAncestorsChain": [ { "name": "production" } ] } }""";
    private const string Beside = """{ "type": "microsoft.resources/subscriptions", "id": "/subscriptions/11111111-2222-3333-4444-555555555555", "subscriptionId": "11111111-2222-3333-4444-555555555555", "properties": { "managementGroupAncestorsChain": [ { "name": "other" } ] } }""";

    public static TheoryData<string, string[], AciFindingStatus> NetworkPolicies => new()
    {
        { "nothing", [], AciFindingStatus.Fail },
        { "the policy", [Definition(Network), Assigned(Network)], AciFindingStatus.Pass },
        { "the module's own", [Definition("acisecmon-no-public-address", Subscription), Assigned("acisecmon-no-public-address", at: Subscription, definitionAt: Subscription)], AciFindingStatus.Pass },
        { "switched off", [Definition(Network), Assigned(Network, parameters: """{ "effect": { "value": "Disabled" } }""")], AciFindingStatus.Fail },
        { "switched off by an override", [Definition(Network), Assigned(Network, more: """, "overrides": [ { "kind": "policyEffect", "value": "Disabled" } ]""")], AciFindingStatus.Fail },
        { "in another resource group", [Definition(Network), Assigned(Network, at: $"{Subscription}/resourceGroups/other")], AciFindingStatus.Fail },
        { "in this resource group", [Definition(Network), Assigned(Network, at: FakeLiveEstate.ResourceGroup)], AciFindingStatus.Pass },
        { "but not here", [Definition(Network), Assigned(Network, more: $""", "notScopes": [ "{FakeLiveEstate.ResourceGroup}" ]""")], AciFindingStatus.Fail },
        { "above", [Definition(Network), Assigned(Network, at: Production), Below], AciFindingStatus.Pass },
        { "above others", [Definition(Network), Assigned(Network, at: Production), Beside], AciFindingStatus.Fail },
        { "in an initiative", [Definition(Network), Set("standard", Network), Assigned("standard", set: true)], AciFindingStatus.Pass },
        { "a text that was not read", [Assigned(Network)], AciFindingStatus.Unknown },
        { "another policy", [Definition(Key), Assigned(Key)], AciFindingStatus.Fail },
    };

    [Theory]
    [MemberData(nameof(NetworkPolicies))]
    public async Task A_policy_on_networks_is_missed_where_none_is_in_force(string what, string[] rows, AciFindingStatus expected)
    {
        AciSecurityFinding finding = Assert.Single(await JudgeAsync("ACI-POL-001", rows), static one => one.RuleId == "ACI-POL-001");

        Assert.True(expected == finding.Status, $"{what}: {finding.Message}");
        Assert.Equal((AciFindingSource.Policy, AciSubjectType.Subscription), (finding.Source, finding.SubjectType));
    }

    [Fact]
    public async Task A_policy_on_keys_is_missed_and_found()
    {
        Assert.Equal(AciFindingStatus.Fail, await StatusAsync("ACI-POL-002"));
        Assert.Equal(AciFindingStatus.Pass, await StatusAsync("ACI-POL-002", Definition(Key), Assigned(Key)));
    }

    [Theory]
    [InlineData("{}", AciFindingStatus.Fail)]
    [InlineData("""{ "categoryGroup": { "value": "audit" } }""", AciFindingStatus.Fail)]
    [InlineData("""{ "categoryGroup": { "value": "allLogs" } }""", AciFindingStatus.Pass)]
    [InlineData("""{ "effect": { "value": "Disabled" } }""", AciFindingStatus.Fail)]
    public async Task A_policy_on_logs_has_to_ask_for_all_of_them(string parameters, AciFindingStatus expected)
    {
        AciSecurityFinding finding = Assert.Single(await JudgeAsync("ACI-POL-003", Logs(), Assigned(LogsByGroup, parameters: parameters)), static one => one.RuleId == "ACI-POL-003");

        Assert.Equal(expected, finding.Status);
        if (parameters.Contains("Disabled", StringComparison.Ordinal)) Assert.Contains("No policy that sees to the logs", finding.Message, StringComparison.Ordinal);
        else if (expected == AciFindingStatus.Fail) Assert.Contains("category group audit", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_an_assignment_is_found_and_never_shown()
    {
        const string Secret = "c2VjcmV0LXdvcmtzcGFjZS1rZXktMTIzNDU2Nzg5MA==";
        string assigned = Assigned(Append, parameters: $$"""{ "workspaceId": { "value": "w" }, "workspaceKey": { "value": "{{Secret}}" } }""");

        AciSecurityFinding finding = Assert.Single(await JudgeAsync("ACI-POL-004", Definition(Append), assigned), static one => one.RuleId == "ACI-POL-004");

        Assert.Equal((AciFindingStatus.Fail, AciSeverity.High), (finding.Status, finding.Severity));
        Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(finding), StringComparison.Ordinal);
        Assert.Equal(AciFindingStatus.Pass, await StatusAsync("ACI-POL-004", Definition(Append), Assigned(Append, parameters: """{ "workspaceId": { "value": "w" } }""")));
        Assert.Equal(AciFindingStatus.Pass, await StatusAsync("ACI-POL-004", Definition(Append), assigned.Replace(Subscription, Production, StringComparison.Ordinal), Beside));
    }

    [Fact]
    public async Task A_policy_on_groups_that_is_not_enforced_is_told_and_one_on_anything_else_is_not()
    {
        const string NotEnforced = """, "enforcementMode": "DoNotEnforce" """;

        Assert.Equal(AciFindingStatus.Fail, await StatusAsync("ACI-POL-005", Definition(Network), Assigned(Network, more: NotEnforced)));
        Assert.Equal(AciFindingStatus.Pass, await StatusAsync("ACI-POL-005", Definition(Network), Assigned(Network)));
        Assert.Equal(AciFindingStatus.Pass, await StatusAsync("ACI-POL-005", Definition("vaults", type: "Microsoft.KeyVault/vaults"), Assigned("vaults", more: NotEnforced)));
    }

    [Theory]
    [InlineData("Audit", AciFindingStatus.Fail)]
    [InlineData("Deny", AciFindingStatus.Pass)]
    public async Task A_policy_that_the_settings_want_to_deny_has_to(string effect, AciFindingStatus expected)
    {
        using var folder = new TemporaryFolder();
        string settings = folder.Write(".acisecmon.json", $$"""{ "denyingPolicies": [ "{{Network[..8]}}*" ] }""");
        FakeLiveEstate live = new FakeLiveEstate().Page(FakeLiveEstate.Group("a")).Neighbour(Definition(Network), Assigned(Network, parameters: $$"""{ "effect": { "value": "{{effect}}" } }"""));
        var options = new AssessmentOptions { RuleId = ["ACI-POL-005"], Status = Assess.EveryStatus, Settings = new SettingsOptions { SettingsPath = settings } };

        Assess run = await Assess.Judged([new LiveInput { Connection = live.Connection, Selection = new GroupSelection() }], options);

        Assert.Equal(expected, Assert.Single(run.Findings, static one => one.RuleId == "ACI-POL-005").Status);
    }

    [Theory]
    [InlineData("", "", "Fail Medium")]
    [InlineData(""", "expiresOn": "2020-01-01T00:00:00Z" """, "", "Pass Medium")]
    [InlineData(""", "expiresOn": "2100-01-01T00:00:00Z" """, "", "Pass Medium")]
    [InlineData(""", "policyDefinitionReferenceIds": [ "other" ]""", "", "Pass Medium")]
    [InlineData("", "/resourceGroups/other", "Pass Medium")]
    public async Task An_exemption_of_groups_has_to_have_an_end(string more, string at, string expected)
    {
        string exemption = $$"""
            { "id": "{{Subscription}}{{at}}/providers/Microsoft.Authorization/policyExemptions/e", "name": "e", "type": "microsoft.authorization/policyexemptions",
              "properties": { "displayName": "For now", "policyAssignmentId": "{{Subscription}}/providers/Microsoft.Authorization/policyAssignments/a", "exemptionCategory": "Waiver"{{more}} } }
            """;

        AciSecurityFinding finding = Assert.Single(await JudgeAsync("ACI-POL-006", Definition(Network), Assigned(Network), exemption), static one => one.RuleId == "ACI-POL-006");

        Assert.Equal(expected, $"{finding.Status} {finding.Severity}");
        string mitigated = exemption.Replace("Waiver", "Mitigated", StringComparison.Ordinal);
        if (more.Length + at.Length == 0) Assert.Equal(AciSeverity.Low, Assert.Single(await JudgeAsync("ACI-POL-006", Definition(Network), Assigned(Network), mitigated), static one => one.RuleId == "ACI-POL-006").Severity);
    }

    [Theory]
    [InlineData("NonCompliant", "audit", "Fail Medium")]
    [InlineData("NonCompliant", "deny", "Fail High")]
    [InlineData("Compliant", "deny", "Pass Medium")]
    [InlineData("Exempt", "deny", "Pass Medium")]
    [InlineData("Conflict", "deny", "Unknown Medium")]
    [InlineData("SomethingNew", "deny", "Unknown Medium")]
    public async Task What_Azure_recorded_of_a_group_is_told(string compliance, string effect, string expected)
    {
        AciSecurityFinding finding = Assert.Single(await JudgeAsync("ACI-POL-007", Definition(Network), Assigned(Network), State("a", compliance, effect)), static one => one.RuleId == "ACI-POL-007");

        Assert.Equal((expected, "a"), ($"{finding.Status} {finding.Severity}", finding.ContainerGroupName));
        if (compliance == "NonCompliant") Assert.Contains($"'Policy {Network}'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_group_of_which_nothing_was_recorded_nothing_is_said() => Assert.Equal(AciFindingStatus.NotApplicable, await StatusAsync("ACI-POL-007", State("another", "NonCompliant", "deny")));

    [Fact]
    public async Task A_policy_that_deploys_needs_the_roles_that_it_names_where_it_is_assigned()
    {
        const string Who = "f1000000-0000-4000-8000-000000000001";
        string withIdentity = Assigned(LogsByGroup, identity: $$"""{ "type": "SystemAssigned", "principalId": "{{Who}}" }""");
        string Held(string role, string scope) => $$"""{ "id": "{{scope}}/providers/Microsoft.Authorization/roleAssignments/r", "name": "r", "type": "microsoft.authorization/roleassignments", "properties": { "principalId": "{{Who}}", "roleDefinitionId": "{{role}}", "scope": "{{scope}}" } }""";

        Assert.Equal(AciFindingStatus.Fail, await StatusAsync("ACI-POL-008", Logs(), Assigned(LogsByGroup)));
        Assert.Equal(AciFindingStatus.Fail, await StatusAsync("ACI-POL-008", Logs(), withIdentity));
        Assert.Equal(AciFindingStatus.Fail, await StatusAsync("ACI-POL-008", Logs(), withIdentity, Held(LogAnalyticsContributor, FakeLiveEstate.ResourceGroup)));
        Assert.Equal(AciFindingStatus.Pass, await StatusAsync("ACI-POL-008", Logs(), withIdentity, Held(LogAnalyticsContributor, Subscription)));
        Assert.Equal(AciFindingStatus.Pass, await StatusAsync("ACI-POL-008", Logs(), withIdentity, Held(LogAnalyticsContributor, Production), Below));
        Assert.Equal(AciFindingStatus.Pass, await StatusAsync("ACI-POL-008", Logs(), withIdentity, Held("/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635", Subscription)));
        Assert.Equal(AciFindingStatus.Pass, await StatusAsync("ACI-POL-008", Logs(), Assigned(LogsByGroup, parameters: """{ "effect": { "value": "AuditIfNotExists" } }""")));
        Assert.Equal(AciFindingStatus.Unknown, await StatusAsync("ACI-POL-008", Logs(), Assigned(LogsByGroup, identity: """{ "type": "UserAssigned", "userAssignedIdentities": { "/subscriptions/x/y": {} } }""")));
    }

    [Theory]
    [InlineData("ACI-POL-001", AciFindingStatus.Unknown)]
    [InlineData("ACI-POL-003", AciFindingStatus.Unknown)]
    [InlineData("ACI-POL-004", AciFindingStatus.Unknown)]
    [InlineData("ACI-POL-005", AciFindingStatus.Unknown)]
    [InlineData("ACI-POL-006", AciFindingStatus.Unknown)]
    [InlineData("ACI-POL-008", AciFindingStatus.Unknown)]
    public async Task Where_assignments_may_not_be_read_nothing_is_in_order(string rule, AciFindingStatus expected)
    {
        FakeLiveEstate live = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        live.NeighboursUnread.Add(FakeLiveEstate.Refused(Facet.Policies, Subscription, "Microsoft.Authorization/policyAssignments/read"));

        Assess run = await Assess.Judged([new LiveInput { Connection = live.Connection, Selection = new GroupSelection() }], Options(rule));

        Assert.Equal(expected, Assert.Single(run.Findings, one => one.RuleId == rule).Status);
        Assert.Contains(run.Findings, static one => one.RuleId.StartsWith("ACI-COV-", StringComparison.Ordinal));
    }

    private static async Task<AciFindingStatus> StatusAsync(string rule, params string[] rows) => Assert.Single(await JudgeAsync(rule, rows), one => one.RuleId == rule).Status;

    private static async Task<IReadOnlyList<AciSecurityFinding>> JudgeAsync(string rule, params string[] rows)
    {
        FakeLiveEstate live = new FakeLiveEstate().Page(FakeLiveEstate.Group("a")).Neighbour(rows);
        return (await Assess.Judged([new LiveInput { Connection = live.Connection, Selection = new GroupSelection() }], Options(rule))).Findings;
    }

    private static AssessmentOptions Options(string rule) => new() { RuleId = [rule, "ACI-COV-*"], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } };

    private static string Definition(string name, string at = "", string type = "Microsoft.ContainerInstance/containerGroups") => $$"""
        { "id": "{{at}}/providers/Microsoft.Authorization/policyDefinitions/{{name}}", "name": "{{name}}", "type": "microsoft.authorization/policydefinitions",
          "properties": { "displayName": "Policy {{name}}", "mode": "Indexed", "parameters": { "effect": { "type": "String", "defaultValue": "Audit" }, "workspaceId": { "type": "String", "defaultValue": "" }, "workspaceKey": { "type": "String", "defaultValue": "" } },
            "policyRule": { "if": { "field": "type", "equals": "{{type}}" }, "then": { "effect": "[parameters('effect')]" } } } }
        """;

    private static string Logs() => $$"""
        { "id": "/providers/Microsoft.Authorization/policyDefinitions/{{LogsByGroup}}", "name": "{{LogsByGroup}}", "type": "microsoft.authorization/policydefinitions",
          "properties": { "displayName": "Logs", "mode": "Indexed", "parameters": { "effect": { "type": "String", "defaultValue": "DeployIfNotExists" }, "categoryGroup": { "type": "String", "defaultValue": "audit" } },
            "policyRule": { "if": { "field": "type", "equals": "Microsoft.ContainerInstance/containerGroups" },
              "then": { "effect": "[parameters('effect')]", "details": { "type": "Microsoft.Insights/diagnosticSettings", "roleDefinitionIds": [ "{{LogAnalyticsContributor}}" ], "deployment": { "properties": { "mode": "incremental", "template": {} } } } } } } }
        """;

    private static string Set(string name, string member) => $$"""
        { "id": "/providers/Microsoft.Authorization/policySetDefinitions/{{name}}", "name": "{{name}}", "type": "microsoft.authorization/policysetdefinitions",
          "properties": { "displayName": "Set", "parameters": {}, "policyDefinitions": [ { "policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/{{member}}", "policyDefinitionReferenceId": "one", "parameters": {} } ] } }
        """;

    private static string Assigned(string definition, string at = Subscription, string parameters = "{}", string more = "", bool set = false, string definitionAt = "", string? identity = null) => $$"""
        { "id": "{{at}}/providers/Microsoft.Authorization/policyAssignments/a", "name": "a", "type": "microsoft.authorization/policyassignments"{{(identity is null ? string.Empty : $", \"identity\": {identity}")}},
          "properties": { "displayName": "Assigned", "policyDefinitionId": "{{definitionAt}}/providers/Microsoft.Authorization/{{(set ? "policySetDefinitions" : "policyDefinitions")}}/{{definition}}", "scope": "{{at}}", "parameters": {{parameters}}{{more}} } }
        """;

    private static string State(string group, string compliance, string effect) => $$"""
        { "id": "{{FakeLiveEstate.GroupId(group)}}/providers/Microsoft.PolicyInsights/policyStates/s", "name": "s", "type": "microsoft.policyinsights/policystates",
          "properties": { "timestamp": "2026-03-01T04:10:00Z", "resourceId": "{{FakeLiveEstate.GroupId(group)}}", "resourceType": "Microsoft.ContainerInstance/containerGroups", "complianceState": "{{compliance}}", "policyDefinitionAction": "{{effect}}",
            "policyDefinitionReferenceId": "", "policySetDefinitionId": "", "policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/{{Network}}", "policyAssignmentId": "{{Subscription}}/providers/Microsoft.Authorization/policyAssignments/a" } }
        """;
}
