using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Access;

/// <summary>Ways from rights on a group to the rights of its identity.</summary>
public sealed class EscalationTests
{
    private const string Rg = "/subscriptions/s1/resourceGroups/rg";
    private const string Identity = "/subscriptions/s1/resourceGroups/ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";
    private const string Assign = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";
    private const string Write = "Microsoft.ContainerInstance/containerGroups/write";
    private const string Exec = "Microsoft.ContainerInstance/containerGroups/containers/exec/action";

    private static readonly AccessTarget Assigned = new(Rg + "/providers/Microsoft.ContainerInstance/containerGroups/web", [new GroupIdentity("i", "id", Identity)]);
    private static readonly AccessTarget Own = new(Rg + "/providers/Microsoft.ContainerInstance/containerGroups/own", [new GroupIdentity("i", "own", null)]);

    [Theory]
    [InlineData(Exec, "", "Exec")]
    [InlineData(Write, Assign, "Write and AssignIdentity")]
    [InlineData(Write, "", null)]
    [InlineData("", Assign, null)]
    [InlineData("*/read", "*/read", null)]
    public void A_command_or_a_write_with_the_identity_leads_to_an_assigned_identity(string onGroup, string onIdentity, string? expected)
    {
        AccessEstate estate = Estate(("p", Rg, onGroup), ("p", Identity, onIdentity), ("i", "/subscriptions/s1", "*"));

        Assert.Equal(expected, Through(estate, Assigned));
    }

    [Fact]
    public void A_write_alone_leads_to_an_identity_of_the_groups_own() =>
        Assert.Equal("Write", Through(Estate(("p", Rg, Write), ("i", "/subscriptions/s1", "*")), Own));

    [Theory]
    [InlineData("*", "/subscriptions/s1", false)] // as much as the identity, at the same scope
    [InlineData("*", "/subscriptions/s2", true)] // as much, elsewhere
    [InlineData("Microsoft.Authorization/roleAssignments/write", "/subscriptions/s1", false)] // who may give roles needs no identity
    public void Nothing_is_gained_by_who_has_as_much(string action, string scope, bool gains) =>
        Assert.Equal(gains, Through(Estate(("p", Rg, Exec), ("p", scope, action), ("i", "/subscriptions/s1", "*")), Assigned) is not null);

    [Theory]
    [InlineData("Microsoft.Compute/virtualMachines/*", "", "*/read", true)] // nothing about container groups, and much all the same
    [InlineData("Microsoft.Storage/storageAccounts/listKeys/action", "", "*/read", true)]
    [InlineData("Microsoft.Storage/storageAccounts/listKeys/action", "", "Microsoft.Storage/*", false)]
    [InlineData("Microsoft.Storage/*/write", "", "Microsoft.Storage/storageAccounts/*", true)]
    [InlineData("Microsoft.Storage/*/write", "", "microsoft.storage/*", false)]
    [InlineData("*", "Microsoft.Authorization/*/Write", "Microsoft.ContainerInstance/*", true)]
    [InlineData("Microsoft.Storage/*/read", "", "*/read", false)]
    [InlineData("Microsoft.Storage/a/write", "Microsoft.Storage/*", "*/read", false)] // it takes out again what it gives
    public void What_an_identity_may_do_elsewhere_is_gained(string ofIdentity, string without, string own, bool gains)
    {
        AccessEstate estate = Estate(("p", Rg, Exec), ("p", "/subscriptions/s1", own));
        estate.Add(new Role { Id = "of", Name = "of", Permissions = [new RolePermission([ofIdentity], without.Length == 0 ? [] : [without], [], [])] });
        estate.Add(new RoleAssignment("of", "/subscriptions/s1", "of", "i", "ServicePrincipal", null, false));

        Assert.Equal(gains, Through(estate, Assigned) is not null);
    }

    [Theory]
    [InlineData("Microsoft.Storage/a/write", false)] // it takes out what the identity does not have either
    [InlineData("Microsoft.Storage/b/write", true)]
    public void What_the_own_role_takes_out_again_is_not_held(string taken, bool gains)
    {
        AccessEstate estate = Estate(("p", Rg, Exec));
        estate.Add(new Role { Id = "own", Name = "own", Permissions = [new RolePermission(["*"], [taken], [], [])] });
        estate.Add(new RoleAssignment("own", "/subscriptions/s1", "own", "p", "User", null, false));
        estate.Add(new Role { Id = "of", Name = "of", Permissions = [new RolePermission(["Microsoft.Storage/*"], ["Microsoft.Storage/a/*"], [], [])] });
        estate.Add(new RoleAssignment("of", "/subscriptions/s1", "of", "i", "ServicePrincipal", null, false));

        Assert.Equal(gains, Through(estate, Assigned) is not null);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("Microsoft.Authorization/roleAssignments/write")]
    public void What_is_held_under_a_condition_does_not_stand_for_the_identity(string own)
    {
        AccessEstate estate = Estate(("p", Rg, Exec), ("i", "/subscriptions/s1", "*"));
        estate.Add(new Role { Id = "own", Name = "own", Permissions = [new RolePermission([own], [], [], [])] });
        estate.Add(new RoleAssignment("own", "/subscriptions/s1", "own", "p", "User", "a condition", false));

        Assert.Equal("Exec", Through(estate, Assigned));
    }

    [Fact]
    public void An_identity_that_may_only_read_gives_nothing() => Assert.Null(Through(Estate(("p", Rg, Exec), ("i", "/subscriptions/s1", "*/read")), Assigned));

    [Fact]
    public void An_identity_without_roles_gives_nothing() => Assert.Null(Through(Estate(("p", Rg, Exec)), Assigned));

    [Fact]
    public void Data_counts_too()
    {
        AccessEstate estate = Estate(("p", Rg, Exec));
        estate.Add(new Role { Id = "secrets", Name = "Secrets", Permissions = [new RolePermission([], [], ["Microsoft.KeyVault/vaults/secrets/getSecret/action"], [])] });
        estate.Add(new RoleAssignment("a", Rg + "/providers/Microsoft.KeyVault/vaults/v", "secrets", "i", "ServicePrincipal", null, false));

        Assert.Equal("Exec", Through(estate, Assigned));
    }

    [Fact]
    public void An_identity_does_not_escalate_to_itself()
    {
        AccessEstate estate = Estate(("i", "/subscriptions/s1", "*"));
        var rights = new EffectiveRights(estate);

        Assert.Empty(new Escalations(estate, rights).Of("i", rights.At("i", Assigned.Id).Active, Assigned));
    }

    [Fact]
    public void The_reach_of_an_identity_is_every_role_that_it_has() =>
        Assert.Equal(["role on resource group rg", "role on the tenant"], Escalations.ReachOf(Estate(("i", Rg, "*"), ("i", "", "*/read")), "i"));

    private static string? Through(AccessEstate estate, AccessTarget target)
    {
        var rights = new EffectiveRights(estate);
        AciEscalation[] found = [.. new Escalations(estate, rights).Of("p", rights.At("p", target.Id).Active, target)];
        return found.Length == 0 ? null : string.Join(" and ", Assert.Single(found).Through);
    }

    private static AccessEstate Estate(params (string Principal, string Scope, string Action)[] assignments)
    {
        var estate = new AccessEstate();
        int number = 0;
        foreach ((string principal, string scope, string action) in assignments.Where(static one => one.Action.Length > 0))
        {
            string id = $"r{++number}";
            RolePermission[] permissions = [new RolePermission([action], [], [], [])];
            estate.Add(Role.Of((ObjectValue)JsonDocumentReader.Read(new SourceFile(null, "test"), $$"""
                { "id": "/providers/Microsoft.Authorization/roleDefinitions/{{id}}", "properties": { "roleName": "role", "permissions": [ { "actions": [ "{{permissions[0].Actions[0]}}" ] } ] } }
                """).Root));
            estate.Add(new RoleAssignment($"a{number}", scope, id, principal, "User", null, false));
        }

        return estate;
    }
}
