using System.Globalization;
using System.Text;
using System.Text.Json;
using AciSecMon.Assessment.Detections;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Detections;

/// <summary>The table of cases is also read by tests/Kql, where the official language service reads each literal back.</summary>
public sealed class KqlLiteralTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String[0, 80],
        Gen.Char.Array[0, 40].Select(static units => new string(units)),
        Gen.OneOfConst("\"", "'", "\\", "\\\"", "\n", "\r\n", "//", ";", "|", ")", "]", "let x = ", "dynamic(", "\0", "\u2028", "\u2029", "\u0085", "\u202e", "\ufeff", "\ud800", "\udc00", "😀", "é", "`", "@\"", "h\"")
            .Array[0, 20].Select(static parts => string.Concat(parts)));

    [Fact]
    public void Any_text_reads_back_to_itself() => Hostile.Sample(static text => Unquoted(KqlLiteral.Quoted(text)) == text, iter: 20_000);

    [Fact]
    public void Nothing_in_a_text_ends_its_literal_or_its_line() => Hostile.Sample(static text =>
    {
        string inner = KqlLiteral.Quoted(text)[1..^1];
        for (int at = 0; at < inner.Length; at++)
        {
            if (inner[at] == '\\') at++;
            else if (inner[at] == '"' || inner[at] < ' ' || char.IsControl(inner[at]) || inner[at] is '\u2028' or '\u2029') return false;
        }

        return true;
    }, iter: 20_000);

    [Fact]
    public void A_literal_of_texts_is_JSON_within_its_brackets() => Hostile.Where(static text => !text.Any(char.IsSurrogate)).Array[1, 4].Sample(static texts =>
    {
        string literal = KqlLiteral.Of(KqlType.Dynamic, texts)!;
        Assert.Equal(texts, JsonSerializer.Deserialize<string[]>(literal["dynamic(".Length..^1]));
    });

    [Fact]
    public void Every_case_of_the_table_is_written_so()
    {
        using JsonDocument table = JsonDocument.Parse(File.ReadAllText(Table()));
        Assert.All(table.RootElement.EnumerateArray(), static one =>
        {
            KqlType type = Enum.Parse<KqlType>(one.GetProperty("type").GetString()!, ignoreCase: true);
            Assert.Equal(one.GetProperty("literal").GetString(), KqlLiteral.Of(type, Plain(one.GetProperty("value"))));
        });
    }

    [Theory]
    [InlineData("1d", "1.00:00:00")]
    [InlineData("1.5h", "01:30:00")]
    [InlineData("90s", "00:01:30")]
    [InlineData("250ms", "00:00:00.2500000")]
    [InlineData("PT30M", "00:30:00")]
    [InlineData("1.02:03:04", "1.02:03:04")]
    public void Lengths_of_time_are_taken_as_people_write_them(string text, string length) => Assert.Equal($"timespan({length})", KqlLiteral.Of(KqlType.TimeSpan, text));

    [Theory]
    [InlineData(nameof(KqlType.TimeSpan), "30")]
    [InlineData(nameof(KqlType.TimeSpan), "1d)")]
    [InlineData(nameof(KqlType.TimeSpan), "-1d")]
    [InlineData(nameof(KqlType.TimeSpan), "99999999999d")]
    [InlineData(nameof(KqlType.TimeSpan), "P")]
    [InlineData(nameof(KqlType.Long), "5")]
    [InlineData(nameof(KqlType.Long), 1.5)]
    [InlineData(nameof(KqlType.Int), 5_000_000_000L)]
    [InlineData(nameof(KqlType.Bool), "true")]
    [InlineData(nameof(KqlType.Real), "1.0")]
    [InlineData(nameof(KqlType.String), 1L)]
    [InlineData(nameof(KqlType.DateTime), "yesterday")]
    [InlineData(nameof(KqlType.Dynamic), null)]
    public void What_is_of_another_type_has_no_literal(string type, object? value) =>
        Assert.Null(KqlLiteral.Of(Enum.Parse<KqlType>(type), value));

    [Fact]
    public void What_no_literal_can_hold_is_refused_as_a_whole()
    {
        Assert.Null(KqlLiteral.Of(KqlType.Dynamic, new object?[] { "a", new object() }));
        Assert.Null(KqlLiteral.Of(KqlType.Dynamic, new object?[] { double.NaN }));
        object nested = "x";
        for (int level = 0; level < 100; level++) nested = new[] { nested };
        Assert.Null(KqlLiteral.Of(KqlType.Dynamic, nested));
    }

    // The escapes of the language, read by hand: kusto/query/scalar-data-types/string.
    private static string Unquoted(string literal)
    {
        var text = new StringBuilder();
        for (int at = 1; at < literal.Length - 1; at++)
        {
            if (literal[at] != '\\')
            {
                text.Append(literal[at]);
                continue;
            }

            char escape = literal[++at];
            if (escape != 'u')
            {
                text.Append(escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', '"' or '\\' => escape, _ => throw new FormatException($"There is no escape \\{escape}.") });
                continue;
            }

            text.Append((char)int.Parse(literal.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            at += 4;
        }

        return text.ToString();
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? (object)whole : value.GetDouble(),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(static p => p.Name, static p => Plain(p.Value)),
        _ => null,
    };

    // The program lies below the repository; where its sources were compiled says nothing of where it runs.
    private static string Table()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string table = Path.Combine(folder.FullName, "tests", "Kql", "literals", "cases.json");
            if (File.Exists(table)) return table;
        }

        throw new InvalidOperationException("The table of literals is not above the tests.");
    }
}
