using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Documents;

public sealed class YamlDocumentReaderTests
{
    private static readonly SourceFile File = new("deploy.yaml", "deploy.yaml");

    [Fact]
    public void Values_and_keys_know_their_line_and_column()
    {
        ObjectValue root = Assert.IsType<ObjectValue>(Read("\uFEFFname: web # comment\r\nproperties:\r\n  - port: 80\r\n    'protocol': [tcp, 'udp']\r\n"));

        Property properties = root.Properties[1];
        Assert.Equal((1, 1), At(root.Location));
        Assert.Equal((1, 7), At(root.Properties[0].Value.Location));
        Assert.Equal((2, 1), At(properties.NameLocation));
        Assert.Equal((3, 3), At(properties.Value.Location));
        Property port = Assert.IsType<ObjectValue>(properties.Value.Items[0]).Properties[0];
        Assert.Equal((3, 5), At(port.NameLocation));
        Assert.Equal((3, 11), At(port.Value.Location));
        Assert.Equal((4, 23), At(properties.Value.Items[0]["protocol"].Items[1].Location));
        Assert.Same(File, port.Value.Location.File);
    }

    [Fact]
    public void Each_document_of_a_text_is_read_and_empty_ones_are_left_out()
    {
        IReadOnlyList<Document> documents = YamlDocumentReader.ReadAll(File, "---\n# nothing\n---\na: 1\n...\n---\nb: 2\n---\n");

        Assert.Equal(2, documents.Count);
        Assert.Equal("1", documents[0].Root["a"].AsText());
        Assert.Equal((7, 4), At(documents[1].Root["b"].Location));
        Assert.All(documents, static d => Assert.True(d.IsYaml));
        Assert.Empty(YamlDocumentReader.ReadAll(File, "# nothing\n"));
    }

    [Fact]
    public void An_alias_stands_for_the_anchored_value_where_that_stands()
    {
        Value root = Read("a: &image nginx\nb: *image\nc: &ports\n  - 80\nd: {e: *ports}\n&key f: *key\n*key : g");

        Assert.Equal("nginx", root["b"].AsText());
        Assert.Equal((1, 4), At(root["b"].Location));
        Assert.Equal(80, root["d"]["e"].Items[0].AsWhole());
        Assert.Equal("g", root["f"].AsText());
    }

    [Fact]
    public void An_anchor_that_is_set_again_counts_from_there_and_only_in_its_document()
    {
        Value root = Read("- &x 1\n- *x\n- &x 2\n- *x");

        Assert.Equal(["1", "1", "2", "2"], root.Items.Select(static v => v.AsText()));
        Assert.Throws<DocumentException>(() => YamlDocumentReader.ReadAll(File, "a: &x 1\n---\nb: *x"));
    }

    [Fact]
    public void A_merge_key_takes_over_what_a_mapping_does_not_have_itself()
    {
        ObjectValue root = Assert.IsType<ObjectValue>(Read(
            "base: &base {cpu: 1, image: a}\nmore: &more {cpu: 2, memory: 3}\none:\n  image: b\n  <<: *base\nmany:\n  <<: [*more, *base]\nquoted: {'<<': x}"));

        Assert.Equal(("1", "b"), (root["one"]["cpu"].AsText(), root["one"]["image"].AsText()));
        Assert.Equal(("2", "a", "3"), (root["many"]["cpu"].AsText(), root["many"]["image"].AsText(), root["many"]["memory"].AsText()));
        Assert.Equal(["cpu", "image"], Assert.IsType<ObjectValue>(root["one"]).Properties.Select(static p => p.Name));
        Assert.Equal("x", root["quoted"]["<<"].AsText());
    }

    [Fact]
    public void A_name_that_stands_twice_is_kept_and_noticed()
    {
        Document document = Assert.Single(YamlDocumentReader.ReadAll(File, "x: 0\nPort: 1\nport: 2\n"));

        DocumentNotice notice = Assert.Single(document.Notices);
        Assert.Contains("'port'", notice.Message, StringComparison.Ordinal);
        Assert.Equal((3, 1), At(notice.Location));
        Assert.Equal("2", document.Root["port"].AsText());
    }

    [Fact]
    public void What_a_merge_takes_over_is_no_duplicate()
    {
        Document document = Assert.Single(YamlDocumentReader.ReadAll(File, "a: &a {x: 1}\nb:\n  <<: *a\n  x: 2\n"));

        Assert.Empty(document.Notices);
    }

    [Fact]
    public void Keys_of_any_scalar_type_become_texts()
    {
        ObjectValue root = Assert.IsType<ObjectValue>(Read("80: a\ntrue: b\n~: c\n? d\n: e\n"));

        Assert.Equal(["80", "true", "~", "d"], root.Properties.Select(static p => p.Name));
    }

    [Fact]
    public void A_redaction_marker_becomes_a_redacted_value_in_any_style()
    {
        Value root = Read("- acisecmon:redacted:env:8-15:0f3a\n- 'acisecmon:redacted:env:8-15:0f3a'\n- |-\n  acisecmon:redacted:env:8-15:0f3a\n");

        Assert.All(root.Items, static item => Assert.Equal("0f3a", Assert.IsType<RedactedValue>(item).Tag));
    }

    [Fact]
    public void A_tag_of_another_tool_leaves_its_value_unresolved()
    {
        Value root = Read("a: !vault |\n  Canary\nb: !Sub [x, y]\nc:\n  <<: !include other.yaml\n  d: 1\n");

        Assert.Equal("!vault", Assert.IsType<UnresolvedValue>(root["a"]).Expression);
        Assert.Equal(CauseKind.NotSupported, Assert.Single(Assert.IsType<UnresolvedValue>(root["b"]).Causes).Kind);
        Assert.Equal("1", root["c"]["d"].AsText());
        Assert.True(root["c"]["e"].IsUnresolved);
    }

    [Theory]
    [InlineData("a: 'b", 1, 4, "not closed")]
    [InlineData("a:\n  b: c: d", 2, 7, "a colon and a space")]
    [InlineData("a:\n\tb: c", 2, 1, "tabs cannot indent")]
    [InlineData("a: @b", 1, 4, "cannot begin a text")]
    [InlineData("a: [b", 2, 1, "a comma or ]")]
    [InlineData("a: {b: c", 2, 1, "a comma or }")]
    [InlineData("- a\nb", 2, 1, "a key with a colon")]
    [InlineData("a: 1\n b: 2", 2, 3, "a colon")]
    [InlineData("a:\n  - b\n c: d", 3, 2, "is expected")]
    [InlineData("a: *b", 1, 4, "no anchor")]
    [InlineData("a: &b [*b]", 1, 8, "a part of")]
    [InlineData("[a]: b", 1, 1, "as a key")]
    [InlineData("<<: b", 1, 1, "after <<")]
    [InlineData("a: !u!b c", 1, 4, "tag")]
    [InlineData("a: \"\\U99999999\"", 1, 15, "YAML")]
    public void A_fault_says_what_is_wrong_and_where(string text, int line, int column, string expectation)
    {
        DocumentException fault = Assert.Throws<DocumentException>(() => Read(text));

        Assert.Equal($"{line}:{column}", $"{fault.Location.Line}:{fault.Location.Column}");
        Assert.Contains(expectation, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Nesting_is_read_to_the_limit_and_refused_beyond(string begin, string end)
    {
        Assert.False(Read(Nest(DocumentLimits.Depth)).IsMissing);
        Assert.Contains("nested", Assert.Throws<DocumentException>(() => Read(Nest(DocumentLimits.Depth + 1))).Message, StringComparison.Ordinal);
        Assert.Contains("nested", Assert.Throws<DocumentException>(() => Read(Nest(10_000))).Message, StringComparison.Ordinal);

        string Nest(int levels) => string.Concat(Enumerable.Repeat(begin, levels)) + "b" + string.Concat(Enumerable.Repeat(end, levels));
    }

    [Fact]
    public void Nesting_through_aliases_is_refused_beyond_the_limit()
    {
        string text = "- &a0 [x]\n" + string.Concat(Enumerable.Range(1, DocumentLimits.Depth).Select(static i => $"- &a{i} [*a{i - 1}]\n"));

        Assert.Contains("nested", Assert.Throws<DocumentException>(() => Read(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- &a{0} [{1}]\n", "*a{0}")]
    [InlineData("- &a{0} {{ {1} }}\n", "k{2}: *a{0}")]
    [InlineData("- &a{0} {{ k{0}: {{ <<: [{1}] }}, v: x }}\n", "*a{0}")]
    public void Aliases_that_stand_for_billions_are_one_fault(string level, string reference)
    {
        var text = new System.Text.StringBuilder("- &a0 { lol: Canary }\n");
        for (int i = 1; i <= 10; i++)
        {
            string references = string.Join(", ", Enumerable.Range(0, 10).Select(k => Format(reference, i - 1, 0, k)));
            text.Append(Format(level, i, references, 0));
        }

        DocumentException fault = Assert.Throws<DocumentException>(() => Read(text.ToString()));

        Assert.Contains("1,000,000", fault.Message, StringComparison.Ordinal);

        static string Format(string format, params object[] parts) => string.Format(System.Globalization.CultureInfo.InvariantCulture, format, parts);
    }

    [Fact]
    public void A_text_cut_anywhere_is_read_or_is_a_fault_of_the_document()
    {
        const string Text = "%YAML 1.1\n---\na: &x !!str \"Can\\u0061ry\"\nb: [1, {c: *x}]\n'd': |+\n  Canary\n\n? e\n: >-\n  f\n<<: {g: h}\n--- # end\n- - 'i'\n  - <<: [*x]\n";
        int faults = 0;
        for (int length = 0; length <= Text.Length; length++)
        {
            try
            {
                YamlDocumentReader.ReadAll(File, Text[..length]);
            }
            catch (DocumentException fault)
            {
                faults++;
                Assert.DoesNotContain("Can", fault.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(faults, 1, Text.Length);
    }

    [Fact]
    public void Every_corpus_file_is_read()
    {
        foreach (string path in Corpus.Files(".", "*.yaml"))
        {
            IReadOnlyList<Document> documents = YamlDocumentReader.ReadAll(new SourceFile(path, path), System.IO.File.ReadAllText(path));
            Assert.NotEmpty(documents);
        }
    }

    private static Value Read(string text) => Assert.Single(YamlDocumentReader.ReadAll(File, text)).Root;

    private static (int Line, int Column) At(SourceLocation location) => (location.Line, location.Column);
}
