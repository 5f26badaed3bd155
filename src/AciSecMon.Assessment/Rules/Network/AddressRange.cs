using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>Reads IP addresses and prefixes strictly: what two readers could take for different addresses is none.</summary>
internal static class AddressRange
{
    /// <summary>Addresses that nobody outside can answer on: private and shared use, loopback, link-local, and the platform's own resolver.</summary>
    private static readonly IPNetwork[] InsideRanges =
    [
        IPNetwork.Parse("10.0.0.0/8"), // RFC 1918
        IPNetwork.Parse("172.16.0.0/12"), // RFC 1918
        IPNetwork.Parse("192.168.0.0/16"), // RFC 1918
        IPNetwork.Parse("100.64.0.0/10"), // RFC 6598
        IPNetwork.Parse("127.0.0.0/8"), // RFC 1122
        IPNetwork.Parse("169.254.0.0/16"), // RFC 3927
        IPNetwork.Parse("168.63.129.16/32"), // Microsoft Learn, "What is IP address 168.63.129.16?"
        IPNetwork.Parse("fc00::/7"), // RFC 4193
        IPNetwork.Parse("fe80::/10"), // RFC 4291
        IPNetwork.Parse("::1/128"), // RFC 4291
    ];

    /// <summary>True where the address lies in a range that is not the internet's.</summary>
    public static bool IsInside(IPAddress address) => Array.Exists(InsideRanges, range => range.Contains(address));

    /// <summary>Reads an address; one of IPv4 in IPv6 form becomes IPv4.</summary>
    public static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (text.Contains('%', StringComparison.Ordinal) || !IPAddress.TryParse(text, out IPAddress? parsed)) return false;

        // "010.0.0.1" and "10.1" are addresses to some readers, and not the same ones.
        if (parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() != text) return false;
        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    /// <summary>Reads an address or a prefix that is known to be one.</summary>
    public static IPNetwork Parse(string text) =>
        TryParse(text, out IPNetwork range) ? range : throw new FormatException("The text is no IP address and no prefix.");

    /// <summary>Reads an address or a prefix such as <c>203.0.113.0/24</c>.</summary>
    public static bool TryParse(string text, out IPNetwork range)
    {
        if (TryParseAddress(text, out IPAddress? address))
        {
            range = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
            return true;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        range = default;
        if (slash <= 0 || !TryParseAddress(text[..slash], out address) || !IPNetwork.TryParse(text, out range)) return false;

        // An address within the prefix is a mistake that only some versions of the framework refuse.
        return range.BaseAddress.Equals(address);
    }
}
