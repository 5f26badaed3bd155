using System.Buffers;

namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>
/// Recognises secrets by what they look like. A table of named shapes, the certain ones first; each is linear in the length of the text.
/// Null means "does not look like a secret", never "is none".
/// </summary>
internal static class SecretShapes
{
    private const int ShortestText = 6;
    private const int StorageKeyLength = 88;
    private const int OldDevOpsTokenLength = 52;

    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
    private static readonly SearchValues<char> Base32 = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567");
    private static readonly SearchValues<char> UrlSafe = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The shapes that stand for one kind each. <see cref="Credentials.KindAssigned"/> adds those whose kind a name within the text decides.</summary>
    public static IReadOnlyList<SecretShape> All { get; } =
    [
        new("private-key-pem", SecretKinds.PrivateKey, PrivateKeys.IsPem),
        new("private-key-encoded-pem", SecretKinds.PrivateKey, PrivateKeys.IsEncodedPem),
        new("private-key-encoded-binary", SecretKinds.PrivateKey, PrivateKeys.IsEncodedBinary),
        new("json-web-token", SecretKinds.JsonWebToken, IsJsonWebToken),
        .. KnownTokens.All.Select(static t => t.ToShape()),
        new("shared-access-signature", SecretKinds.SharedAccessSignature, Credentials.AreSignature),
        new("url-with-credentials", SecretKinds.UrlWithCredentials, Credentials.AreInAddress),
        new("authorization-header", SecretKinds.AuthorizationHeader, Credentials.AreInHeader),
        new("registry-configuration", SecretKinds.Credential, Credentials.AreForRegistry),
        new("storage-key-length", SecretKinds.StorageAccountKey, IsStorageKey),
        new("azure-devops-old", SecretKinds.AccessToken, IsOldDevOpsToken),
    ];

    /// <summary>The last resort: only statistics speak for it.</summary>
    public static SecretShape Random { get; } = new("random-text", SecretKinds.RandomText, RandomText.Is, IsCertain: false);

    /// <summary>What kind of secret the text is or holds, by its look; null where it looks like none. Base64 of plain text is looked into once.</summary>
    public static string? KindOf(string text) => CertainKindOf(text) ?? (Random.Fits(text) ? Random.Kind : null);

    /// <summary>As <see cref="KindOf"/> without the statistics.</summary>
    public static string? CertainKindOf(string text) => KindOfPlain(text) ?? (RandomText.DecodeReadable(text) is { } decoded ? KindOfPlain(decoded) : null);

    private static string? KindOfPlain(string text)
    {
        if (text.Length < ShortestText || text.StartsWith(RedactedValue.Marker, StringComparison.Ordinal)) return null;
        foreach (SecretShape shape in All)
        {
            if (shape.Fits(text)) return shape.Kind;
        }

        return Credentials.KindAssigned(text);
    }

    /// <summary>Three parts joined by dots, of which the first two are JSON objects in base64url (RFC 7519); an unsigned one is no secret by itself.</summary>
    private static bool IsJsonWebToken(string text)
    {
        const string Start = "eyJ";
        const int LeastPart = 10;
        for (int at = text.IndexOf(Start, StringComparison.Ordinal); at >= 0; )
        {
            ReadOnlySpan<char> rest = text.AsSpan(at);
            int header = Run(rest);
            if (header >= LeastPart && Part(rest, header, Start) is { IsEmpty: false } payload && Run(payload) is >= LeastPart and var length
                && Part(payload, length, string.Empty) is { IsEmpty: false } signature && Run(signature) >= LeastPart)
            {
                return true;
            }

            at += Math.Max(1, header);
            int next = text.AsSpan(at).IndexOf(Start, StringComparison.Ordinal);
            at = next < 0 ? -1 : at + next;
        }

        return false;
    }

    private static int Run(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExcept(UrlSafe);
        return end < 0 ? text.Length : end;
    }

    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> text, int dot, string start) =>
        dot < text.Length && text[dot] == '.' && text[(dot + 1)..].StartsWith(start, StringComparison.Ordinal) ? text[(dot + 1)..] : [];

    /// <summary>64 bytes in base64: keys of storage accounts made before keys were marked, of Cosmos DB and of Batch. A checksum says so in front.</summary>
    private static bool IsStorageKey(string text) =>
        text.Length == StorageKeyLength && text.EndsWith("==", StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExcept(Base64) && !RandomText.IsReadableBase64(text);

    /// <summary>Personal access tokens of Azure DevOps made before 2024: 52 characters of base32 in small letters.</summary>
    private static bool IsOldDevOpsToken(string text) =>
        text.Length == OldDevOpsTokenLength && !text.AsSpan().ContainsAnyExcept(Base32) && text.AsSpan().ContainsAnyInRange('2', '7');
}
