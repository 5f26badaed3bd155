using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Activity;

/// <summary>Which operations concern container groups: each join with its hit and its miss.</summary>
public sealed class ActivityConcernTests
{
    private const string Sub = "/subscriptions/s1";
    private const string Rg = Sub + "/resourceGroups/rg";
    private const string Group = Rg + "/providers/Microsoft.ContainerInstance/containerGroups/web";
    private const string Subnet = Sub + "/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v/subnets/aci";
    private const string Identity = Sub + "/resourceGroups/ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";
    private const string Assignment = "/providers/Microsoft.Authorization/roleAssignments/a";
    private const string Assign = "Microsoft.Authorization/roleAssignments/write";

    [Theory]
    [InlineData("Microsoft.ContainerInstance/containerGroups/write", Group, true)]
    [InlineData("Microsoft.ContainerInstance/containerGroups/delete", Rg + "/providers/Microsoft.ContainerInstance/containerGroups/gone", true)]
    [InlineData("Microsoft.ContainerInstance/containerGroupProfiles/write", Rg + "/providers/Microsoft.ContainerInstance/containerGroupProfiles/p", true)]
    [InlineData("Microsoft.ContainerInstance/register/action", Sub, true)]
    [InlineData("Microsoft.Insights/diagnosticSettings/delete", Group + "/providers/microsoft.insights/diagnosticSettings/x", true)]
    [InlineData("Microsoft.Insights/diagnosticSettings/delete", Sub + "/providers/microsoft.insights/diagnosticSettings/x", true)]
    [InlineData("Microsoft.Insights/diagnosticSettings/delete", Rg + "/providers/Microsoft.Storage/storageAccounts/x/providers/microsoft.insights/diagnosticSettings/x", false)]
    [InlineData("Microsoft.Insights/diagnosticSettings/delete", "/subscriptions/s2/providers/microsoft.insights/diagnosticSettings/x", false)]
    [InlineData("Microsoft.Insights/metricAlerts/delete", Sub + "/resourceGroups/mon/providers/Microsoft.Insights/metricAlerts/x", true)]
    [InlineData("Microsoft.Insights/metricAlerts/delete", "/subscriptions/s2/resourceGroups/mon/providers/Microsoft.Insights/metricAlerts/x", false)]
    [InlineData(Assign, Group + Assignment, true)]
    [InlineData(Assign, Rg + Assignment, true)]
    [InlineData(Assign, Sub + Assignment, true)]
    [InlineData(Assign, "/providers/Microsoft.Management/managementGroups/m" + Assignment, true)]
    [InlineData(Assign, Assignment, true)]
    [InlineData(Assign, Identity + Assignment, true)]
    [InlineData(Assign, Sub + "/resourceGroups/other" + Assignment, false)]
    [InlineData(Assign, "/subscriptions/s2" + Assignment, false)]
    [InlineData(Assign, Rg + "/providers/Microsoft.Storage/storageAccounts/x" + Assignment, false)]
    [InlineData("Microsoft.Authorization/locks/delete", Rg + "/providers/Microsoft.Authorization/locks/l", true)]
    [InlineData("Microsoft.Authorization/locks/delete", Sub + "/resourceGroups/other/providers/Microsoft.Authorization/locks/l", false)]
    [InlineData("Microsoft.Network/virtualNetworks/subnets/join/action", Subnet, true)]
    [InlineData("Microsoft.Network/virtualNetworks/subnets/serviceAssociationLinks/delete", Subnet + "/serviceAssociationLinks/l", true)]
    [InlineData("Microsoft.Network/virtualNetworks/subnets/join/action", Subnet + "2", false)]
    [InlineData("Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", Identity, true)]
    [InlineData("Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", Identity + "2", false)]
    public void An_operation_concerns_the_groups_or_it_does_not(string operation, string resource, bool expected) => Assert.Equal(expected, Concern().Has(Record(operation, resource)));

    [Fact]
    public void Who_names_a_group_means_it_and_what_is_around_it_alone()
    {
        ActivityConcern concern = Concern(static id => id.EndsWith("/web", StringComparison.OrdinalIgnoreCase));

        Assert.True(concern.Has(Record("Microsoft.ContainerInstance/containerGroups/write", Group)));
        Assert.True(concern.Has(Record(Assign, Rg + Assignment)));
        Assert.False(concern.Has(Record("Microsoft.ContainerInstance/containerGroups/write", Rg + "/providers/Microsoft.ContainerInstance/containerGroups/other")));
        Assert.False(concern.Has(Record("Microsoft.ContainerInstance/register/action", Sub)));
    }

    [Fact]
    public void What_surrounds_a_group_that_is_not_meant_does_not_count()
    {
        ActivityConcern concern = Concern(static id => id.EndsWith("/other", StringComparison.OrdinalIgnoreCase));

        Assert.False(concern.Has(Record("Microsoft.Network/virtualNetworks/subnets/join/action", Subnet)));
        Assert.False(concern.Has(Record(Assign, Rg + Assignment)));
    }

    [Fact]
    public void Identities_of_groups_are_known_by_their_object_ids() =>
        Assert.Equal(new Dictionary<string, string> { ["own"] = "web", ["assigned"] = "id" }, Concern().Identities);

    private static ActivityConcern Concern(Func<string, bool>? isMeant = null)
    {
        var concern = new ActivityConcern { IsMeant = isMeant };
        concern.Add((ObjectValue)JsonDocumentReader.Read(new SourceFile(null, "test"), $$"""
            { "id": "{{Group}}", "identity": { "type": "SystemAssigned, UserAssigned", "principalId": "own", "userAssignedIdentities": { "{{Identity}}": { "principalId": "assigned" } } },
              "properties": { "subnetIds": [ { "id": "{{Subnet}}" } ] } }
            """).Root);
        return concern;
    }

    private static ActivityRecord Record(string operation, string resource) => new() { Operation = ActivityOperation.Of(operation), CorrelationId = "c", ResourceId = resource };
}
