using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions that make one name of several texts, the same in every run.</summary>
internal static class HashFunctions
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static FunctionDefinition[] All { get; } =
    [
        new("guid", 1, FunctionDefinition.Unlimited, Guid) { NeedsExactText = true },
        new("uniqueString", 1, FunctionDefinition.Unlimited, UniqueString) { NeedsExactText = true },
    ];

    private static StringValue? Guid(Value[] arguments, Invocation invocation) =>
        Join(arguments) is { } name ? new StringValue(NameBasedGuid(Encoding.UTF8.GetBytes(name))) : null;

    private static StringValue? UniqueString(Value[] arguments, Invocation invocation) =>
        Join(arguments) is { } text ? new StringValue(UniqueString(Encoding.UTF8.GetBytes(text))) : null;

    private static string? Join(Value[] arguments)
    {
        string?[] texts = Array.ConvertAll(arguments, static argument => argument.AsText());
        return Array.Exists(texts, static text => text is null) ? null : string.Join('-', texts);
    }

    /// <summary>RFC 4122, section 4.3, version 5, in the namespace of Azure deployments (template-functions-string, "guid").</summary>
    private static string NameBasedGuid(byte[] name)
    {
        byte[] text = new byte[16 + name.Length];
        new Guid("11fb06fb-712d-4ddd-98c7-e71bbd588830").TryWriteBytes(text, bigEndian: true, out _);
        name.CopyTo(text, 16);

        // SHA-1 is what the standard says; nothing is protected by it.
#pragma warning disable CA5350
        Span<byte> hash = SHA1.HashData(text).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }

    /// <summary>
    /// A variant of Murmur3 with two halves of 32 bits, written in base 32. Microsoft publishes the algorithm only as source
    /// (Azure/terraform-provider-azapi, unique_string_function.go); the constants are facts of it.
    /// </summary>
    private static string UniqueString(ReadOnlySpan<byte> data)
    {
        uint low = 0;
        uint high = 0;
        ReadOnlySpan<byte> rest = data;
        for (; rest.Length >= 8; rest = rest[8..])
        {
            low = (BitOperations.RotateLeft(low ^ MixLow(BinaryPrimitives.ReadUInt32LittleEndian(rest)), 19) + high) * 5 + 1444728091;
            high = (BitOperations.RotateLeft(high ^ MixHigh(BinaryPrimitives.ReadUInt32LittleEndian(rest[4..])), 13) + low) * 5 + 197830471;
        }

        if (rest.Length > 0) low ^= MixLow(ReadTail(rest[..Math.Min(4, rest.Length)]));
        if (rest.Length > 4) high ^= MixHigh(ReadTail(rest[4..]));

        low ^= (uint)data.Length;
        high ^= (uint)data.Length;
        low += high;
        high += low;
        low = Finish(low);
        high = Finish(high);
        low += high;
        high += low;

        ulong value = ((ulong)high << 32) | low;
        return string.Create(13, value, static (characters, left) =>
        {
            for (int i = 0; i < characters.Length; i++, left <<= 5) characters[i] = Alphabet[(int)(left >> 59)];
        });
    }

    private static uint MixLow(uint part) => BitOperations.RotateLeft(part * 597399067, 15) * 2869860233;

    private static uint MixHigh(uint part) => BitOperations.RotateLeft(part * 2869860233, 17) * 597399067;

    private static uint ReadTail(ReadOnlySpan<byte> bytes)
    {
        uint value = 0;
        for (int i = bytes.Length - 1; i >= 0; i--) value = (value << 8) | bytes[i];
        return value;
    }

    private static uint Finish(uint half)
    {
        half = (half ^ (half >> 16)) * 2246822507;
        half = (half ^ (half >> 13)) * 3266489909;
        return half ^ (half >> 16);
    }
}
