using AciSecMon.Assessment.Documents;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Documents;

/// <summary>Secrets stand in the files that are read, so that nothing that is said about a file may quote it.</summary>
public sealed class DocumentCanaryTests
{
    private const string Canary = "Zq7Canary";

    private const string Json = $$"""
        { // {{Canary}}
          "resources": [ { "name": "web", "secureValue": "{{Canary}}", "count": 1, "on": true, "note": "{{Canary}}\u0041
        {{Canary}}" } ], /* {{Canary}} */
          "name": "{{Canary}}", "NAME": "{{Canary}}"
        }
        """;

    private const string Yaml = $$"""
        # {{Canary}}
        name: &anchor {{Canary}}
        name: !!str '{{Canary}} it''s'
        list: [*anchor, "{{Canary}}\x41", {secureValue: {{Canary}}}]
        text: |
          {{Canary}}
          {{Canary}}: {{Canary}}
        merged:
          <<: {value: {{Canary}}}
          other: >-
            {{Canary}}
        """;

    private static readonly Gen<string> Inserts = Gen.OneOfConst(
        string.Empty, "\"", "'", "{", "}", "[", "]", ",", ":", ": ", "\n", "\t", "\\", "\\u12", "*", "&", "!", "!x!", "%", "@", "|", "-", "<<: ", "#", "/", "//", "0", "x", Canary[..1]);

    [Theory]
    [InlineData("a.json", Json)]
    [InlineData("a.yaml", Yaml)]
    public void The_text_as_it_stands_is_read_with_a_notice_that_does_not_quote_it(string name, string text)
    {
        DocumentRead read = Read(name, text);

        Assert.Null(read.Problem);
        Assert.DoesNotContain(Canary, Assert.Single(Assert.Single(read.Documents).Notices).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("a.json", Json)]
    [InlineData("a.yaml", Yaml)]
    [InlineData("a.txt", Json)]
    [InlineData("a.txt", Yaml)]
    public void No_fault_quotes_a_value(string name, string text) =>
        Gen.Select(Gen.Int[0, text.Length], Gen.Int[0, 3], Inserts, Gen.Int[0, text.Length]).Sample((at, removed, inserted, end) =>
        {
            string broken = text[..at] + inserted + text[Math.Min(at + removed, text.Length)..];
            if (end < at) broken = broken[..^end];

            DocumentRead read = Read(name, broken);

            if (read.Problem is not { } problem) return;
            Assert.DoesNotContain(Canary[1..], problem.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Canary[1..], problem.Recommendation!, StringComparison.OrdinalIgnoreCase);
        });

    private static DocumentRead Read(string name, string text) => DocumentReader.Read(new SourceText(new SourceFile(name, name), text, null));
}
