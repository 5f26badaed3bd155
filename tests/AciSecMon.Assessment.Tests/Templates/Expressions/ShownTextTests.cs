using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Templates.Expressions;

public sealed class ShownTextTests
{
    private const string Sections = """ "parameters": { "p": { "type": "string" }, "o": { "type": "object" } }, "variables": { "v": "[concat('Pw=', parameters('p'))]" } """;

    [Theory]
    [InlineData("concat('Password=', parameters('p'))", "concat('...', parameters('p'))")]
    [InlineData("concat('', parameters('p'))", "concat('', parameters('p'))")]
    [InlineData("format('{0}:{1}', parameters('p'), 5)", "format('...', parameters('p'), 5)")]
    [InlineData("equals(parameters('p'), 'prod')", "equals(parameters('p'), '...')")]
    [InlineData("parameters('o').a['b'][0]", "parameters('o').a['b'][0]")]
    [InlineData("tryGet(parameters('o'), 'a', 'b')", "tryGet(parameters('o'), 'a', 'b')")]
    [InlineData("createObject(parameters('p'), 'secret')", "{...}")]
    [InlineData("string(createObject('name', parameters('p'), 'b', 'secret'))", "string(createObject('...', parameters('p'), '...', '...'))")]
    [InlineData("reference(resourceId('A.B/c', 'n'), '2021-01-01').x", "reference(resourceId('A.B/c', 'n'), '2021-01-01').x")]
    [InlineData("listKeys('store', '2021-06-01').keys[0].value", "listKeys('store', '2021-06-01').keys[0].value")]
    [InlineData("reduce(parameters('o').list, 'secret', lambda('x', 'y', concat('secret', lambdaVariables('x'))))", "reduce(parameters('o').list, '...', lambda('x', 'y', concat('...', lambdaVariables('x'))))")]
    [InlineData("contoso.make('secret')", "contoso.make('...')")]
    [InlineData("lambdaOf('secret')", "lambdaOf('...')")]
    [InlineData("variables('v')", "variables('v')")]
    public void Literals_that_are_no_names_are_left_out(string expression, string expected)
    {
        Value value = Template.Evaluate(expression, Sections);
        Assert.Equal(expected, value is UnresolvedValue unresolved ? unresolved.Expression : Template.Show(value));
    }

    [Fact]
    public void The_last_argument_of_a_lambda_is_no_name()
    {
        UnresolvedValue value = Assert.IsType<UnresolvedValue>(Template.Evaluate("map(parameters('o').list, lambda('x', 'secret'))", Sections));
        Assert.Equal("map(parameters('o').list, lambda('x', '...'))", value.Expression);
    }

    [Fact]
    public void A_long_expression_is_shown_in_part()
    {
        string arguments = string.Join(", ", Enumerable.Repeat("parameters('p')", 500));
        UnresolvedValue value = Assert.IsType<UnresolvedValue>(Template.Evaluate($"concat({arguments})", Sections));
        Assert.InRange(value.Expression.Length, 1_000, 1_010);
        Assert.EndsWith("...", value.Expression, StringComparison.Ordinal);
    }
}
