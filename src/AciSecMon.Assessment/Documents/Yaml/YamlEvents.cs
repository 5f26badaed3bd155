using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AciSecMon.Assessment.Documents;

/// <summary>Gives the events of a YAML text, and says in our own words what keeps it from being read.</summary>
internal sealed class YamlEvents
{
    // A parser's message may quote the text, so that none is passed on: the part on the left is looked for, the one on the right is said.
    private static readonly (string Part, string Meaning)[] Meanings =
    [
        ("invalid tab", "spaces are expected; tabs cannot indent YAML"),
        ("tab character", "spaces are expected; tabs cannot indent YAML"),
        ("unexpected end of stream", "the quoted text that begins here is not closed"),
        ("unexpected document indicator", "the quoted text that begins here is not closed"),
        ("invalid mapping", "a colon and a space are not expected here; a text that holds them needs quotes"),
        ("Mapping values are not allowed", "a colon is not expected here; check the indentation, and put quotes around a text that holds a colon and a space"),
        ("Mapping keys are not allowed", "a key is not expected here; check the indentation"),
        ("Block sequence entries are not allowed", "an item that begins with - is not expected here; check the indentation"),
        ("could not find expected ':'", "a key with a colon is expected"),
        ("did not find expected key", "a key of the same indentation is expected"),
        ("'-' indicator", "an item that begins with - and has the same indentation is expected"),
        ("',' or ']'", "a comma or ] is expected"),
        ("',' or '}'", "a comma or } is expected"),
        ("cannot start any token", "this character cannot begin a text; put quotes around the text"),
        ("escape", "a backslash and a known escape sequence are expected in a text in double quotes"),
        ("hexadecimal", "hexadecimal digits are expected"),
        ("undefined tag", "this tag's prefix is not declared"),
        ("more than one anchor", "one anchor is expected"),
        ("document start", "the beginning of a document is expected"),
        ("wrong indentation", "the quoted text is expected to be indented further than its key"),
    ];

    private readonly SourceFile file;
    private readonly Scanner scanner;
    private readonly Parser parser;

    public YamlEvents(SourceFile file, string text)
    {
        this.file = file;
        // A byte order mark would count as a column.
        scanner = new Scanner(new StringReader(text.StartsWith('\uFEFF') ? text[1..] : text), skipComments: true);
        parser = new Parser(scanner);
    }

    /// <summary>The next event; null at the end of the text.</summary>
    /// <exception cref="DocumentException">The text is no YAML.</exception>
    public ParsingEvent? Next()
    {
        try
        {
            return parser.MoveNext() ? parser.Current : null;
        }
        catch (YamlException e)
        {
            string meaning = Array.Find(Meanings, m => e.Message.Contains(m.Part, StringComparison.OrdinalIgnoreCase)).Meaning ?? "this is no valid YAML";
            // For a tab the parser gives the place of the key before it.
            bool isTab = meaning == Meanings[0].Meaning;
            throw DocumentException.At(At(isTab ? scanner.CurrentPosition : e.Start), meaning);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The parser lets some of these through, for instance where an escape sequence names no character.
            throw DocumentException.At(At(scanner.CurrentPosition), "this is no valid YAML");
        }
    }

    /// <summary>A place as we count it.</summary>
    public SourceLocation At(Mark mark) => new(file, (int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));
}
