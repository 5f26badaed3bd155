using System.Net;
using System.Numerics;

namespace AciSecMon.Assessment.Policy;

/// <summary>A run of addresses: one, a network such as 10.0.0.0/16, or two with a hyphen between them.</summary>
internal readonly record struct AddressSpan(BigInteger First, BigInteger Last, bool IsSixteenBytes)
{
    /// <summary>Reads it; null where the text is none.</summary>
    public static AddressSpan? Parse(string text)
    {
        string[] ends = text.Split('-', StringSplitOptions.TrimEntries);
        if (ends is [var from, var to])
        {
            return IPAddress.TryParse(from, out IPAddress? first) && IPAddress.TryParse(to, out IPAddress? last) && first.AddressFamily == last.AddressFamily && NumberOf(first) <= NumberOf(last)
                ? Of(NumberOf(first), NumberOf(last), first) : null;
        }

        string[] parts = text.Trim().Split('/');
        if (!IPAddress.TryParse(parts[0], out IPAddress? address)) return null;
        int bits = address.GetAddressBytes().Length * 8;
        int prefix = bits;
        if (parts.Length > 2 || (parts.Length == 2 && (!int.TryParse(parts[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out prefix) || prefix > bits))) return null;
        BigInteger size = BigInteger.One << (bits - prefix);
        BigInteger begin = NumberOf(address) / size * size;
        return Of(begin, begin + size - 1, address);
    }

    public bool IsOfSameFamily(AddressSpan other) => IsSixteenBytes == other.IsSixteenBytes;

    public bool Contains(AddressSpan other) => First <= other.First && other.Last <= Last;

    private static AddressSpan Of(BigInteger first, BigInteger last, IPAddress address) => new(first, last, address.GetAddressBytes().Length == 16);

    private static BigInteger NumberOf(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
}
