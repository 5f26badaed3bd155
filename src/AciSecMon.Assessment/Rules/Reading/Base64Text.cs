using System.Text;

namespace AciSecMon.Assessment.Rules;

/// <summary>Decodes base64 of text.</summary>
internal static class Base64Text
{
    /// <summary>Longer than any policy or profile that the service takes.</summary>
    private const int MostCharacters = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text; null where it is no base64 of UTF-8.</summary>
    public static string? Decode(string encoded)
    {
        if (encoded.Length is 0 or > MostCharacters) return null;
        byte[] bytes = new byte[(encoded.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(encoded, bytes, out int length)) return null;
        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            // Bytes that are no text: the caller says that it cannot read them.
            return null;
        }
    }
}
