using System.Buffers;

namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>Credentials within a longer text: in addresses, in headers, in assignments.</summary>
internal static class Credentials
{
    private const int LongestAuthority = 1024;
    private const int ShortestSignature = 20;
    private const int ShortestKey = 8;

    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create("/?# \t\r\n\"'");
    private static readonly SearchValues<char> HeaderEnds = SearchValues.Create(" \t\r\n\"',;");

    /// <summary>True for <c>scheme://user:password@host</c> with a password that is not to be filled in later, and for the <c>user:password@tcp(host)</c> of Go drivers.</summary>
    public static bool AreInAddress(string text)
    {
        for (int at = text.IndexOf("://", StringComparison.Ordinal); at >= 0; at = text.IndexOf("://", at + 3, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> rest = text.AsSpan(at + 3, Math.Min(LongestAuthority, text.Length - at - 3));
            int end = rest.IndexOfAny(AuthorityEnds);
            if (HoldsPassword(end < 0 ? rest : rest[..end])) return true;
        }

        int driver = text.IndexOf("@tcp(", StringComparison.Ordinal);
        return driver > 0 && HoldsPassword(text.AsSpan(Math.Max(0, driver - LongestAuthority), Math.Min(driver, LongestAuthority) + 1));
    }

    /// <summary>True for the signature of a shared access signature: a parameter <c>sig</c> with a value that can be one.</summary>
    public static bool AreSignature(string text)
    {
        if (!text.Contains("sig=", StringComparison.OrdinalIgnoreCase)) return false;
        var assignments = new Assignments(text);
        while (assignments.Next())
        {
            if (assignments.Name.EndsWith("sig", StringComparison.OrdinalIgnoreCase) && assignments.Name.Length <= 5 && assignments.Value.Length >= ShortestSignature
                && !Placeholders.IsSlot(assignments.Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for <c>Bearer token</c> and <c>Basic base64 of user:password</c>.</summary>
    public static bool AreInHeader(string text) =>
        (After(text, "Bearer ") is { Length: >= 16 } token && !Placeholders.IsSlot(token))
        || (After(text, "Basic ") is { Length: >= 8 } pair && RandomText.DecodeReadable(pair.ToString()) is { } decoded && decoded.IndexOf(':', StringComparison.Ordinal) > 0);

    /// <summary>True for the <c>auth</c> of a Docker configuration or an npm one: base64 of user:password.</summary>
    public static bool AreForRegistry(string text)
    {
        if (!text.Contains("auth", StringComparison.Ordinal)) return false;
        var assignments = new Assignments(text);
        while (assignments.Next())
        {
            if (assignments.Name is "auth" or "_auth" && RandomText.DecodeReadable(assignments.Value.ToString()) is { } decoded
                && decoded.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < decoded.Length - 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Kind of the first secret that is assigned to a name in the text; null where there is none.</summary>
    public static string? KindAssigned(string text)
    {
        var assignments = new Assignments(text);
        int pairs = 0;
        string? kind = null;
        while (assignments.Next())
        {
            pairs++;
            if (kind is null && SecretNames.Classify(assignments.Name) is { Strength: SecretNameStrength.Secret } name && CanBeSecret(assignments.Value, name.Kind)) kind = name.Kind;
            if (kind is not null && pairs > 1) break;
        }

        return kind is not null && pairs > 1 && text.Contains(';', StringComparison.Ordinal) ? SecretKinds.ConnectionString : kind;
    }

    /// <summary>False for values that no secret of that kind has: switches, slots to be filled, short ones that are no passwords, paths and addresses.</summary>
    public static bool CanBeSecret(ReadOnlySpan<char> value, string kind)
    {
        value = value.Trim();
        int least = kind is SecretKinds.Password or SecretKinds.Credential ? 1 : ShortestKey;
        return value.Length >= least && !IsSwitch(value) && !Placeholders.IsSlot(value) && !StartsSlot(value) && !IsPath(value);
    }

    /// <summary>True for texts that name a file: a rooted path of plain words, or one that ends as a file of keys does.</summary>
    public static bool IsPath(ReadOnlySpan<char> value)
    {
        bool rooted = value.Length > 2 && (value[0] == '/' || value.StartsWith("./", StringComparison.Ordinal) || value.StartsWith("~/", StringComparison.Ordinal)
            || (char.IsAsciiLetter(value[0]) && value[1] == ':' && value[2] is '\\' or '/'));
        if (!rooted) return false;
        foreach (char c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '\\' or '.' or '-' or '_' or ':' or ' ' or '~')) return false;
        }

        // A key in base64 may begin with a slash too; its parts are longer and mixed.
        return !RandomText.Is(value.TrimStart("/.~").ToString());
    }

    private static bool HoldsPassword(ReadOnlySpan<char> authority)
    {
        int host = authority.LastIndexOf('@');
        if (host < 0) return false;
        int colon = authority[..host].IndexOf(':');
        if (colon < 0) return false;
        ReadOnlySpan<char> password = authority[(colon + 1)..host];
        return !password.IsEmpty && !Placeholders.IsSlot(password);
    }

    private static bool IsSwitch(ReadOnlySpan<char> value) => bool.TryParse(value, out _)
        || value.Equals("yes", StringComparison.OrdinalIgnoreCase) || value.Equals("no", StringComparison.OrdinalIgnoreCase)
        || value.Equals("on", StringComparison.OrdinalIgnoreCase) || value.Equals("off", StringComparison.OrdinalIgnoreCase)
        || value.Equals("none", StringComparison.OrdinalIgnoreCase) || value.Equals("null", StringComparison.OrdinalIgnoreCase)
        || value is "0" or "1";

    /// <summary>The value was cut at a blank or a quote, so that only the beginning of a slot can be seen.</summary>
    private static bool StartsSlot(ReadOnlySpan<char> value) =>
        value.StartsWith("${", StringComparison.Ordinal) || value.StartsWith("$(", StringComparison.Ordinal) || value.StartsWith("{{", StringComparison.Ordinal)
        || value.StartsWith("#{", StringComparison.Ordinal) || value.StartsWith("<", StringComparison.Ordinal) || value.StartsWith("{", StringComparison.Ordinal)
        || value.StartsWith("[", StringComparison.Ordinal);

    private static ReadOnlySpan<char> After(string text, string scheme)
    {
        int at = text.IndexOf(scheme, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]))) return [];
        ReadOnlySpan<char> rest = text.AsSpan(at + scheme.Length).TrimStart();
        int end = rest.IndexOfAny(HeaderEnds);
        return end < 0 ? rest : rest[..end];
    }
}
