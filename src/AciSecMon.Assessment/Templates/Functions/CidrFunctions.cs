using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions of address ranges, IPv4 and IPv6 (template-functions-cidr).</summary>
internal static class CidrFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("parseCidr", 1, 1, Parse),
        new("cidrSubnet", 3, 3, Subnet),
        new("cidrHost", 2, 2, Host),
    ];

    private static ObjectValue? Parse(Value[] arguments, Invocation invocation)
    {
        if (Network.Read(arguments[0].AsText()) is not { } network) return null;
        var properties = new List<Property>
        {
            new("network", new StringValue(network.Write(network.First))),
            new("netmask", new StringValue(network.Write(network.Mask))),
        };
        if (network.Bits == 32) properties.Add(new("broadcast", new StringValue(network.Write(network.Last))));
        bool hasEnds = network.Bits - network.Prefix >= 2;
        UInt128 lastUsable = hasEnds && network.Bits == 32 ? network.Last - 1 : network.Last;
        properties.Add(new("firstUsable", new StringValue(network.Write(hasEnds ? network.First + 1 : network.First))));
        properties.Add(new("lastUsable", new StringValue(network.Write(lastUsable))));
        properties.Add(new("cidr", new NumberValue(network.Prefix)));
        return new ObjectValue(properties);
    }

    private static StringValue? Subnet(Value[] arguments, Invocation invocation)
    {
        if (Network.Read(arguments[0].AsText()) is not { } network || arguments[1].AsWhole() is not { } prefix || arguments[2].AsWhole() is not { } index) return null;
        if (prefix < network.Prefix || prefix > network.Bits || index < 0) return null;
        int added = (int)prefix - network.Prefix;
        if (added < 63 && index >= 1L << added) return null;
        int shift = network.Bits - (int)prefix;
        UInt128 first = network.First + (shift >= 128 ? 0 : (UInt128)index << shift);
        return new StringValue(string.Create(CultureInfo.InvariantCulture, $"{network.Write(first)}/{prefix}"));
    }

    private static StringValue? Host(Value[] arguments, Invocation invocation)
    {
        if (Network.Read(arguments[0].AsText()) is not { } network || arguments[1].AsWhole() is not { } index || index < 0) return null;
        UInt128 host = network.First + (UInt128)index + 1;
        return host <= network.Last && host > network.First ? new StringValue(network.Write(host)) : null;
    }

    /// <summary>A range of addresses.</summary>
    /// <param name="First">The network's own address.</param>
    /// <param name="Prefix">How many leading bits all addresses share.</param>
    /// <param name="Bits">32 or 128.</param>
    private readonly record struct Network(UInt128 First, int Prefix, int Bits)
    {
        private UInt128 All => Bits == 128 ? UInt128.MaxValue : uint.MaxValue;

        private UInt128 HostMask => Prefix == 0 ? All : All >> Prefix;

        public UInt128 Mask => All & ~HostMask;

        public UInt128 Last => First | HostMask;

        public static Network? Read(string? text)
        {
            string[] parts = text?.Split('/') ?? [];
            if (parts.Length != 2 || !IPAddress.TryParse(parts[0], out IPAddress? address)) return null;
            byte[] bytes = address.GetAddressBytes();
            int bits = bytes.Length * 8;
            if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int prefix) || prefix > bits) return null;
            UInt128 number = address.AddressFamily == AddressFamily.InterNetwork ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
            var network = new Network(number, prefix, bits);
            return network with { First = number & network.Mask };
        }

        public string Write(UInt128 address)
        {
            byte[] bytes = new byte[Bits / 8];
            if (Bits == 32) BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)address);
            else BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
            return new IPAddress(bytes).ToString();
        }
    }
}
