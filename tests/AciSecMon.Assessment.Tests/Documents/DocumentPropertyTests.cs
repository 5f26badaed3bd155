using System.Globalization;
using System.Text;
using System.Text.Json;
using AciSecMon.Assessment.Documents;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Documents;

/// <summary>What holds for every document, tried on random ones.</summary>
public sealed class DocumentPropertyTests
{
    private static readonly SourceFile File = new(null, "random");

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["abcXYZ019 _-.:,#&*!|>'\"%@`{}[]\\/\t\n\r\u00E9\u4E2D\u2028"], 0, 12],
        Gen.OneOfConst("", "true", "no", "~", "null", "0644", "1e3", "1.5", "<<", "2019-12-01", "- a", "a: b", "# x", "\U0001F600", "=", "---", "[parameters('p')]"));

    private static readonly Gen<object?> Scalars = Gen.OneOf(
        Texts.Select(static t => (object?)t),
        Gen.Long.Select(static n => (object?)n),
        Gen.Double.Where(double.IsFinite).Select(static n => (object?)n),
        Gen.Bool.Select(static b => (object?)b),
        Gen.Bool.Select(static _ => (object?)null));

    private static readonly Gen<object?> Trees = Tree(4);

    [Fact]
    public void A_value_written_as_json_is_read_again_as_it_was() => Trees.Sample(static tree =>
    {
        Value value = ValueTree.From(tree, File);
        string json = Write(value);

        Assert.Equal(json, Write(JsonDocumentReader.Read(File, json).Root));
    });

    [Fact]
    public void Json_is_read_as_the_framework_reads_it() => Trees.Sample(static tree =>
    {
        string json = JsonSerializer.Serialize(tree, Indented);
        using JsonDocument expected = JsonDocument.Parse(json);

        AssertSame(expected.RootElement, JsonDocumentReader.Read(File, json).Root);
    });

    [Fact]
    public void A_value_printed_as_json_and_as_yaml_reads_the_same() => Gen.Select(Trees, Gen.Bool).Sample(static (tree, isFlow) =>
    {
        var yaml = new StringBuilder();
        PrintYaml(yaml, tree, isFlow ? -1 : 0);
        string json = JsonSerializer.Serialize(tree);

        IReadOnlyList<Document> documents = YamlDocumentReader.ReadAll(File, yaml.ToString());
        Assert.Equal(Write(JsonDocumentReader.Read(File, json).Root), documents.Count == 0 ? "null" : Write(documents[0].Root));
    });

    [Fact]
    public void Every_value_stands_where_its_location_says() => Trees.Sample(static tree =>
    {
        string json = JsonSerializer.Serialize(tree, Indented);
        string[] lines = json.ReplaceLineEndings("\n").Split('\n');

        AssertPlaced(JsonDocumentReader.Read(File, json).Root, lines);
    });

    [Fact]
    public void Any_text_is_json_or_a_fault_of_the_document() =>
        Gen.String[Gen.Char["{}[]:,\"\\/*-+.0123456789eEtrufalsn \n\r\tx\uD800\uFEFF\0"], 0, 60].Sample(static text =>
        {
            try
            {
                JsonDocumentReader.Read(File, text);
            }
            catch (DocumentException fault)
            {
                Assert.InRange(fault.Location.Line, 1, text.Length + 1);
                Assert.InRange(fault.Location.Column, 1, text.Length + 1);
            }
        });

    [Fact]
    public void Any_text_is_yaml_or_a_fault_of_the_document() =>
        Gen.OneOf(
            Gen.OneOfConst(
                "a", "b", ": ", ":", "- ", "-", "? ", "\n", "\n", "\n  ", "\n ", "\t", " ", "[", "]", "{", "}", ", ", "'", "\"", "\\", "|", ">", "+", "2", "&a ", "*a", "!!str ", "!x ",
                "! ", "!<", ">", "<<: ", "---", "\n--- ", "\n...\n", "%TAG ! x", "%YAML 1.2", "\n%", "#", " # c", "@", "`", "~", "=", "\\x4", "\\U00110000", "\\N", "\0", "\uD800", "\uFEFF",
                "\u0085", "\u2028", "\u0007", "\r")).Array[0, 24].Select(string.Concat).Sample(static text =>
        {
            try
            {
                YamlDocumentReader.ReadAll(File, text);
            }
            catch (DocumentException fault)
            {
                Assert.InRange(fault.Location.Line, 1, text.Length + 2);
            }
        });

    private static Gen<object?> Tree(int depth) => depth == 0
        ? Scalars
        : Gen.Frequency(
            (2, Scalars),
            (1, Tree(depth - 1).Array[0, 4].Select(static items => (object?)items)),
            (2, Gen.Select(Texts, Tree(depth - 1)).Array[0, 5].Select(static pairs => (object?)ToMap(pairs))));

    private static Dictionary<string, object?> ToMap((string Name, object? Value)[] pairs)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach ((string name, object? value) in pairs) map[name] = value;
        return map;
    }

    private static string Write(Value value)
    {
        Assert.True(ValueWriter.TryWrite(value, out string? json));
        return json;
    }

    private static void AssertSame(JsonElement expected, Value actual)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                ObjectValue map = Assert.IsType<ObjectValue>(actual);
                JsonProperty[] properties = [.. expected.EnumerateObject()];
                Assert.Equal(properties.Select(static p => p.Name), map.Properties.Select(static p => p.Name));
                for (int i = 0; i < properties.Length; i++) AssertSame(properties[i].Value, map.Properties[i].Value);
                break;
            case JsonValueKind.Array:
                Assert.IsType<ArrayValue>(actual);
                Assert.Equal(expected.GetArrayLength(), actual.Items.Count);
                for (int i = 0; i < actual.Items.Count; i++) AssertSame(expected[i], actual.Items[i]);
                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), Assert.IsType<StringValue>(actual).Text);
                break;
            case JsonValueKind.Number:
                NumberValue number = Assert.IsType<NumberValue>(actual);
                Assert.Equal(expected.GetDouble(), number.Real);
                Assert.Equal(expected.TryGetInt64(out long whole) ? whole : null, number.Whole);
                break;
            case JsonValueKind.Null:
                Assert.True(actual.IsMissing);
                break;
            default:
                Assert.Equal(expected.GetBoolean(), Assert.IsType<BooleanValue>(actual).IsTrue);
                break;
        }
    }

    private static void AssertPlaced(Value value, string[] lines)
    {
        string there = lines[value.Location.Line - 1][(value.Location.Column - 1)..];
        string begin = value switch
        {
            ObjectValue => "{",
            ArrayValue => "[",
            StringValue => "\"",
            NumberValue { Whole: { } whole } => whole.ToString(CultureInfo.InvariantCulture),
            NumberValue number => JsonSerializer.Serialize(number.Real),
            BooleanValue truth => truth.IsTrue ? "true" : "false",
            _ => "null",
        };
        Assert.StartsWith(begin, there, StringComparison.Ordinal);
        foreach (Value item in value.Items) AssertPlaced(item, lines);
        if (value is not ObjectValue map) return;
        foreach (Property property in map.Properties)
        {
            string name = lines[property.NameLocation.Line - 1][(property.NameLocation.Column - 1)..];
            Assert.StartsWith(JsonSerializer.Serialize(property.Name) + ":", name, StringComparison.Ordinal);
            AssertPlaced(property.Value, lines);
        }
    }

    // In blocks from the given indentation, or in flow style where that is negative. Numbers are written so that YAML 1.1 takes them for numbers.
    private static void PrintYaml(StringBuilder yaml, object? tree, int indent)
    {
        bool isFlow = indent < 0;
        switch (tree)
        {
            case Dictionary<string, object?> { Count: > 0 } map when !isFlow:
                foreach ((string name, object? value) in map)
                {
                    yaml.Append('\n').Append(' ', indent).Append(Quote(name)).Append(": ");
                    PrintYaml(yaml, value, indent + 2);
                }

                break;
            case object?[] { Length: > 0 } items when !isFlow:
                foreach (object? item in items)
                {
                    yaml.Append('\n').Append(' ', indent).Append("- ");
                    PrintYaml(yaml, item, indent + 2);
                }

                break;
            case Dictionary<string, object?> map:
                yaml.Append('{');
                foreach ((string name, object? value) in map)
                {
                    yaml.Append(Quote(name)).Append(": ");
                    PrintYaml(yaml, value, -1);
                    yaml.Append(", ");
                }

                yaml.Append('}');
                break;
            case object?[] items:
                yaml.Append('[');
                foreach (object? item in items)
                {
                    PrintYaml(yaml, item, -1);
                    yaml.Append(", ");
                }

                yaml.Append(']');
                break;
            case string text:
                yaml.Append(Quote(text));
                break;
            case double real:
                yaml.Append(YamlNumber(JsonSerializer.Serialize(real)));
                break;
            default:
                yaml.Append(JsonSerializer.Serialize(tree));
                break;
        }
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string YamlNumber(string json)
    {
        int exponent = json.IndexOf('E', StringComparison.Ordinal);
        return exponent >= 0 && !json.Contains('.', StringComparison.Ordinal) ? json.Insert(exponent, ".0") : json;
    }
}
