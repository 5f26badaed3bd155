using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Network;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Network;

/// <summary>The exposure truth table: ACI-NET-001, 002, 003 and 010.</summary>
public sealed class ExposureRulesTests
{
    private const string Subnets = """ "subnetIds": [ { "id": "/subscriptions/s/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/v/subnets/a" } ] """;

    [Theory]
    [EveryShape]
    public void A_public_address_is_a_failure_and_outside_a_network(Shape shape)
    {
        GroupFixture fixture = Group(""" "ipAddress": { "type": "public", "ports": [ { "port": 443 } ] } """);
        RuleCheck.Says(shape, new PublicAddressRule(), fixture, "Fail ipAddress.type");
        RuleCheck.Says(shape, new OutsideVirtualNetworkRule(), fixture, "Fail subnetIds");
        RuleCheck.Says(shape, new AddressConflictRule(), fixture, "Pass ipAddress");
    }

    [Theory]
    [EveryShape]
    public void A_private_address_in_a_subnet_passes(Shape shape)
    {
        GroupFixture fixture = Group($$""" "ipAddress": { "type": "Private", "ports": [ { "port": 443 } ] }, {{Subnets}} """);
        RuleCheck.Says(shape, new PublicAddressRule(), fixture, "Pass ipAddress.type");
        RuleCheck.Says(shape, new OutsideVirtualNetworkRule(), fixture, "Pass subnetIds");
        RuleCheck.Says(shape, new AddressConflictRule(), fixture, "Pass ipAddress");
    }

    [Theory]
    [WholeShapes]
    public void A_private_address_without_a_subnet_is_a_mistake_in_a_file_and_a_gap_in_an_answer(Shape shape)
    {
        GroupFixture fixture = Group(""" "ipAddress": { "type": "Private" } """);
        RuleCheck.Says(shape, new PublicAddressRule(), fixture, "Pass ipAddress.type");
        RuleCheck.Says(shape, new OutsideVirtualNetworkRule(), fixture, Shapes.Authored.Contains(shape) ? "Fail subnetIds" : "Unknown subnetIds");
    }

    [Theory]
    [EveryShape]
    public void No_address_is_not_public_and_still_outside_a_network(Shape shape)
    {
        GroupFixture fixture = Group(""" "ipAddress": null """);
        RuleCheck.Says(shape, new PublicAddressRule(), fixture, "Pass ipAddress.type");
        RuleCheck.Says(shape, new OutsideVirtualNetworkRule(), fixture, "Fail subnetIds");
        RuleCheck.Says(shape, new AddressConflictRule(), fixture, "Pass ipAddress");
    }

    [Theory]
    [EveryShape]
    public void A_public_address_in_a_subnet_fails_and_contradicts_itself(Shape shape)
    {
        GroupFixture fixture = Group($$""" "ipAddress": { "type": "Public" }, {{Subnets}} """);
        RuleCheck.Says(shape, new PublicAddressRule(), fixture, "Fail ipAddress.type");
        RuleCheck.Says(shape, new OutsideVirtualNetworkRule(), fixture, "Pass subnetIds");
        RuleCheck.Says(shape, new AddressConflictRule(), fixture, "Fail ipAddress.type");
    }

    [Theory]
    [EveryShape]
    public void A_name_label_on_a_private_address_contradicts_itself(Shape shape) => RuleCheck.Says(
        shape, new AddressConflictRule(), Group($$""" "ipAddress": { "type": "Private", "dnsNameLabel": "shop" }, {{Subnets}} """), "Fail ipAddress.dnsNameLabel");

    [Theory]
    [AuthoredShapes]
    public void A_network_profile_is_a_network_and_is_retired(Shape shape)
    {
        GroupFixture fixture = Group(""" "networkProfile": { "id": "/subscriptions/s/resourceGroups/n/providers/Microsoft.Network/networkProfiles/p" } """);
        RuleCheck.Says(shape, new OutsideVirtualNetworkRule(), fixture, "Pass subnetIds");
        RuleCheck.Says(shape, new NetworkProfileRule(), fixture, "Fail networkProfile.id");
    }

    [Theory]
    [EveryShape]
    public void A_group_without_a_network_profile_passes(Shape shape) =>
        RuleCheck.Says(shape, new NetworkProfileRule(), Group($$""" {{Subnets}} """), "Pass networkProfile.id");

    [Fact]
    public void An_address_whose_type_is_not_known_is_neither_public_nor_private()
    {
        GroupFixture fixture = Group($$""" "ipAddress": { "type": "?type" }, {{Subnets}} """);
        RuleCheck.SaysOfOpen(new PublicAddressRule(), fixture, "Unknown ipAddress.type");
        RuleCheck.SaysOfOpen(new OutsideVirtualNetworkRule(), fixture, "Pass subnetIds");
        RuleCheck.SaysOfOpen(new AddressConflictRule(), fixture, "Unknown ipAddress");
    }

    [Fact]
    public void An_unknown_result_names_the_expression_and_its_cause()
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(new PublicAddressRule(), OpenGroup.Bind(Group(""" "ipAddress": { "type": "?addressType" } """))));
        Assert.Contains("parameters('addressType') is not known", result.Message, StringComparison.Ordinal);
        Assert.Equal("addressType", Assert.Single(result.Causes).Text);
    }

    [Fact]
    public void A_wholly_unknown_address_leaves_everything_open()
    {
        GroupFixture fixture = Group(""" "ipAddress": "?!ipAddress", "subnetIds": "?!subnetIds" """);
        RuleCheck.SaysOfOpen(new PublicAddressRule(), fixture, "Unknown ipAddress.type");
        RuleCheck.SaysOfOpen(new OutsideVirtualNetworkRule(), fixture, "Unknown subnetIds");
        RuleCheck.SaysOfOpen(new AddressConflictRule(), fixture, "Unknown ipAddress");
    }

    [Theory]
    [WholeShapes]
    public void An_address_without_a_type_is_not_taken_for_private(Shape shape) => RuleCheck.Says(
        shape, new PublicAddressRule(), Group(""" "ipAddress": { "dnsNameLabel": "shop", "ports": [ { "port": 80 } ] } """), "Unknown ipAddress.type");

    [Fact]
    public void A_type_that_does_not_exist_is_not_taken_for_private() =>
        RuleCheck.SaysOfOpen(new PublicAddressRule(), Group(""" "ipAddress": { "type": "Publik" } """), "Unknown ipAddress.type");

    [Fact]
    public void A_subnet_whose_id_is_a_required_parameter_is_a_subnet()
    {
        RuleCheck.SaysOfOpen(new OutsideVirtualNetworkRule(), Group(""" "subnetIds": [ { "id": "?subnetId" } ] """), "Pass subnetIds");
        RuleCheck.SaysOfOpen(new OutsideVirtualNetworkRule(), Group(""" "subnetIds": [ { "id": "?!subnetId" } ] """), "Unknown subnetIds");
        RuleCheck.SaysOfOpen(new OutsideVirtualNetworkRule(), Group(""" "subnetIds": [ "?..." ] """), "Unknown subnetIds");
        RuleCheck.SaysOfOpen(new OutsideVirtualNetworkRule(), Group(""" "subnetIds": [ { "id": "" } ] """), "Fail subnetIds");
        RuleCheck.SaysOfOpen(new OutsideVirtualNetworkRule(), Group(""" "subnetIds": [] """), "Fail subnetIds");
    }

    [Fact]
    public void A_network_profile_that_is_not_known_is_left_open()
    {
        RuleCheck.SaysOfOpen(new NetworkProfileRule(), Group(""" "networkProfile": "?!networkProfile" """), "Unknown networkProfile.id");
        RuleCheck.SaysOfOpen(new OutsideVirtualNetworkRule(), Group(""" "networkProfile": "?!networkProfile" """), "Unknown subnetIds");
    }

    [Fact]
    public void A_profile_is_judged_by_its_address_and_not_by_its_network()
    {
        GroupFixture profile = Group(""" "ipAddress": { "type": "Public" } """).With("type", "\"Microsoft.ContainerInstance/containerGroupProfiles\"");
        RuleCheck.SaysOfOpen(new PublicAddressRule(), profile, "Fail ipAddress.type");
        RuleCheck.SaysOfOpen(new OutsideVirtualNetworkRule(), profile, "NotApplicable subnetIds");
        RuleCheck.SaysOfOpen(new NetworkProfileRule(), profile, "NotApplicable networkProfile.id");
    }

    [Fact]
    public void An_ngroup_is_judged_by_its_subnet_and_its_address_is_the_profiles()
    {
        GroupFixture ngroup = GroupFixture.FromResource(
            """
            {
              "type": "Microsoft.ContainerInstance/ngroups", "apiVersion": "2025-09-01", "name": "n",
              "properties": { "containerGroupProfiles": [ { "resource": { "id": "/x/p" }, "containerGroupProperties": { "subnetIds": [ { "id": "/v/s" } ] } } ] }
            }
            """);
        RuleCheck.SaysOfOpen(new PublicAddressRule(), ngroup, "Unknown ipAddress.type");
        RuleCheck.SaysOfOpen(new OutsideVirtualNetworkRule(), ngroup, "Pass subnetIds");
        RuleCheck.SaysOfOpen(new NetworkProfileRule(), ngroup, "NotApplicable networkProfile.id");
    }

    private static GroupFixture Group(string properties) => GroupFixture.FromProperties($"{{ {properties} }}");
}
