using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Access;

/// <summary>The evaluation of rights, as tables: wildcards, notActions, deny assignments, inheritance of scopes, membership.</summary>
public sealed class EffectiveRightsTests
{
    private const string Sub = "/subscriptions/s1";
    private const string Rg = Sub + "/resourceGroups/rg";
    private const string Group = Rg + "/providers/Microsoft.ContainerInstance/containerGroups/web";
    private const string Management = "/providers/Microsoft.Management/managementGroups/m1";
    private const string Exec = "Microsoft.ContainerInstance/containerGroups/containers/exec/action";

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("Microsoft.ContainerInstance/*", "", true)]
    [InlineData("microsoft.containerinstance/CONTAINERGROUPS/*", "", true)]
    [InlineData("Microsoft.ContainerInstance/containerGroups/containers/exec/action", "", true)]
    [InlineData("Microsoft.ContainerInstance/*/action", "", true)]
    [InlineData("*/exec/action", "", true)]
    [InlineData("*/action", "", true)]
    [InlineData("*/read", "", false)]
    [InlineData("Microsoft.ContainerInstance/containerGroups/write", "", false)]
    [InlineData("Microsoft.ContainerInstance/containerGroups", "", false)]
    [InlineData("Microsoft.ContainerInstance/containerGroups/containers/exec/actio?", "", false)]
    [InlineData("", "", false)]
    [InlineData("*", "*", false)]
    [InlineData("*", "Microsoft.ContainerInstance/*", false)]
    [InlineData("*", "Microsoft.ContainerInstance/containerGroups/containers/*", false)]
    [InlineData("Microsoft.ContainerInstance/*", "*/exec/action", false)]
    [InlineData("*", "Microsoft.ContainerInstance/containerGroups/delete", true)]
    [InlineData("*", "Microsoft.Authorization/*/Write", true)]
    public void An_action_is_granted_where_a_pattern_fits_and_none_takes_it_out(string action, string not, bool expected) =>
        Assert.Equal(expected, new RolePermission(action.Length == 0 ? [] : [action], not.Length == 0 ? [] : [not], [], []).Grants(Exec));

    [Fact]
    public void What_one_role_takes_out_of_itself_another_may_give()
    {
        AccessEstate estate = Estate(Assigned("r1", "p", Sub), Assigned("r2", "p", Rg), RoleOf("r1", "*", "Microsoft.ContainerInstance/containerGroups/containers/exec/action"), RoleOf("r2", Exec));

        Assert.True(Held(estate, "p").Active.Has(AciAccessRight.Exec));
        Assert.False(new EffectiveRights(estate).At("p", Sub).Active.Has(AciAccessRight.Exec));
    }

    [Fact]
    public void Two_parts_of_one_role_do_not_take_from_each_other()
    {
        AccessEstate estate = Estate(Assigned("r1", "p", Sub), """
            { "id": "/providers/Microsoft.Authorization/roleDefinitions/r1", "type": "Microsoft.Authorization/roleDefinitions", "properties": { "roleName": "r1", "permissions": [
              { "actions": [ "*" ], "notActions": [ "Microsoft.ContainerInstance/*" ] }, { "actions": [ "Microsoft.ContainerInstance/containerGroups/read" ] } ] } }
            """);

        RightSet held = Held(estate, "p").Active;

        Assert.Equal((true, false, true), (held.Has(AciAccessRight.Read), held.Has(AciAccessRight.Exec), held.Has(AciAccessRight.AssignRoles)));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("/", true)]
    [InlineData(Management, true)]
    [InlineData(Sub, true)]
    [InlineData("/SUBSCRIPTIONS/S1", true)]
    [InlineData(Rg, true)]
    [InlineData(Group, true)]
    [InlineData("/subscriptions/s2", false)]
    [InlineData("/subscriptions/s11", false)]
    [InlineData(Sub + "/resourceGroups/rg2", false)]
    [InlineData(Sub + "/resourceGroups/r", false)]
    [InlineData(Group + "2", false)]
    [InlineData(Rg + "/providers/Microsoft.ContainerInstance/containerGroups/we", false)]
    [InlineData(Rg + "/providers/Microsoft.Storage/storageAccounts/web", false)]
    [InlineData("/providers/Microsoft.Management/managementGroups/m2", false)]
    public void A_role_holds_at_its_scope_and_below_and_nowhere_else(string scope, bool expected)
    {
        AccessEstate estate = Estate(Assigned("r1", "p", scope), RoleOf("r1", "*"), Ancestors("s1", "m1", "root"));

        Assert.Equal(expected, Held(estate, "p").Active.Has(AciAccessRight.Exec));
    }

    [Fact]
    public void A_management_group_counts_where_it_is_not_known_what_lies_below_it_and_that_is_said()
    {
        AccessEstate estate = Estate(Assigned("r1", "p", "/providers/Microsoft.Management/managementGroups/m2"), RoleOf("r1", "*"));

        Assert.True(Held(estate, "p").Active.Has(AciAccessRight.Exec));
        Assert.True(estate.Scopes.IsOpen("s1"));
    }

    [Theory]
    [InlineData(Rg, "00000000-0000-0000-0000-000000000000", "", false, false)] // everybody
    [InlineData(Sub, "p", "", false, false)] // by name, from above
    [InlineData("", "p", "", false, false)] // from the tenant
    [InlineData(Group, "p", "", true, false)] // at the group itself
    [InlineData(Rg, "p", "", true, true)] // not below its scope
    [InlineData(Rg, "q", "", false, true)] // somebody else
    [InlineData(Rg, "team", "", false, false)] // by a group
    [InlineData(Rg, "00000000-0000-0000-0000-000000000000", "p", false, true)] // but not him
    [InlineData(Rg, "00000000-0000-0000-0000-000000000000", "team", false, true)] // but not his group
    [InlineData(Rg, "p", "q", false, false)] // another exception
    [InlineData(Sub + "/resourceGroups/other", "p", "", false, true)] // elsewhere
    public void A_deny_assignment_takes_what_a_role_gives(string scope, string principal, string excluded, bool isOfScopeOnly, bool stillHas)
    {
        AccessEstate estate = Estate(Assigned("r1", "p", Sub), RoleOf("r1", "*"), Denied(scope, principal, excluded, isOfScopeOnly, Exec));
        estate.AddMember("team", "p");

        HeldRights held = Held(estate, "p");

        Assert.Equal(stillHas, held.Active.Has(AciAccessRight.Exec));
        Assert.Equal(!stillHas, held.Denied.Has(AciAccessRight.Exec));
        Assert.True(held.Active.Has(AciAccessRight.Write));
    }

    [Fact]
    public void What_a_deny_assignment_takes_out_of_itself_stays()
    {
        AccessEstate estate = Estate(Assigned("r1", "p", Sub), RoleOf("r1", "*"), Denied(Rg, "p", "", false, "*", "*/read"));

        Assert.Equal([AciAccessRight.Read, AciAccessRight.ReadLogs], Held(estate, "p").Active.ToArray());
    }

    [Theory]
    [InlineData("\"condition\": \"@Resource[x] StringEquals 'y'\",", "")]
    [InlineData("", "\"condition\": \"@Resource[x] StringEquals 'y'\",")]
    public void A_deny_assignment_under_a_condition_takes_nothing_for_sure(string ofWhole, string ofPart)
    {
        AccessEstate estate = Estate(Assigned("r1", "p", Sub), RoleOf("r1", "*"), $$"""
            { "id": "{{Rg}}/providers/Microsoft.Authorization/denyAssignments/d", "type": "microsoft.authorization/denyassignments", "properties": { {{ofWhole}} "scope": "{{Rg}}", "principals": [ { "id": "p" } ],
              "permissions": [ { {{ofPart}} "actions": [ "*" ] } ] } }
            """);

        Assert.True(Held(estate, "p").Active.Has(AciAccessRight.Exec));
        Assert.True(Assert.Single(estate.DenialsAt(Group)).HasCondition);
    }

    [Theory]
    [InlineData("", true)] // nobody knows what lies below it
    [InlineData("m1", false)]
    [InlineData("m2", true)]
    public void A_deny_assignment_at_a_management_group_takes_where_the_subscription_lies_below_it(string parent, bool stillHas)
    {
        AccessEstate estate = Estate(Assigned("r1", "p", Sub), RoleOf("r1", "*"), Denied(Management, "p", "", false, Exec));
        if (parent.Length > 0) estate.Add(Json(Ancestors("s1", parent)));

        Assert.Equal(stillHas, Held(estate, "p").Active.Has(AciAccessRight.Exec));
    }

    [Fact]
    public void A_member_of_a_group_has_what_the_group_has_and_another_has_not()
    {
        AccessEstate estate = Estate(Assigned("r1", "team", Sub), RoleOf("r1", "*"));
        estate.ReadGroups.Add("team");
        estate.AddMember("team", "p");

        IReadOnlyDictionary<string, HeldRights> all = new EffectiveRights(estate).AllAt(Group);

        Assert.Equal(["p", "team"], all.Keys.Order());
        Assert.True(all["p"].Active.Has(AciAccessRight.Write));
        Assert.False(Held(estate, "q").Active.Has(AciAccessRight.Write));
    }

    [Fact]
    public void What_has_to_be_activated_is_told_apart_from_what_is_held()
    {
        AccessEstate estate = Estate(Assigned("r1", "p", Sub), RoleOf("r1", "*/read"), RoleOf("r2", "*"));
        estate.Add(RoleAssignment.Of(Json(Assigned("r2", "p", Rg)), isEligible: true));

        HeldRights held = Held(estate, "p");

        Assert.Equal([AciAccessRight.Read, AciAccessRight.ReadLogs], held.Active.ToArray());
        Assert.True(held.Eligible.Has(AciAccessRight.Exec));
        Assert.False(held.Eligible.Has(AciAccessRight.Read));
    }

    [Fact]
    public void A_role_without_a_definition_gives_nothing_and_is_known_to_be_unread()
    {
        AccessEstate estate = Estate(Assigned("r1", "p", Sub));

        Assert.True(Held(estate, "p").Active.IsEmpty);
        Assert.Equal(["r1"], estate.MissingRoles);
    }

    [Fact]
    public void An_assignment_that_is_found_twice_counts_once()
    {
        string one = Assigned("r1", "p", Sub);

        Assert.Single(Estate(one, one, RoleOf("r1", "*")).Assignments);
    }

    private static HeldRights Held(AccessEstate estate, string principal) => new EffectiveRights(estate).At(principal, Group);

    private static AccessEstate Estate(params string[] rows)
    {
        var estate = new AccessEstate();
        foreach (string row in rows) estate.Add(Json(row));
        return estate;
    }

    private static string Assigned(string role, string principal, string scope) => $$"""
        { "id": "{{scope.TrimEnd('/')}}/providers/Microsoft.Authorization/roleAssignments/{{role}}-{{principal}}", "type": "microsoft.authorization/roleassignments",
          "properties": { "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/{{role}}", "principalId": "{{principal}}", "principalType": "User"{{(scope.Length == 0 ? string.Empty : $", \"scope\": \"{scope}\"")}} } }
        """;

    private static string RoleOf(string id, string action, string? not = null) => $$"""
        { "id": "/providers/Microsoft.Authorization/roleDefinitions/{{id}}", "type": "microsoft.authorization/roledefinitions",
          "properties": { "roleName": "{{id}}", "type": "CustomRole", "permissions": [ { "actions": [ "{{action}}" ], "notActions": [ {{(not is null ? string.Empty : $"\"{not}\"")}} ] } ] } }
        """;

    private static string Denied(string scope, string principal, string excluded, bool isOfScopeOnly, string action, string? not = null) => $$"""
        { "id": "{{scope}}/providers/Microsoft.Authorization/denyAssignments/d", "type": "microsoft.authorization/denyassignments", "properties": { "denyAssignmentName": "d", "scope": "{{scope}}",
          "doNotApplyToChildScopes": {{(isOfScopeOnly ? "true" : "false")}}, "principals": [ { "id": "{{principal}}" } ], "excludePrincipals": [ {{(excluded.Length == 0 ? string.Empty : $$"""{ "id": "{{excluded}}" }""")}} ],
          "permissions": [ { "actions": [ "{{action}}" ], "notActions": [ {{(not is null ? string.Empty : $"\"{not}\"")}} ] } ] } }
        """;

    private static string Ancestors(string subscription, params string[] names) => $$"""
        { "id": "/subscriptions/{{subscription}}", "type": "microsoft.resources/subscriptions", "subscriptionId": "{{subscription}}", "properties": { "managementGroupAncestorsChain": [ {{string.Join(", ", names.Select(static name => $$"""{ "name": "{{name}}" }"""))}} ] } }
        """;

    private static ObjectValue Json(string text) => (ObjectValue)JsonDocumentReader.Read(new SourceFile(null, "test"), text).Root;
}
