using System.Collections.Frozen;
using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>A web port is public and no TLS port is. Where a front end stands in the same source, it may be what ends TLS.</summary>
internal sealed class ClearHttpRule() : PublicPortRule("ACI-NET-005")
{
    private static readonly string[] FrontEndTypes =
    [
        "Microsoft.Network/applicationGateways", "Microsoft.Network/frontDoors", "Microsoft.Cdn/profiles",
    ];

    protected override void JudgePorts(ContainerGroup group, Exposure exposure, Place place, Judgement judgement)
    {
        ModelList<PortEntry> ports = group.IpAddress.Ports;
        List<PortEntry> clear = [.. ports.Items.Where(static p => IsTcp(p) && IsIn(PortTables.ClearHttp, p))];
        bool hasTls = ports.Items.Any(static p => IsIn(PortTables.Tls, p));
        if (!hasTls && OpenPort(ports) is not null)
        {
            ReportOpenPorts(ports, place, "Whether HTTP is public without TLS", judgement);
        }
        else if (!hasTls)
        {
            bool hasFrontEnd = judgement.Estate.Neighbours.Any(static n => IsFrontEnd(n.Type));
            foreach (PortEntry entry in clear) FailOf(entry, exposure, hasFrontEnd, judgement);
        }

        judgement.PassUnlessObjected(place, hasTls ? "A TLS port is public." : "No HTTP port is public.");
    }

    private static void FailOf(PortEntry entry, Exposure exposure, bool hasFrontEnd, Judgement judgement)
    {
        string because = hasFrontEnd ? ", and no TLS port; a front end in the same source may end TLS before it" : ", and no TLS port";
        FailIfPublic(
            exposure, Number(entry), string.Create(CultureInfo.InvariantCulture, $"the HTTP port {entry.Port.AsWhole()}"), because, "443 or 8443 beside it, or a front end that ends TLS", judgement,
            hasFrontEnd ? AciSeverity.Informational : null);
    }

    private static bool IsTcp(PortEntry entry) => !entry.Protocol.Is("UDP");

    private static bool IsIn(FrozenSet<long> table, PortEntry entry) => entry.Port.AsWhole() is { } port && table.Contains(port);

    private static bool IsFrontEnd(string type) => Array.Exists(
        FrontEndTypes, f => type.StartsWith(f, StringComparison.OrdinalIgnoreCase) && (type.Length == f.Length || type[f.Length] == '/'));
}
