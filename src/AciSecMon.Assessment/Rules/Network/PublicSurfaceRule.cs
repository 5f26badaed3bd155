using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>The public surface is wide (too many ports, or UDP) or not as the settings list it.</summary>
internal sealed class PublicSurfaceRule() : PublicPortRule("ACI-NET-006")
{
    protected override void JudgePorts(ContainerGroup group, Exposure exposure, Place place, Judgement judgement)
    {
        ModelList<PortEntry> ports = group.IpAddress.Ports;
        IReadOnlyList<int> listed = judgement.Settings.PublicPorts;
        var known = new HashSet<(long, string)>();
        foreach (PortEntry entry in ports.Items)
        {
            long? port = entry.Port.AsWhole();
            bool isListed = port is { } number and >= 1 and <= 65535 && listed.Contains((int)number);
            if (port is { } counted) known.Add((counted, entry.Protocol.Is("UDP") ? "UDP" : "TCP"));
            if (!isListed && listed.Count > 0 && port is { } unlisted) FailUnlisted(entry, unlisted, exposure, judgement);
            else if (!isListed) JudgeProtocol(entry, exposure, judgement);
        }

        int most = judgement.Settings.MaximumPublicPorts;
        if (known.Count > most) FailWide(known.Count, most, group, exposure, place, judgement);
        else if (ports.Rest is not null || ports.Items.Count > most || listed.Count > 0) ReportOpenPorts(ports, place, "How wide the public surface is", judgement);
        judgement.PassUnlessObjected(place, "The public surface is small and of the expected ports.");
    }

    private static void FailUnlisted(PortEntry entry, long port, Exposure exposure, Judgement judgement) => FailIfPublic(
        exposure, Number(entry), string.Create(CultureInfo.InvariantCulture, $"port {port}"), ", but the settings do not list it as public",
        "A port of the setting publicPorts", judgement, AciSeverity.Medium);

    private static void JudgeProtocol(PortEntry entry, Exposure exposure, Judgement judgement)
    {
        Place place = entry.Place.Of("protocol");
        if (entry.Protocol.Is("UDP"))
        {
            FailIfPublic(exposure, (place, entry.Protocol), $"UDP port {ValueText.Of(entry.Port)}", string.Empty, "TCP", judgement);
        }
        else if (!entry.Protocol.IsMissingOrEmpty() && !entry.Protocol.Is("TCP"))
        {
            judgement.Undecided(
                place, entry.Protocol, $"Whether port {ValueText.Of(entry.Port)} is open for UDP could not be decided: {ValueText.WhyOpen(entry.Protocol)}.", "Write TCP or UDP as protocol.");
        }
    }

    private static void FailWide(int count, int most, ContainerGroup group, Exposure exposure, Place place, Judgement judgement) => FailIfPublic(
        exposure, (place, new NumberValue(count, group.IpAddress.Whole["ports"].Location)), string.Create(CultureInfo.InvariantCulture, $"{count} ports"), string.Empty,
        string.Create(CultureInfo.InvariantCulture, $"At most {most}"), judgement);
}
