using System.Globalization;
using System.Text;

namespace AciSecMon.Assessment.Rules.Data;

/// <summary>
/// Reads the assignments of a Rego policy: names at the outermost level with literals, lists, objects or references (Open Policy Agent, policy reference, grammar).
/// Rules with bodies, and what else is not an assignment, are passed over and counted, so that nobody takes what was not read for what is not there.
/// </summary>
internal sealed class RegoReader
{
    private const int MostDepth = 32;

    private readonly string text;
    private readonly Dictionary<string, RegoValue> assignments = new(StringComparer.Ordinal);
    private readonly HashSet<string> otherRules = new(StringComparer.Ordinal);
    private int at;

    private RegoReader(string text) => this.text = text;

    /// <summary>What was read of a policy.</summary>
    /// <param name="Assignments">Values by name; of several for a name the last.</param>
    /// <param name="OtherRules">Names that have rules which were not looked into.</param>
    public sealed record Policy(IReadOnlyDictionary<string, RegoValue> Assignments, IReadOnlySet<string> OtherRules);

    /// <summary>Reads a text; null where it is no policy of the package <c>policy</c>.</summary>
    public static Policy? Read(string text)
    {
        var reader = new RegoReader(text);
        return reader.ReadPackage() ? reader.ReadAll() : null;
    }

    private bool ReadPackage()
    {
        SkipBlanks();
        if (Identifier() != "package") return false;
        SkipBlanks();
        return Identifier() == "policy";
    }

    private Policy ReadAll()
    {
        while (true)
        {
            SkipBlanks();
            if (at >= text.Length) return new Policy(assignments, otherRules);
            if (!ReadStatement()) SkipStatement();
        }
    }

    private bool ReadStatement()
    {
        string name = Identifier();
        if (name == "default")
        {
            SkipBlanks();
            name = Identifier();
        }

        if (name.Length == 0 || name == "import") return false;
        SkipSpaces();
        bool isAssignment = Take(":=") || (Peek() == '=' && Next() != '=' && Take("="));
        SkipBlanks();
        int start = at;
        RegoValue? value = isAssignment ? ReadValue(0) : null;
        if (value is null || !EndsStatement())
        {
            at = start;
            otherRules.Add(name);
            assignments.TryAdd(name, RegoValue.Expression);
            return false;
        }

        // A name that is assigned twice is true where either is: what allows more counts.
        if (!assignments.TryGetValue(name, out RegoValue? before) || before.Truth != true) assignments[name] = value;
        return true;
    }

    private RegoValue? ReadValue(int depth)
    {
        if (depth > MostDepth) return null;
        SkipBlanks();
        switch (Peek())
        {
            case '"':
                return Quoted() is { } quoted ? new RegoValue { Text = quoted } : null;
            case '`':
                return Raw() is { } raw ? new RegoValue { Text = raw } : null;
            case '[':
                return List(depth);
            case '{':
                return Object(depth);
            default:
                return Word();
        }
    }

    private RegoValue? Word()
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' or '-' or '+')) at++;
        string word = text[start..at];
        return word switch
        {
            "" => null,
            "true" => new RegoValue { Truth = true },
            "false" => new RegoValue { Truth = false },
            "null" => new RegoValue { Text = string.Empty },
            _ when double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => new RegoValue { Text = word },
            _ => new RegoValue { Reference = word },
        };
    }

    private RegoValue? List(int depth)
    {
        at++;
        var items = new List<RegoValue>();
        while (true)
        {
            SkipBlanks();
            if (Take("]")) return new RegoValue { Items = items };
            if (ReadValue(depth + 1) is not { } item) return null;
            items.Add(item);
            SkipBlanks();
            if (!Take(",") && Peek() != ']') return null;
        }
    }

    private RegoValue? Object(int depth)
    {
        at++;
        var members = new Dictionary<string, RegoValue>(StringComparer.Ordinal);
        while (true)
        {
            SkipBlanks();
            if (Take("}")) return new RegoValue { Members = members };
            if (ReadValue(depth + 1) is not { Text: { } key }) return null;
            SkipBlanks();
            if (!Take(":") || ReadValue(depth + 1) is not { } value) return null;
            members[key] = value;
            SkipBlanks();
            if (!Take(",") && Peek() != '}') return null;
        }
    }

    private string? Quoted()
    {
        var content = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '\n') return null;
            if (c == '"')
            {
                at++;
                return content.ToString();
            }

            if (c == '\\' && at + 1 < text.Length) c = text[++at];
            content.Append(c);
        }

        return null;
    }

    private string? Raw()
    {
        int close = text.IndexOf('`', at + 1);
        if (close < 0) return null;
        string content = text[(at + 1)..close];
        at = close + 1;
        return content;
    }

    private string Identifier()
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')) at++;
        return text[start..at];
    }

    /// <summary>True where nothing but blanks and a comment follow on the line.</summary>
    private bool EndsStatement()
    {
        SkipSpaces();
        return at >= text.Length || text[at] is '\n' or '#' or ';';
    }

    /// <summary>Passes over a statement that is not read: to the end of the line on which its brackets are closed.</summary>
    private void SkipStatement()
    {
        int depth = 0;
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    if (Quoted() is not null) at--;
                    break;
                case '`':
                    if (Raw() is not null) at--;
                    break;
                case '{' or '[' or '(':
                    depth++;
                    break;
                case '}' or ']' or ')':
                    depth--;
                    break;
                case '\n' when depth <= 0:
                    return;
            }
        }
    }

    private void SkipSpaces()
    {
        while (at < text.Length && text[at] is (' ' or '\t' or '\r')) at++;
    }

    private void SkipBlanks()
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] is ';' or '\ufeff') at++;
            else if (text[at] == '#') at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
            else return;
        }
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(text, at, token, 0, token.Length) != 0) return false;
        at += token.Length;
        return true;
    }

    private char Peek() => at < text.Length ? text[at] : '\0';

    private char Next() => at + 1 < text.Length ? text[at + 1] : '\0';
}
