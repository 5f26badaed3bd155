using System.Text;

namespace AciSecMon.Sandbox.Graph;

/// <summary>A piece of a query.</summary>
/// <param name="Text">The piece; of a literal its value.</param>
/// <param name="IsLiteral">True for a literal text.</param>
internal readonly record struct Piece(string Text, bool IsLiteral);

/// <summary>Cuts a query into names, literals and signs.</summary>
internal static class GraphLexer
{
    private static readonly string[] Signs = ["in~", "=~", "|", "(", ")", "[", "]", ",", ".", "="];

    /// <summary>Cuts a query.</summary>
    /// <exception cref="GraphQueryException">There is something in it that is none of these.</exception>
    public static List<Piece> Cut(string query)
    {
        var pieces = new List<Piece>();
        int at = 0;
        while (at < query.Length)
        {
            char letter = query[at];
            if (char.IsWhiteSpace(letter)) at++;
            else if (letter is '\'' or '"') pieces.Add(new Piece(Escaped(query, ref at), true));
            else if (letter == '@' && at + 1 < query.Length && query[at + 1] is '\'' or '"') pieces.Add(new Piece(Verbatim(query, ref at), true));
            else if (Signs.FirstOrDefault(sign => string.CompareOrdinal(query, at, sign, 0, sign.Length) == 0) is { } found)
            {
                pieces.Add(new Piece(found, false));
                at += found.Length;
            }
            else if (char.IsAsciiLetterOrDigit(letter) || letter == '_')
            {
                int start = at;
                while (at < query.Length && (char.IsAsciiLetterOrDigit(query[at]) || query[at] == '_')) at++;
                pieces.Add(new Piece(query[start..at], false));
            }
            else throw new GraphQueryException($"A recognition error occurred at '{letter}'.");
        }

        return pieces;
    }

    private static string Escaped(string query, ref int at)
    {
        char quote = query[at++];
        var text = new StringBuilder();
        while (at < query.Length && query[at] != quote)
        {
            if (query[at] == '\\' && ++at < query.Length && query[at] is not ('\\' or '\'' or '"'))
                throw new GraphQueryException($"The escape '\\{query[at]}' is not known.");
            if (at < query.Length) text.Append(query[at++]);
        }

        return at++ < query.Length ? text.ToString() : throw new GraphQueryException("A text has no end.");
    }

    private static string Verbatim(string query, ref int at)
    {
        at++;
        char quote = query[at++];
        var text = new StringBuilder();
        while (at < query.Length)
        {
            if (query[at] != quote) text.Append(query[at++]);
            else if (at + 1 < query.Length && query[at + 1] == quote)
            {
                text.Append(quote);
                at += 2;
            }
            else
            {
                at++;
                return text.ToString();
            }
        }

        throw new GraphQueryException("A text has no end.");
    }
}

/// <summary>A query that is refused.</summary>
internal sealed class GraphQueryException(string message) : Exception(message);
