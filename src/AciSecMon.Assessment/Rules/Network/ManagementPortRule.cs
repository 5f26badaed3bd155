using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>A management or database port is public, and the settings do not list it as meant.</summary>
internal sealed class ManagementPortRule() : PublicPortRule("ACI-NET-004")
{
    protected override void JudgePorts(ContainerGroup group, Exposure exposure, Place place, Judgement judgement)
    {
        foreach (PortEntry entry in group.IpAddress.Ports.Items)
        {
            if (entry.Port.AsWhole() is not { } port || !PortTables.ManagementAndData.TryGetValue(port, out string? service)) continue;
            if (judgement.Settings.PublicPorts.Contains((int)port)) continue;
            string what = string.Create(CultureInfo.InvariantCulture, $"port {port} ({service})");
            FailIfPublic(exposure, Number(entry), what, string.Empty, "No management or database port on a public address", judgement);
        }

        ReportOpenPorts(group.IpAddress.Ports, place, "Whether a management or database port is public", judgement);
        judgement.PassUnlessObjected(place, "No management or database port is public.");
    }
}
