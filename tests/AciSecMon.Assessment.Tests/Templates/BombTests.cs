using System.Runtime.ExceptionServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Tests.Templates;

/// <summary>Templates that ask for more than any machine has. Each ends, and says that it was too large.</summary>
public sealed class BombTests
{
    [Theory]
    [InlineData("padLeft('a', 2000000000, 'b')")]
    [InlineData("padLeft('a', 9223372036854775807, 'b')")]
    [InlineData("concat(variables('v40'), 'x')")]
    [InlineData("length(variables('v40'))")]
    [InlineData("replace(variables('v20'), 'a', variables('v20'))")]
    [InlineData("join(map(range(0, 10000), lambda('i', variables('v16'))), ',')")]
    [InlineData("string(variables('a40'))")]
    [InlineData("variables('a40')")]
    [InlineData("concat(variables('w40'), createArray(1))")]
    [InlineData("map(range(0, 10000), lambda('i', range(0, 10000)))")]
    [InlineData("map(range(0, 10000), lambda('i', map(range(0, 10000), lambda('j', map(range(0, 10000), lambda('k', 1))))))")]
    [InlineData("reduce(range(0, 10000), createArray(1), lambda('c', 'n', concat(lambdaVariables('c'), lambdaVariables('c'))))")]
    [InlineData("format('{0,9999}{0,9999}{0,9999}{0,9999}', variables('v25'))")]
    [InlineData("equals(variables('a40'), variables('b40'))")]
    [InlineData("contains(createArray(variables('a40')), variables('b40'))")]
    [InlineData("union(variables('o40'), variables('o40'))")]
    [InlineData("base64(variables('v24'))")]
    [InlineData("toUpper(variables('v25'))")]
    public void An_expression_that_grows_without_bound_is_too_large(string expression)
    {
        UnresolvedValue value = Assert.IsType<UnresolvedValue>(Template.Evaluate(expression, Doubling()));
        Assert.Contains(value.Causes, static cause => cause.Kind == CauseKind.TooLarge);
    }

    [Fact]
    public void Sorting_by_a_bomb_leaves_the_order_open()
    {
        Value sorted = Template.Evaluate("sort(range(0, 10000), lambda('x', 'y', contains(range(0, 10000), lambdaVariables('x'))))");
        Assert.Contains(sorted.Rest!.Causes, static cause => cause.Kind == CauseKind.TooLarge);
    }

    [Fact]
    public void A_value_that_nests_without_end_is_too_large_to_be_handed_on()
    {
        Value value = Template.Evaluate("reduce(range(0, 10000), createArray(), lambda('c', 'n', createArray(lambdaVariables('c'))))");
        Assert.Equal(CauseKind.TooLarge, Assert.IsType<UnresolvedValue>(value).Causes[0].Kind);
    }

    [Theory]
    [InlineData("string(variables('deep'))")]
    [InlineData("equals(variables('deep'), variables('deep'))")]
    [InlineData("createObject('a', variables('deep'))")]
    [InlineData("createArray(variables('deep'), parameters('secret'))")]
    [InlineData("join(variables('deep'), ',')")]
    [InlineData("union(createObject('a', variables('deep')), createObject('a', variables('deep')))")]
    public void Work_on_a_value_that_nests_without_end_ends(string expression)
    {
        Value value = Template.Evaluate(expression, """
            "parameters": { "secret": { "type": "securestring", "defaultValue": "x" }, "wide": { "type": "array", "defaultValue": "[variables('deep')]" } },
            "variables": { "deep": "[reduce(range(0, 10000), createObject(), lambda('c', 'n', createObject('a', lambdaVariables('c'))))]" }
            """);
        Assert.True(value.IsUnresolved || value is BooleanValue);
    }

    [Fact]
    public void Nothing_is_asked_of_the_stack_that_a_small_one_does_not_have()
    {
        string[] variables = [.. Enumerable.Range(1, 3_000).Select(static i => $"\"v{i}\": \"[concat(variables('v{i - 1}'), 'x')]\"")];
        string nested = string.Concat(Enumerable.Repeat("not(", 120)) + "true()" + new string(')', 120);
        string template = $$"""
            { "$schema": "{{Template.Schema}}", "variables": { "v0": "a", {{string.Join(", ", variables)}} }, "resources": [],
              "outputs": { "chain": { "type": "string", "value": "[variables('v3000')]" }, "nested": { "type": "bool", "value": "[{{nested}}]" },
                "circle": { "type": "string", "value": "[reduce(range(0, 5000), createArray(), lambda('c', 'n', createArray(lambdaVariables('c'))))]" } } }
            """;
        Value[] values = OnSmallStack(() => Template.Expand(template).Outputs.Select(static output => output.Value).ToArray());
        Assert.Contains(Assert.IsType<UnresolvedValue>(values[0]).Causes, static cause => cause.Kind == CauseKind.TooLarge);
        Assert.Equal(true, values[1].AsBoolean());
        Assert.True(values[2].IsUnresolved);
    }

    [Fact]
    public void Documents_as_deep_as_the_reader_takes_are_expanded_on_a_small_stack()
    {
        const int Depth = 480;
        string body = string.Concat(Enumerable.Repeat("{ \"a\": [ ", Depth / 2)) + "\"[concat('x', 'y')]\"" + string.Concat(Enumerable.Repeat(" ] }", Depth / 2));
        Value value = OnSmallStack(() => Assert.Single(Template.ExpandSections($$""" "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": {{body}} } ] """).Resources).Body["properties"]);
        for (int i = 0; i < Depth / 2; i++) value = value["a"].Items[0];
        Assert.Equal("xy", value.AsText());
    }

    [Fact]
    public void Loops_in_loops_are_bounded()
    {
        string nested = """{ "type": "A.B/c", "apiVersion": "1", "name": "[concat('n', copyIndex())]", "copy": { "name": "l", "count": 800 } }""";
        for (int i = 0; i < 4; i++)
        {
            nested = $$"""
                { "type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "[concat('d', copyIndex())]", "copy": { "name": "l", "count": 800 }, "properties": {
                  "expressionEvaluationOptions": { "scope": "inner" }, "template": { "resources": [ {{nested}} ] } } }
                """;
        }

        TemplateExpansion expansion = Template.ExpandSections($"\"resources\": [ {nested} ]");
        Assert.InRange(expansion.Resources.Count, 800, 50_000);
        Assert.Contains(expansion.Gaps, static gap => gap.Kind == CauseKind.TooLarge);
    }

    [Fact]
    public void Deployments_nested_too_deep_are_a_gap()
    {
        string template = "{ \"resources\": [] }";
        for (int i = 0; i < 60; i++)
        {
            template = $$"""
                { "resources": [ { "type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d", "properties": { "expressionEvaluationOptions": { "scope": "inner" }, "template": {{template}} } } ] }
                """;
        }

        TemplateExpansion expansion = Template.Expand(template.Replace("{ \"resources\": [ {", $"{{ \"$schema\": \"{Template.Schema}\", \"resources\": [ {{", StringComparison.Ordinal));
        Assert.Equal(CauseKind.TooLarge, Assert.Single(expansion.Gaps).Kind);
    }

    [Fact]
    public void Copies_of_copies_of_copies_are_bounded()
    {
        string input = "\"x\"";
        foreach (string name in new[] { "a", "b", "c", "d" }) input = $$"""{ "copy": [ { "name": "{{name}}", "count": 800, "input": {{input}} } ] }""";
        TemplateResource resource = Assert.Single(Template.ExpandSections($$""" "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": {{input}} } ] """).Resources);
        Assert.True(resource.Body["properties"].IsUnresolved);
    }

    [Fact]
    public void A_spent_budget_never_makes_a_value_known_that_is_not()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "variables": { "bomb": "[map(range(0, 10000), lambda('i', range(0, 10000)))]" },
            "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": { "a": "[length(variables('bomb'))]", "b": "[if(equals(1, 1), 'x', 'y')]", "c": "plain" } } ]
            """);
        Value properties = expansion.Resources[0].Body["properties"];
        Assert.True(properties.IsUnresolved || (properties["a"].IsUnresolved && properties["b"].IsUnresolved));
    }

    /// <summary>Texts (v), arrays (a, b), flat arrays (w) and objects (o) that double with each number.</summary>
    private static string Doubling()
    {
        var variables = new List<string> { "\"v0\": \"aa\"", "\"a0\": [ 1, 2 ]", "\"b0\": [ 1, 2 ]", "\"w0\": [ 1, 2 ]", "\"o0\": { \"x\": { \"y\": 1 } }" };
        for (int i = 1; i <= 40; i++)
        {
            variables.Add($"\"v{i}\": \"[concat(variables('v{i - 1}'), variables('v{i - 1}'))]\"");
            variables.Add($"\"a{i}\": \"[createArray(variables('a{i - 1}'), variables('a{i - 1}'))]\"");
            variables.Add($"\"b{i}\": \"[createArray(variables('b{i - 1}'), variables('b{i - 1}'))]\"");
            variables.Add($"\"w{i}\": \"[concat(variables('w{i - 1}'), variables('w{i - 1}'))]\"");
            variables.Add($"\"o{i}\": \"[createObject('l', variables('o{i - 1}'), 'r', variables('o{i - 1}'))]\"");
        }

        return $"\"variables\": {{ {string.Join(", ", variables)} }}";
    }

    private static T OnSmallStack<T>(Func<T> function)
    {
        T? result = default;
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = function();
                }
                catch (Exception exception)
                {
                    thrown = ExceptionDispatchInfo.Capture(exception);
                }
            },
            maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return result!;
    }
}
