namespace AciSecMon.Assessment.Rules.Network;

/// <summary>The rules on exposure, ports, placement and names.</summary>
internal static class NetworkRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new PublicAddressRule(),
        new OutsideVirtualNetworkRule(),
        new NetworkProfileRule(),
        new ManagementPortRule(),
        new ClearHttpRule(),
        new PublicSurfaceRule(),
        new UnservedPortRule(),
        new DnsLabelReuseRule(),
        new AddressConflictRule(),
        new DnsServerRule(),
    ];
}
