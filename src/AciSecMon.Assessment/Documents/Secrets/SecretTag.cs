using System.Security.Cryptography;
using System.Text;

namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>
/// Names secrets without telling them: the same tag for the same secret within one run, and never again. The key is random and is never stored,
/// because a plain hash would let anyone try guesses against it. One instance per assessment.
/// </summary>
internal sealed class SecretTag
{
    private const int Length = 8;

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Eight hex digits, equal for equal secrets of this run.</summary>
    public string Of(string secret)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(secret), hash);
        return Convert.ToHexString(hash[..(Length / 2)]).ToLowerInvariant();
    }

    /// <summary>A secret as evidence may show it: <c>password, 8-15 characters, tag 3f9a0c12</c>.</summary>
    public string Describe(string kind, string secret) => Describe(kind, LengthClass.Of(secret), Of(secret));

    /// <summary>The text that stands for a secret in a stored document; every reader takes it for a <see cref="RedactedValue"/>.</summary>
    public string ToMarker(string kind, string secret) =>
        new RedactedValue(kind.Replace(':', ' '), LengthClass.Of(secret), Of(secret)).ToString();

    /// <summary>As <see cref="Describe(string, string)"/>, of a secret that was taken out before.</summary>
    public static string Describe(RedactedValue redacted) => redacted.LengthClass.Length == 0
        ? $"{(redacted.Kind.Length == 0 ? SecretKinds.Secret : redacted.Kind)}, taken out before it was read"
        : Describe(redacted.Kind, redacted.LengthClass, redacted.Tag);

    private static string Describe(string kind, string lengthClass, string tag) =>
        lengthClass == LengthClass.VeryLong ? $"{kind}, 32 characters and over, tag {tag}" : $"{kind}, {lengthClass} characters, tag {tag}";
}
