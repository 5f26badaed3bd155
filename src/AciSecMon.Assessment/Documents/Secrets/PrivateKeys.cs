namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>Private keys in text form: PEM, base64 of PEM, and base64 of the binary forms. Certificates and public keys are none.</summary>
internal static class PrivateKeys
{
    private const string Dashes = "-----BEGIN ";

    /// <summary>Base64 of <c>-----BEGIN</c>.</summary>
    private const string EncodedDashes = "LS0tLS1CRUdJTi";

    private const int LongestLabel = 40;

    public static bool IsPem(string text)
    {
        for (int at = text.IndexOf(Dashes, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Dashes, at + Dashes.Length, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> label = text.AsSpan(at + Dashes.Length);
            if (label[..Math.Min(LongestLabel, label.Length)].Contains("PRIVATE KEY", StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>True for base64 of a PEM text whose first line names a private key.</summary>
    public static bool IsEncodedPem(string text)
    {
        int at = text.IndexOf(EncodedDashes, StringComparison.Ordinal);
        if (at < 0) return false;
        Span<char> encoded = stackalloc char[64];
        Span<byte> decoded = stackalloc byte[48];
        if (text.Length - at < encoded.Length) return false;
        text.AsSpan(at, encoded.Length).CopyTo(encoded);
        return Convert.TryFromBase64Chars(encoded, decoded, out int length) && decoded[..length].IndexOf("PRIVATE KEY"u8) >= 0;
    }

    /// <summary>
    /// True for base64 of a DER sequence that begins as PKCS#12 (version 3), PKCS#8 (version 0, then the algorithm) or PKCS#1 (version 0, then the modulus)
    /// do: RFC 7292 section 4, RFC 5958 section 2, RFC 8017 appendix A.1.2.
    /// </summary>
    public static bool IsEncodedBinary(string text)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        if (start.Length < 64 || !start.StartsWith("MII", StringComparison.Ordinal) || start[6] != 'I' || start[7] != 'B') return false;
        ReadOnlySpan<char> version = start[8..12];
        return version is "AzCC" or "ADAN" or "AAKC" or "AzCA";
    }
}
