using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Documents;

public sealed class JsonDocumentReaderTests
{
    private static readonly SourceFile File = new("template.json", "template.json");

    [Fact]
    public void Scalars_keep_their_type()
    {
        Value root = Read("""{ "s": "x", "i": -12, "big": 9223372036854775807, "d": 1.5e3, "t": true, "f": false, "n": null }""");

        Assert.Equal("x", Assert.IsType<StringValue>(root["s"]).Text);
        Assert.Equal(-12, Assert.IsType<NumberValue>(root["i"]).Whole);
        Assert.Equal(long.MaxValue, Assert.IsType<NumberValue>(root["big"]).Whole);
        Assert.Null(Assert.IsType<NumberValue>(root["d"]).Whole);
        Assert.Equal(1500, root["d"].AsReal());
        Assert.True(root["t"].AsBoolean());
        Assert.False(root["f"].AsBoolean());
        Assert.True(root["n"].IsMissing);
    }

    [Fact]
    public void A_whole_number_beyond_64_bits_becomes_a_real_one()
    {
        NumberValue number = Assert.IsType<NumberValue>(Read("9223372036854775808"));

        Assert.Null(number.Whole);
        Assert.Equal(9223372036854775808d, number.Real);
    }

    [Fact]
    public void Values_and_names_know_their_line_and_column()
    {
        ObjectValue root = Assert.IsType<ObjectValue>(Read("{\r\n  \"a\": [\n    1,\r    {\"b\" : null}\n  ]\n}"));

        Property a = root.Properties[0];
        Assert.Equal((1, 1), At(root.Location));
        Assert.Equal((2, 3), At(a.NameLocation));
        Assert.Equal((2, 8), At(a.Value.Location));
        Assert.Equal((3, 5), At(a.Value.Items[0].Location));
        Assert.Equal((4, 5), At(a.Value.Items[1].Location));
        Property b = Assert.IsType<ObjectValue>(a.Value.Items[1]).Properties[0];
        Assert.Equal((4, 6), At(b.NameLocation));
        Assert.Equal((4, 12), At(b.Value.Location));
        Assert.Same(File, b.Value.Location.File);
    }

    [Fact]
    public void Lines_inside_strings_and_comments_are_counted()
    {
        Value root = Read("{ \"a\": \"one\ntwo\r\nthree\", /* a\nb */ \"b\": 1 // c\n, \"c\": 2 }");

        Assert.Equal("one\ntwo\r\nthree", root["a"].AsText());
        Assert.Equal((4, 11), At(root["b"].Location));
        Assert.Equal((5, 8), At(root["c"].Location));
    }

    [Fact]
    public void A_byte_order_mark_takes_no_column() => Assert.Equal((1, 1), At(Read("\uFEFF{}").Location));

    [Theory]
    [InlineData("[1, 2,]", 2)]
    [InlineData("[1, 2, // last\n]", 2)]
    [InlineData("/* first */ [ /**/ 1 /***/ ] // end", 1)]
    [InlineData("[//\n]", 0)]
    [InlineData("\u00A0[1\u00A0,\u00A02]", 2)]
    public void Comments_trailing_commas_and_odd_spaces_are_read_over(string text, int items) => Assert.Equal(items, Read(text).Items.Count);

    [Fact]
    public void A_trailing_comma_may_end_an_object() => Assert.Equal("1", Read("{\"a\": 1,}")["a"].AsText());

    [Fact]
    public void Escapes_are_resolved() =>
        Assert.Equal("q\" b\\ s/ \b\f\n\r\t \u00E9 \U0001F600 end", Read("""  "q\" b\\ s\/ \b\f\n\r\t \u00e9 \uD83D\ude00 end"  """).AsText());

    [Fact]
    public void A_null_property_is_kept_and_is_missing()
    {
        ObjectValue root = Assert.IsType<ObjectValue>(Read("{\n\"a\": null}"));

        Property property = Assert.Single(root.Properties);
        Assert.True(property.Value.IsMissing);
        Assert.Equal((2, 6), At(property.Value.Location));
    }

    [Theory]
    [InlineData("{ \"Port\": 1, \"x\": 0, \"port\": 2 }", 1, 22)]
    [InlineData("{ \"a\": 0, \"b\": 0, \"c\": 0, \"d\": 0, \"e\": 0, \"f\": 0, \"g\": 0, \"h\": 0, \"i\": 0, \"j\": 0, \"k\": 0, \"l\": 0, \"m\": 0,\n\"n\": 0, \"o\": 0, \"p\": 0, \"q\": 0,\n \"Port\": 1, \"port\": 2 }", 3, 13)]
    public void A_name_that_stands_twice_is_kept_and_noticed(string text, int line, int column)
    {
        Document document = JsonDocumentReader.Read(File, text);

        DocumentNotice notice = Assert.Single(document.Notices);
        Assert.Contains("'port'", notice.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), At(notice.Location));
        Assert.Equal("2", document.Root["PORT"].AsText());
        Assert.Equal(2, Assert.IsType<ObjectValue>(document.Root).Properties.Count(static p => string.Equals(p.Name, "port", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Notices_are_bounded()
    {
        string text = "{" + string.Concat(Enumerable.Repeat("\"a\":1,", 10_000)) + "}";

        Assert.Equal(DocumentLimits.Notices + 1, JsonDocumentReader.Read(File, text).Notices.Count);
    }

    [Theory]
    [InlineData("acisecmon:redacted:env:8-15:0f3a", "env", "8-15", "0f3a")]
    [InlineData("acisecmon:redacted:storage account key:32 and over:0f3a9c12", "storage account key", "32 and over", "0f3a9c12")]
    [InlineData("acisecmon:redacted:::", "", "", "")]
    public void A_redaction_marker_becomes_a_redacted_value(string text, string kind, string lengthClass, string tag)
    {
        RedactedValue redacted = Assert.IsType<RedactedValue>(Read($"[\"{text}\"]").Items[0]);

        Assert.Equal((kind, lengthClass, tag), (redacted.Kind, redacted.LengthClass, redacted.Tag));
        Assert.Equal((1, 2), At(redacted.Location));
    }

    [Theory]
    [InlineData("acisecmon:redacted:env:8-15")]
    [InlineData("acisecmon:redacted:env:8-15:0f3a;Password=hunter2")]
    [InlineData("acisecmon:redacted:env:hunter2:0f3a")]
    [InlineData("acisecmon:redacted:env:8-15:hunter2")]
    [InlineData("x acisecmon:redacted:env:8-15:0f3a")]
    public void A_text_that_only_resembles_a_marker_stays_a_string(string text) => Assert.Equal(text, Assert.IsType<StringValue>(Read($"\"{text}\"")).Text);

    [Theory]
    [InlineData("", 1, 1, "the text ends here, but a value")]
    [InlineData("// nothing", 1, 11, "the text ends here, but a value")]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "a comma or } is expected")]
    [InlineData("[1 2]", 1, 4, "a comma or ] is expected")]
    [InlineData("[1,,2]", 1, 4, "a value")]
    [InlineData("{\"a\" 1}", 1, 6, "a colon is expected")]
    [InlineData("{a: 1}", 1, 2, "a property name in double quotes is expected")]
    [InlineData("{,}", 1, 2, "a property name in double quotes is expected")]
    [InlineData("{\"a\": 1]", 1, 8, "a comma or } is expected")]
    [InlineData("{} x", 1, 4, "the end of the text is expected")]
    [InlineData("[tru]", 1, 2, "a value")]
    [InlineData("[nulll]", 1, 6, "a comma or ] is expected")]
    [InlineData("[-]", 1, 3, "a digit is expected")]
    [InlineData("[1.]", 1, 4, "a digit is expected")]
    [InlineData("[1e+]", 1, 5, "a digit is expected")]
    [InlineData("[012]", 1, 3, "a comma or ] is expected")]
    [InlineData("[1e999]", 1, 2, "a number of at most")]
    [InlineData("[\n\"abc]", 2, 1, "the string that begins here is not closed")]
    [InlineData("[\"a\\x\"]", 1, 4, "is expected")]
    [InlineData("[\"a\\u12G4\"]", 1, 4, "is expected")]
    [InlineData("[\"a\\u12", 1, 4, "is expected")]
    [InlineData("[\"a\\", 1, 4, "is expected")]
    [InlineData("[ /* a ]", 1, 3, "the comment that begins here is not closed")]
    [InlineData("[ / ]", 1, 3, "a comment")]
    [InlineData("{\n \"a\": [ 1", 2, 10, "the text ends here, but a comma or ] is expected; what begins at line 2, column 7 is not closed")]
    [InlineData("PK\u0003\u0004", 1, 1, "a value")]
    public void A_fault_says_what_is_expected_and_where(string text, int line, int column, string expectation)
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => Read(text));

        Assert.Equal((line, column), At(fault.Location));
        Assert.StartsWith($"Line {line}, column {column}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expectation, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Nesting_is_read_to_the_limit_and_refused_beyond(string begin, string end)
    {
        Value root = Read(Nest(DocumentLimits.Depth));
        int depth = 0;
        for (Value value = root; !value.IsMissing; value = value is ArrayValue ? value.Items[0] : value["a"]) depth++;
        Assert.Equal(DocumentLimits.Depth, depth);

        Assert.Throws<DocumentException>(() => Read(Nest(DocumentLimits.Depth + 1)));
        DocumentException fault = Assert.Throws<DocumentException>(() => Read(Nest(10_000)));
        Assert.Equal(((DocumentLimits.Depth * begin.Length) + 1, true), (fault.Location.Column, fault.Message.Contains("nested", StringComparison.Ordinal)));

        string Nest(int levels) => string.Concat(Enumerable.Repeat(begin, levels)) + "null" + string.Concat(Enumerable.Repeat(end, levels));
    }

    [Fact]
    public void A_text_cut_anywhere_is_a_fault_of_the_document_and_never_quoted()
    {
        const string Text = "{ // c\n \"parameters\": { \"p\": { \"type\": \"secureString\", \"defaultValue\": \"Canary\\u0041\\n-1e5\" } },\n /* x */ \"list\": [1, -2.5e3, true, false, null,], }";
        Read(Text);

        for (int length = 0; length < Text.Length; length++)
        {
            DocumentException fault = Assert.Throws<DocumentException>(() => Read(Text[..length]));
            Assert.DoesNotContain("Canary", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_corpus_file_is_read()
    {
        foreach (string path in Corpus.Files(".", "*.json"))
        {
            Document document = JsonDocumentReader.Read(new SourceFile(path, path), System.IO.File.ReadAllText(path));
            Assert.True(document.Root is ObjectValue or ArrayValue, path);
            Assert.Empty(document.Notices);
        }
    }

    private static Value Read(string text) => JsonDocumentReader.Read(File, text).Root;

    private static (int Line, int Column) At(SourceLocation location) => (location.Line, location.Column);
}
