using System.Net;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>Names are resolved by a server on the internet that the settings do not allow.</summary>
internal sealed class DnsServerRule() : GroupRule("ACI-NET-015")
{
    private const string Expected = "A private address, 168.63.129.16, or a server of the setting allowedDnsServers";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place dns = Place.Root.Of("dnsConfig");
        Place place = dns.Of("nameServers");
        if (group.Kind != AciSubjectType.ContainerGroup)
        {
            judgement.NotApplicable(place, "Only a container group can name DNS servers.");
            return;
        }

        Value servers = group.Properties["dnsConfig"]["nameServers"];
        if (servers.IsMissing)
        {
            judgement.Pass(place, "The group uses the platform's DNS servers.");
            return;
        }

        var judged = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Value server in servers.Items.Where(static s => !s.IsMissing))
        {
            string key = PlaceKeys.NameOf(server);
            if (judged.Add(key)) JudgeServer(dns.Of("nameServers", key), server, judgement);
        }

        Value? open = servers is ArrayValue ? servers.Rest : servers;
        if (open is not null) ReportOpen(place, open, judgement);
        judgement.PassUnlessObjected(place, "All DNS servers are private or allowed.");
    }

    private static void JudgeServer(Place place, Value server, Judgement judgement)
    {
        if (server.AsText() is not { } text || !AddressRange.TryParseAddress(text, out IPAddress? address))
        {
            ReportOpen(place, server, judgement);
        }
        else if (!AddressRange.IsInside(address) && !judgement.Settings.AllowedDnsRanges.Any(range => range.Contains(address)))
        {
            judgement.Fail(place, server, $"The group resolves names at {ValueText.Of(server)}, a DNS server outside its network.", Expected);
        }
    }

    private static void ReportOpen(Place place, Value value, Judgement judgement) => judgement.Undecided(
        place, value, $"Whether the group's DNS servers are private could not be decided: {ValueText.WhyOpen(value)}.",
        "Write IP addresses as dnsConfig.nameServers.");
}
