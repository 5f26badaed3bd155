namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>Texts that stand where a secret will be put, and texts that everybody knows.</summary>
internal static class Placeholders
{
    private static readonly (string Open, string Close)[] Brackets =
    [
        ("<", ">"), ("${", "}"), ("$(", ")"), ("{{", "}}"), ("#{", "}#"), ("#{", "}"), ("%", "%"), ("__", "__"), ("@@", "@@"), ("[[", "]]"),
    ];

    private static readonly string[] Requests =
    [
        "your-", "your_", "your ", "yourpassword", "yoursecret", "yourtoken", "yourkey", "replace-me", "replace_me", "replaceme", "replace with", "to-be-replaced",
        "insert-", "insert_", "insert ", "enter-", "enter your", "put-your", "todo", "tbd", "redacted", "placeholder", "dummy-",
        RedactedValue.Marker,
    ];

    private static readonly HashSet<string> Defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        "changeme", "change-me", "change_me", "changeit", "changethis", "password", "password1", "password123", "passw0rd", "p@ssw0rd", "p@ssword", "pa$$w0rd",
        "p@ssw0rd1", "p@ssw0rd123", "p@ssw0rd1234", "p@$$w0rd", "secret", "secret123", "mysecret", "mysecretpassword", "my-secret-pw", "admin", "admin123",
        "administrator", "root", "toor", "guest", "test", "test123", "default", "letmein", "welcome", "welcome1", "qwerty", "12345", "123456", "1234567",
        "12345678", "123456789", "1234567890", "postgres", "mysql", "mongo", "redis", "rabbitmq", "example", "pass", "pass123", "pwd", "foobar", "minioadmin",
    };

    /// <summary>True where the whole text will be replaced before use, or refers to a variable: <c>&lt;password&gt;</c>, <c>${PW}</c>, <c>$PW</c>, <c>***</c>.</summary>
    public static bool IsSlot(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.IsEmpty) return false;
        foreach ((string open, string close) in Brackets)
        {
            if (text.Length > open.Length + close.Length && text.StartsWith(open, StringComparison.Ordinal) && text.EndsWith(close, StringComparison.Ordinal)
                && text[open.Length..^close.Length].IndexOf(close, StringComparison.Ordinal) < 0)
            {
                return true;
            }
        }

        return IsVariable(text) || IsMask(text) || AsksForReplacement(text);
    }

    /// <summary>True for a password that stands in every list of passwords, such as <c>changeme</c>.</summary>
    public static bool IsWellKnownDefault(string text) => Defaults.Contains(text);

    private static bool IsVariable(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '$') return false;
        ReadOnlySpan<char> name = text[1..];
        if (name.StartsWith("env:", StringComparison.OrdinalIgnoreCase)) name = name[4..];
        if (name.IsEmpty || !(char.IsAsciiLetter(name[0]) || name[0] == '_')) return false;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        }

        return true;
    }

    /// <summary>One character over and over, as masks and drawn lines are.</summary>
    private static bool IsMask(ReadOnlySpan<char> text) => text.Length >= 3 && text[0] is '*' or 'x' or 'X' or '.' or '-' or '•' or '_' && !text.ContainsAnyExcept(text[0]);

    private static bool AsksForReplacement(ReadOnlySpan<char> text)
    {
        foreach (string request in Requests)
        {
            if (text.StartsWith(request, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
