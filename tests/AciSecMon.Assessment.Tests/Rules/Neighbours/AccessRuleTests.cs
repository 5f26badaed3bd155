using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Neighbours;

/// <summary>Rules on who may do what and on who did what, on a connection: each join with its hit and its miss, and what was not read.</summary>
public sealed class AccessRuleTests
{
    private const string Subscription = $"/subscriptions/{FakeLiveEstate.Subscription}";
    private const string Identity = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-app";
    private const string WithIdentity = $$"""{ "type": "UserAssigned", "userAssignedIdentities": { "{{Identity}}": { "principalId": "identity" } } }""";
    private const string Everything = "*";
    private const string Exec = "Microsoft.ContainerInstance/containerGroups/containers/exec/action";
    private const string Write = "Microsoft.ContainerInstance/containerGroups/write";
    private const string Assign = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";

    [Theory]
    [InlineData(Subscription, Exec, AciFindingStatus.Fail)]
    [InlineData(FakeLiveEstate.ResourceGroup, "Microsoft.ContainerInstance/*/action", AciFindingStatus.Fail)]
    [InlineData("", Everything, AciFindingStatus.Fail)]
    [InlineData(Subscription, "*/read", AciFindingStatus.Pass)]
    [InlineData("/subscriptions/99999999-2222-3333-4444-555555555555", Everything, AciFindingStatus.Pass)]
    [InlineData(Subscription + "/resourceGroups/other", Everything, AciFindingStatus.Pass)]
    public async Task Who_may_run_commands_is_told(string scope, string action, AciFindingStatus expected) =>
        Assert.Equal(expected, (await One("ACI-RBAC-001", Role("r", action), Assigned("p", "r", scope))).Status);

    [Fact]
    public async Task A_hundred_principals_with_one_role_are_one_finding()
    {
        string[] rows = [Role("r", Everything), .. Enumerable.Range(0, 100).Select(static number => Assigned($"p{number}", "r", Subscription))];

        Assert.Contains("100 principals", (await One("ACI-RBAC-001", rows)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACI-RBAC-001")]
    [InlineData("ACI-RBAC-004")]
    [InlineData("ACI-RBAC-005")]
    public async Task A_role_on_one_group_concerns_that_group_alone(string rule)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"), FakeLiveEstate.Group("b")).Neighbour(Role("r", Everything), Assigned("p", "r", FakeLiveEstate.GroupId("b")));

        AciSecurityFinding finding = Assert.Single((await Run(estate, rule)).Findings, f => f.RuleId == rule);

        Assert.Equal([FakeLiveEstate.GroupId("b")], finding.RelatedResourceId);
        Assert.Equal("b", finding.ContainerGroupName);
    }

    [Fact]
    public async Task What_was_removed_from_a_group_that_is_gone_is_told_all_the_same() => Assert.Equal(AciFindingStatus.Fail, (await One(
        "ACI-ACT-003", Event("Microsoft.Insights/diagnosticSettings/delete", "Succeeded", -1, FakeLiveEstate.GroupId("gone") + "/providers/microsoft.insights/diagnosticSettings/x"))).Status);

    [Fact]
    public async Task A_role_without_a_definition_is_open_and_no_pass()
    {
        AciSecurityFinding[] all = await Judge("ACI-RBAC-001", Assigned("p", "r", Subscription));

        Assert.Equal(AciFindingStatus.Unknown, Assert.Single(all).Status);
    }

    [Theory]
    [InlineData("Microsoft.ContainerInstance/*", "CustomRole", AciFindingStatus.Fail)]
    [InlineData("*", "CustomRole", AciFindingStatus.Fail)]
    [InlineData("Microsoft.ContainerInstance/containerGroups/*", "CustomRole", AciFindingStatus.Pass)]
    [InlineData("*", "BuiltInRole", AciFindingStatus.Pass)]
    public async Task A_custom_role_with_everything_is_told(string action, string kind, AciFindingStatus expected) =>
        Assert.Equal(expected, (await One("ACI-RBAC-002", Role("r", action, kind), Assigned("p", "r", Subscription))).Status);

    [Theory]
    [InlineData(Write, Assign, "*", AciFindingStatus.Fail)]
    [InlineData(Write, "*/read", "*", AciFindingStatus.Pass)]
    [InlineData("*/read", Assign, "*", AciFindingStatus.Pass)]
    [InlineData(Write, Assign, "*/read", AciFindingStatus.Pass)]
    [InlineData("*", Assign, "*", AciFindingStatus.Pass)] // has as much itself
    public async Task Who_could_become_a_stronger_identity_is_told(string own, string onIdentity, string ofIdentity, AciFindingStatus expected) => Assert.Equal(expected, (await One(
        "ACI-RBAC-003", Role("own", own), Role("on", onIdentity), Role("of", ofIdentity), Assigned("p", "own", FakeLiveEstate.ResourceGroup), Assigned("p", "on", Identity), Assigned("identity", "of", FakeLiveEstate.ResourceGroup, "ServicePrincipal"))).Status);

    [Theory]
    [InlineData("ACI-RBAC-004", "User", AciFindingStatus.Fail)]
    [InlineData("ACI-RBAC-004", "Group", AciFindingStatus.Pass)]
    [InlineData("ACI-RBAC-005", "User", AciFindingStatus.Fail)]
    [InlineData("ACI-RBAC-005", "Group", AciFindingStatus.Fail)]
    [InlineData("ACI-RBAC-005", "ServicePrincipal", AciFindingStatus.Pass)]
    public async Task The_type_of_the_principal_decides(string rule, string type, AciFindingStatus expected) =>
        Assert.Equal(expected, (await One(rule, Role("r", Everything), Assigned("p", "r", Subscription, type))).Status);

    [Fact]
    public async Task A_role_that_was_activated_does_not_stand() => Assert.Equal(AciFindingStatus.Pass, (await One(
        "ACI-RBAC-005", Role("r", Everything), Assigned("p", "r", Subscription),
        $$"""{ "id": "{{Subscription}}/providers/Microsoft.Authorization/roleAssignmentScheduleInstances/x", "type": "Microsoft.Authorization/roleAssignmentScheduleInstances", "properties": { "assignmentType": "Activated", "originRoleAssignmentId": "{{Subscription}}/providers/Microsoft.Authorization/roleAssignments/r-p" } }""")).Status);

    [Theory]
    [InlineData("user", "Guest", Write, "Fail High")]
    [InlineData("user", "Member", Write, "Pass Medium")]
    [InlineData("user", "Guest", "*/read", "Pass Medium")]
    [InlineData("servicePrincipal", null, Write, "Fail Medium")]
    [InlineData("group", null, Write, "Pass Medium")]
    public async Task A_guest_or_an_application_that_may_write_is_told(string kind, string? userType, string action, string expected)
    {
        AciSecurityFinding finding = await One("ACI-RBAC-006", Role("r", action), Assigned("p", "r", Subscription), Person("p", kind, userType));

        Assert.Equal(expected, $"{finding.Status} {finding.Severity}");
    }

    [Theory]
    [InlineData("User", true, AciFindingStatus.Pass)]
    [InlineData("User", false, AciFindingStatus.Fail)]
    [InlineData("Group", false, AciFindingStatus.Fail)]
    [InlineData("ServicePrincipal", false, AciFindingStatus.Pass)]
    public async Task An_assignment_that_is_left_of_somebody_is_told(string type, bool exists, AciFindingStatus expected) => Assert.Equal(expected, (await One(
        "ACI-RBAC-007", [Role("r", "*/read"), Assigned("p", "r", FakeLiveEstate.ResourceGroup, type), .. exists ? [Person("p", "user", "Member")] : Array.Empty<string>()])).Status);

    [Theory]
    [InlineData("")]
    [InlineData("/providers/Microsoft.Management/managementGroups/m1")]
    [InlineData(Subscription)]
    public async Task An_assignment_that_is_left_above_the_subscription_is_told_too(string scope) =>
        Assert.Equal(AciFindingStatus.Fail, (await One("ACI-RBAC-007", Role("r", "*/read"), Assigned("p", "r", scope))).Status);

    [Theory]
    [InlineData("*/read", true, AciFindingStatus.Fail)]
    [InlineData("*/read", false, AciFindingStatus.Pass)]
    [InlineData("*", true, AciFindingStatus.Pass)] // who may change the group does not need to read
    public async Task Readers_of_secrets_in_clear_are_told(string action, bool hasSecret, AciFindingStatus expected)
    {
        string group = hasSecret ? """{ "containers": [ { "name": "web", "properties": { "image": "mcr.microsoft.com/x:1", "environmentVariables": [ { "name": "DB_PASSWORD", "value": "not-a-real-password-77" } ] } } ] }""" : "{}";

        AciSecurityFinding[] all = await Judge("ACI-RBAC-008", group, null, [Role("r", action), Assigned("p", "r", Subscription)]);

        Assert.Equal(expected, Assert.Single(all).Status);
    }

    [Theory]
    [InlineData(3, AciFindingStatus.Pass)]
    [InlineData(4, AciFindingStatus.Fail)]
    public async Task Owners_are_counted(int owners, AciFindingStatus expected) =>
        Assert.Equal(expected, (await One("ACI-RBAC-009", [Role("r", Everything), .. Enumerable.Range(0, owners).Select(static number => Assigned($"p{number}", "r", Subscription))])).Status);

    [Theory]
    [InlineData("b8000000-0000-4000-8000-000000000008", Everything, AciFindingStatus.Fail)]
    [InlineData("b8000000-0000-4000-8000-000000000008", Write, AciFindingStatus.Pass)]
    [InlineData("b9000000-0000-4000-8000-000000000009", Everything, AciFindingStatus.Pass)] // did nothing at all
    public async Task What_an_application_does_not_use_is_told(string principal, string action, AciFindingStatus expected) => Assert.Equal(expected, (await One(
        "ACI-RBAC-010", Role("r", action), Assigned(principal, "r", Subscription, "ServicePrincipal"), Event(Write, "Succeeded", -10, caller: "b8000000-0000-4000-8000-000000000008"))).Status);

    [Theory]
    [InlineData(Exec, "Succeeded", "anna@contoso.example", -1, "Fail Low")]
    [InlineData(Exec, "Succeeded", "mika_x#EXT#@contoso.example", -1, "Fail High")]
    [InlineData(Exec, "Succeeded", "b8000000-0000-4000-8000-000000000008", -1, "Fail High")]
    [InlineData(Exec, "Succeeded", "anna@contoso.example", -8, "Pass High")] // too long ago
    [InlineData(Exec, "Failed", "anna@contoso.example", -1, "Pass High")]
    [InlineData(Write, "Succeeded", "anna@contoso.example", -1, "Pass High")]
    public async Task A_command_in_a_container_is_told(string operation, string status, string caller, int days, string expected)
    {
        AciSecurityFinding finding = await One("ACI-ACT-001", Event(operation, status, days, caller: caller));

        Assert.Equal((expected, AciFindingSource.Activity), ($"{finding.Status} {finding.Severity}", finding.Source));
    }

    [Theory]
    [InlineData("Microsoft.Insights/diagnosticSettings/delete", "/providers/microsoft.insights/diagnosticSettings/x", AciFindingStatus.Fail)]
    [InlineData("Microsoft.Insights/diagnosticSettings/write", "/providers/microsoft.insights/diagnosticSettings/x", AciFindingStatus.Pass)]
    public async Task What_collects_and_was_removed_is_told(string operation, string below, AciFindingStatus expected) =>
        Assert.Equal(expected, (await One("ACI-ACT-003", Event(operation, "Succeeded", -1, FakeLiveEstate.GroupId("a") + below))).Status);

    [Theory]
    [InlineData(2, 1, AciFindingStatus.Pass)]
    [InlineData(3, 1, AciFindingStatus.Fail)]
    [InlineData(3, 50, AciFindingStatus.Pass)] // spread over hours
    public async Task Refusals_one_after_another_are_told(int count, int minutes, AciFindingStatus expected) => Assert.Equal(expected, (await One(
        "ACI-ACT-004", [.. Enumerable.Range(0, count).Select(number => Event(Exec, "Failed", -1, correlation: $"c{number}", subStatus: "Forbidden", minute: number * minutes))])).Status);

    [Fact]
    public async Task Refusals_on_other_things_are_no_affair_of_container_groups() => Assert.Equal(AciFindingStatus.Pass, (await One(
        "ACI-ACT-004", [.. Enumerable.Range(0, 5).Select(static number => Event("Microsoft.Network/virtualNetworks/subnets/write", "Failed", -1, FakeLiveEstate.ResourceGroup + "/providers/Microsoft.Network/virtualNetworks/v/subnets/s", correlation: $"c{number}", subStatus: "Forbidden", minute: number))])).Status);

    [Fact]
    public async Task Refusals_concern_the_groups_that_were_tried()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"), FakeLiveEstate.Group("b"))
            .Neighbour([.. Enumerable.Range(0, 3).Select(static number => Event(Exec, "Failed", -1, FakeLiveEstate.GroupId("b"), correlation: $"c{number}", subStatus: "Forbidden", minute: number))]);

        AciSecurityFinding finding = Assert.Single((await Run(estate, "ACI-ACT-004")).Findings, static f => f.RuleId == "ACI-ACT-004");

        Assert.Equal([FakeLiveEstate.GroupId("b")], finding.RelatedResourceId);
    }

    [Theory]
    [InlineData(4, AciFindingStatus.Pass)]
    [InlineData(5, AciFindingStatus.Fail)]
    public async Task Restarts_one_after_another_are_told(int count, AciFindingStatus expected) => Assert.Equal(expected, (await One(
        "ACI-ACT-005", [.. Enumerable.Range(0, count).Select(static number => Event("Microsoft.ContainerInstance/containerGroups/restart/action", "Succeeded", -1, correlation: $"c{number}", minute: number))])).Status);

    [Theory]
    [InlineData("Microsoft.ContainerInstance/register/action", AciFindingStatus.Fail)]
    [InlineData(Write, AciFindingStatus.Pass)]
    public async Task Rare_operations_are_told(string operation, AciFindingStatus expected) => Assert.Equal(expected, (await One("ACI-ACT-006", Event(operation, "Succeeded", -1, Subscription))).Status);

    [Fact]
    public async Task Without_settings_any_change_is_expected() => Assert.Equal(AciFindingStatus.NotApplicable, (await One("ACI-ACT-002", Event(Write, "Succeeded", -1))).Status);

    [Theory]
    [InlineData(5, AciFindingStatus.Pass)]
    [InlineData(6, AciFindingStatus.Fail)]
    public async Task An_identity_of_many_groups_is_told(int groups, AciFindingStatus expected)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page([.. Enumerable.Range(0, groups).Select(static number => FakeLiveEstate.Group($"g{number}", "{}", WithIdentity))]);

        Assert.Equal(expected, Assert.Single((await Run(estate, "ACI-IDN-003")).Findings, static f => f.RuleId == "ACI-IDN-003").Status);
    }

    [Theory]
    [InlineData("ACI-RBAC-001", Facet.Access)]
    [InlineData("ACI-RBAC-003", Facet.Access)]
    [InlineData("ACI-RBAC-005", Facet.Schedules)]
    [InlineData("ACI-RBAC-006", Facet.Directory)]
    [InlineData("ACI-RBAC-006", Facet.Members)]
    [InlineData("ACI-RBAC-007", Facet.Directory)]
    [InlineData("ACI-RBAC-010", Facet.Activity)]
    [InlineData("ACI-ACT-001", Facet.Activity)]
    [InlineData("ACI-ACT-003", Facet.Activity)]
    public async Task What_was_not_read_is_never_a_pass(string rule, object facet)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", "{}", WithIdentity));
        estate.NeighboursUnread.Add(FakeLiveEstate.Refused((Facet)facet, Subscription, "Microsoft.Any/any/read"));

        AciSecurityFinding[] all = [.. (await Run(estate, rule)).Findings];

        Assert.DoesNotContain(all, static f => f.Status is AciFindingStatus.Pass or AciFindingStatus.NotApplicable);
        Assert.Contains(all, f => f.RuleId == "ACI-COV-003" && f.Message.Contains("Microsoft.Any/any/read", StringComparison.Ordinal) && f.Message.Contains(rule, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Guest", true, "Fail High")]
    [InlineData("Member", true, "Pass Medium")]
    [InlineData("Guest", false, "Unknown Medium")] // nobody knows who is in it
    public async Task A_guest_that_may_write_by_a_group_is_told(string userType, bool isRead, string expected)
    {
        string[] rows = [Role("r", Write), Assigned("team", "r", Subscription, "Group"), Person("team", "group", null), .. isRead ? [Members("team", Person("p", "user", userType))] : Array.Empty<string>()];

        AciSecurityFinding finding = await One("ACI-RBAC-006", rows);

        Assert.Equal(expected, $"{finding.Status} {finding.Severity}");
    }

    [Theory]
    [InlineData("p", true, AciFindingStatus.Fail)] // the member is spared
    [InlineData("q", true, AciFindingStatus.Pass)] // somebody else is
    [InlineData("q", false, AciFindingStatus.Unknown)] // who may be in it
    [InlineData("", false, AciFindingStatus.Pass)] // nobody is
    public async Task Who_is_spared_by_a_deny_assignment_on_his_group_is_told(string spared, bool isRead, AciFindingStatus expected)
    {
        string[] rows = [Role("r", Everything), Assigned("team", "r", Subscription, "Group"), Denied(spared), .. isRead ? [Members("team", Person("p", "user", "Member"))] : Array.Empty<string>()];

        AciSecurityFinding finding = await One("ACI-RBAC-001", rows);

        Assert.Equal(expected, finding.Status);
        if (expected == AciFindingStatus.Fail) Assert.Contains("Somebody", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_a_group_has_the_group_is_named_and_not_each_member()
    {
        AciSecurityFinding finding = await One("ACI-RBAC-001", Role("r", Everything), Assigned("team", "r", Subscription, "Group"), Members("team", Person("p", "user", "Member"), Person("q", "user", "Member")));

        Assert.StartsWith("One principal may run commands", finding.Message, StringComparison.Ordinal);
        Assert.Contains("group team", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true, AciFindingStatus.Pass)]
    [InlineData(4, true, AciFindingStatus.Fail)]
    [InlineData(4, false, AciFindingStatus.Pass)] // counts as one, which is said
    public async Task Owners_in_a_group_are_counted_in_its_place(int members, bool isRead, AciFindingStatus expected)
    {
        string[] rows =
        [
            Role("r", Everything), Assigned("team", "r", Subscription, "Group"),
            .. isRead ? [Members("team", [.. Enumerable.Range(0, members).Select(static number => Person($"p{number}", "user", "Member"))])] : Array.Empty<string>(),
        ];

        AciSecurityFinding finding = await One("ACI-RBAC-009", rows);

        Assert.Equal(expected, finding.Status);
        Assert.Equal(!isRead, finding.Message.Contains("counted as one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("both", AciFindingStatus.Fail)]
    [InlineData("other", AciFindingStatus.Pass)]
    [InlineData(null, AciFindingStatus.Unknown)]
    public async Task Who_writes_by_one_group_and_assigns_by_another_is_told(string? memberOfSecond, AciFindingStatus expected)
    {
        string[] rows =
        [
            Role("own", Write), Role("on", Assign), Role("of", Everything), Assigned("writers", "own", FakeLiveEstate.ResourceGroup, "Group"), Assigned("assigners", "on", Identity, "Group"),
            Assigned("identity", "of", FakeLiveEstate.ResourceGroup, "ServicePrincipal"),
            .. memberOfSecond is null ? Array.Empty<string>() : [Members("writers", Person("both", "user", "Member")), Members("assigners", Person(memberOfSecond, "user", "Member"))],
        ];

        Assert.Equal(expected, (await One("ACI-RBAC-003", rows)).Status);
    }

    [Theory]
    [InlineData("m1", AciFindingStatus.Fail)]
    [InlineData("m2", AciFindingStatus.Pass)]
    public async Task What_is_assigned_at_a_management_group_counts_where_the_subscription_lies_below_it(string parent, AciFindingStatus expected) => Assert.Equal(expected, (await One(
        "ACI-RBAC-001", Role("r", Everything), Assigned("p", "r", "/providers/Microsoft.Management/managementGroups/m1"),
        $$"""{ "id": "{{Subscription}}", "type": "microsoft.resources/subscriptions", "name": "x", "subscriptionId": "{{FakeLiveEstate.Subscription}}", "properties": { "managementGroupAncestorsChain": [ { "name": "{{parent}}" } ] } }""")).Status);

    [Fact]
    public async Task Risk_takes_in_who_could_become_the_identity_and_who_reads_its_secrets()
    {
        string secret = """{ "containers": [ { "name": "web", "properties": { "image": "mcr.microsoft.com/x:1", "environmentVariables": [ { "name": "DB_PASSWORD", "value": "not-a-real-password-77" } ] } } ] }""";
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", secret, WithIdentity)).Neighbour(
            Role("own", Write), Role("on", Assign), Role("of", Everything), Role("read", "*/read"), Assigned("p", "own", FakeLiveEstate.ResourceGroup), Assigned("p", "on", Identity),
            Assigned("identity", "of", FakeLiveEstate.ResourceGroup, "ServicePrincipal"), Assigned("q", "read", Subscription));

        AciRisk risk = Assert.Single((await Assess.Run([new LiveInput { Connection = estate.Connection }], new AssessmentOptions { Settings = new SettingsOptions { NoSettings = true } })).Risks);

        Assert.Contains(risk.Reason, static reason => reason.StartsWith("ACI-RBAC-003", StringComparison.Ordinal));
        Assert.Contains(risk.Reason, static reason => reason.StartsWith("ACI-RBAC-008", StringComparison.Ordinal));
        Assert.Equal("Privileged", risk.IdentityPower);
    }

    private static string Role(string id, string action, string kind = "CustomRole") =>
        $$"""{ "id": "/providers/Microsoft.Authorization/roleDefinitions/{{id}}", "name": "{{id}}", "type": "microsoft.authorization/roledefinitions", "properties": { "roleName": "{{id}}", "type": "{{kind}}", "permissions": [ { "actions": [ "{{action}}" ], "notActions": [] } ] } }""";

    private static string Assigned(string principal, string role, string scope, string type = "User") =>
        $$"""{ "id": "{{scope}}/providers/Microsoft.Authorization/roleAssignments/{{role}}-{{principal}}", "name": "{{role}}-{{principal}}", "type": "microsoft.authorization/roleassignments", "properties": { "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/{{role}}", "principalId": "{{principal}}", "principalType": "{{type}}", "scope": "{{(scope.Length == 0 ? "/" : scope)}}" } }""";

    private static string Person(string id, string kind, string? userType) =>
        $$"""{ "@odata.type": "#microsoft.graph.{{kind}}", "id": "{{id}}", "displayName": "{{(kind == "group" ? string.Empty : "Somebody")}}"{{(userType is null ? string.Empty : $", \"userType\": \"{userType}\"")}} }""";

    private static string Members(string group, params string[] members) => $$"""{ "@odata.type": "#microsoft.graph.group", "id": "{{group}}", "transitiveMembers": [ {{string.Join(", ", members)}} ] }""";

    private static string Denied(string spared) => $$"""
        { "id": "{{Subscription}}/providers/Microsoft.Authorization/denyAssignments/d", "name": "d", "type": "microsoft.authorization/denyassignments", "properties": { "scope": "{{Subscription}}",
          "principals": [ { "id": "00000000-0000-0000-0000-000000000000" } ], "excludePrincipals": [ {{(spared.Length == 0 ? string.Empty : $"{{ \"id\": \"{spared}\" }}")}} ],
          "permissions": [ { "actions": [ "Microsoft.ContainerInstance/*/action" ] } ] } }
        """;

    private static string Event(string operation, string status, int days, string? resource = null, string caller = "anna@contoso.example", string correlation = "c", string subStatus = "", int minute = 0) =>
        $$"""{ "eventTimestamp": "{{TimeProvider.System.GetUtcNow().AddDays(days).AddMinutes(minute):O}}", "eventDataId": "{{correlation}}-{{status}}", "operationName": { "value": "{{operation}}" }, "correlationId": "{{correlation}}", "resourceId": "{{resource ?? FakeLiveEstate.GroupId("a")}}", "status": { "value": "{{status}}" }, "subStatus": { "value": "{{subStatus}}" }, "caller": "{{caller}}" }""";

    private static async Task<AciSecurityFinding> One(string rule, params string[] rows) => Assert.Single(await Judge(rule, rows));

    private static Task<AciSecurityFinding[]> Judge(string rule, params string[] rows) => Judge(rule, "{}", WithIdentity, rows);

    private static async Task<AciSecurityFinding[]> Judge(string rule, string properties, string? identity, string[] rows) =>
        [.. (await Run(new FakeLiveEstate().Page(FakeLiveEstate.Group("a", properties, identity)).Neighbour(rows), rule)).Findings.Where(f => f.RuleId == rule)];

    private static Task<Assess> Run(FakeLiveEstate estate, string rule) => Assess.Judged(
        [new LiveInput { Connection = estate.Connection }], new AssessmentOptions { RuleId = [rule], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });
}
