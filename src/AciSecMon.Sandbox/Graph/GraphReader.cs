using System.Text.RegularExpressions;

namespace AciSecMon.Sandbox.Graph;

/// <summary>Reads the parts of a query from left to right.</summary>
internal sealed class GraphReader(List<Piece> pieces)
{
    private int at;

    /// <summary>True where nothing is left.</summary>
    public bool AtEnd => at >= pieces.Count;

    /// <summary>Takes a word or sign if it is the next piece.</summary>
    public bool Takes(string text)
    {
        if (AtEnd || pieces[at].IsLiteral || pieces[at].Text != text) return false;
        at++;
        return true;
    }

    /// <summary>Takes a word or sign that has to come.</summary>
    public void Expect(string text)
    {
        if (!Takes(text)) throw Unexpected($"'{text}'");
    }

    /// <summary>Takes a name.</summary>
    public string Name() =>
        !AtEnd && !pieces[at].IsLiteral && char.IsAsciiLetter(pieces[at].Text[0]) ? pieces[at++].Text : throw Unexpected("a name");

    /// <summary>Takes a condition.</summary>
    public GraphCondition Condition()
    {
        if (Takes("isnotempty"))
        {
            Expect("(");
            Operand tested = Takes("tostring") ? Wrapped() : Path();
            Expect(")");
            return new GraphCondition(tested, static text => text.Length > 0);
        }

        bool isText = Takes("tostring");
        Operand operand = isText ? Wrapped() : Path();
        if (!isText && operand.Steps.Count > 0 && operand.Column != "tags")
            throw new GraphQueryException("A property has to be made a text with tostring() before it is compared.");
        if (Takes("in~"))
        {
            Expect("(");
            var wanted = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Literal() };
            while (Takes(",")) wanted.Add(Literal());
            Expect(")");
            return new GraphCondition(operand, wanted.Contains);
        }

        if (Takes("matches"))
        {
            Expect("regex");
            Regex pattern = Pattern(Literal());
            return new GraphCondition(operand, pattern.IsMatch);
        }

        Expect("=~");
        string wantedText = Literal();
        return new GraphCondition(operand, text => string.Equals(text, wantedText, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Takes a column of a projection.</summary>
    public (string Name, Operand Value, bool AsText) Column()
    {
        string name = Name();
        if (!Takes("=")) return (name, new Operand(Known(name), []), false);
        Expect("tostring");
        return (name, Wrapped(), true);
    }

    private Operand Wrapped()
    {
        Expect("(");
        Operand inner = Path();
        Expect(")");
        return inner;
    }

    private Operand Path()
    {
        string column = Known(Name());
        var steps = new List<string>();
        while (true)
        {
            if (Takes("."))
            {
                steps.Add(Name());
            }
            else if (Takes("["))
            {
                steps.Add(!AtEnd && (pieces[at].IsLiteral || char.IsAsciiDigit(pieces[at].Text[0])) ? pieces[at++].Text : throw Unexpected("a key"));
                Expect("]");
            }
            else
            {
                return new Operand(column, steps);
            }
        }
    }

    private string Literal() => !AtEnd && pieces[at].IsLiteral ? pieces[at++].Text : throw Unexpected("a text");

    private static string Known(string column) => GraphRows.Columns.Contains(column, StringComparer.Ordinal)
        ? column
        : throw new GraphQueryException($"'project' operator: Failed to resolve scalar expression named '{column}'.");

    private static Regex Pattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException) when (!Backtracks(text))
        {
            // The service takes long alternations; the automaton of older runtimes has a limit to its size.
            return new Regex(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw new GraphQueryException("The regular expression is invalid: " + fault.Message);
        }
    }

    // What the service's own language of patterns does not have either.
    private static bool Backtracks(string text) => text.Contains("(?=", StringComparison.Ordinal) || text.Contains("(?!", StringComparison.Ordinal) || text.Contains("(?<", StringComparison.Ordinal)
        || text.Contains("(?>", StringComparison.Ordinal) || Enumerable.Range(1, 9).Any(number => text.Contains($"\\{number}", StringComparison.Ordinal));

    private GraphQueryException Unexpected(string wanted) => new($"Expected {wanted}, found {(AtEnd ? "the end" : "'" + pieces[at].Text + "'")}.");
}
