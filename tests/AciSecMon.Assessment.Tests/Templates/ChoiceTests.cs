using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Templates;

public sealed class ChoiceTests
{
    private const string Sections = """
        "parameters": { "a": { "type": "bool" }, "b": { "type": "bool" }, "s": { "type": "string" }, "o": { "type": "object" } },
        "variables": {
          "ab": "[if(parameters('a'), 'A', 'B')]",
          "isA": "[equals(parameters('s'), 'a')]",
          "choice": "[if(parameters('a'), true(), false())]"
        }
        """;

    [Theory]
    [InlineData("if(parameters('a'), 'x', 'y')", "(parameters('a') ? 'x' : 'y')")]
    [InlineData("if(not(parameters('a')), 'x', 'y')", "(parameters('a') ? 'y' : 'x')")]
    [InlineData("if(not(not(parameters('a'))), 'x', 'y')", "(parameters('a') ? 'x' : 'y')")]
    [InlineData("if(parameters('a'), 'x', 'x')", "'x'")]
    [InlineData("if(and(true(), parameters('a')), 'x', 'y')", "(parameters('a') ? 'x' : 'y')")]
    [InlineData("if(variables('choice'), 'x', 'y')", "(parameters('a') ? 'x' : 'y')")]
    [InlineData("if(parameters('a'), if(parameters('a'), 1, 2), 3)", "(parameters('a') ? 1 : 3)")]
    [InlineData("if(parameters('a'), if(parameters('b'), 1, 2), 3)", "(parameters('a') ? (parameters('b') ? 1 : 2) : 3)")]
    [InlineData("if(parameters('a'), createObject('k', 1), null())", "(parameters('a') ? {k: 1} : null)")]
    [InlineData("toLower(variables('ab'))", "(parameters('a') ? 'a' : 'b')")]
    [InlineData("concat(variables('ab'), '-', variables('ab'))", "(parameters('a') ? 'A-A' : 'B-B')")]
    [InlineData("concat(variables('ab'), if(parameters('b'), '1', '2'))", "(parameters('a') ? (parameters('b') ? 'A1' : 'A2') : (parameters('b') ? 'B1' : 'B2'))")]
    [InlineData("equals(variables('ab'), 'A')", "(parameters('a') ? true : false)")]
    [InlineData("equals(variables('ab'), 'C')", "false")]
    [InlineData("empty(if(parameters('a'), createArray(1), createArray()))", "(parameters('a') ? false : true)")]
    [InlineData("length(if(parameters('a'), createArray(1), createArray()))", "(parameters('a') ? 1 : 0)")]
    [InlineData("if(parameters('a'), createObject('k', 1), createObject('k', 2)).k", "(parameters('a') ? 1 : 2)")]
    [InlineData("coalesce(if(parameters('a'), null(), 'x'), 'y')", "(parameters('a') ? 'y' : 'x')")]
    [InlineData("tryGet(if(parameters('a'), createObject('k', 1), null()), 'k')", "(parameters('a') ? 1 : null)")]
    [InlineData("map(if(parameters('a'), createArray(1), createArray()), lambda('x', add(lambdaVariables('x'), 1)))", "(parameters('a') ? [2] : [])")]
    [InlineData("and(variables('choice'), false())", "false")]
    [InlineData("not(variables('choice'))", "(parameters('a') ? false : true)")]
    [InlineData("createObject('k', variables('ab'))", "{k: (parameters('a') ? 'A' : 'B')}")]
    public void An_unknown_condition_leaves_both_alternatives(string expression, string expected) => Assert.Equal(expected, Template.Show(expression, Sections));

    [Fact]
    public void Both_alternatives_stand_where_the_expression_stands()
    {
        var choice = (ChoiceValue)Template.Evaluate("if(parameters('a'), toLower('X'), createObject('k', toUpper('y')))", Sections);
        Assert.All([choice, choice.WhenTrue, choice.WhenFalse, choice.WhenFalse["k"]], static value => Assert.Equal("/t/main.json", value.Location.File?.Path));
    }

    [Fact]
    public void Conditions_that_only_look_alike_are_two()
    {
        Value both = Template.Evaluate("createArray(if(equals(parameters('s'), 'x'), 1, 2), if(equals(parameters('s'), 'y'), 1, 2))", Sections);
        ConditionSymbol first = ((ChoiceValue)both.Items[0]).Condition;
        ConditionSymbol second = ((ChoiceValue)both.Items[1]).Condition;
        Assert.Equal(first.Text, second.Text);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void One_condition_in_two_spellings_is_one()
    {
        Value both = Template.Evaluate("createArray(if(Equals( PARAMETERS('S') , 'x'), 1, 2), if(equals(parameters('s'), 'x'), 1, 2))", Sections);
        Assert.Equal(((ChoiceValue)both.Items[0]).Condition, ((ChoiceValue)both.Items[1]).Condition);
    }

    [Fact]
    public void A_condition_in_the_turns_of_a_lambda_is_another_one_in_each()
    {
        Value items = Template.Evaluate("map(createArray('x', 'y'), lambda('i', if(equals(parameters('s'), lambdaVariables('i')), 1, 2)))", Sections);
        Assert.NotEqual(((ChoiceValue)items.Items[0]).Condition, ((ChoiceValue)items.Items[1]).Condition);
    }

    [Fact]
    public void More_than_sixteen_alternatives_are_not_followed()
    {
        string[] names = [.. Enumerable.Range(0, 6).Select(static i => $"p{i}")];
        string sections = $"\"parameters\": {{ {string.Join(", ", names.Select(static name => $"\"{name}\": {{ \"type\": \"bool\" }}"))} }}";
        string expression = $"concat({string.Join(", ", names.Select(static name => $"if(parameters('{name}'), '1', '0')"))})";
        UnresolvedValue value = Assert.IsType<UnresolvedValue>(Template.Evaluate(expression, sections));
        Assert.Equal(names, value.Causes.Select(static cause => cause.Text));
    }

    [Fact]
    public void Choices_of_choices_stay_small()
    {
        const int Levels = 60;
        string[] variables =
        [
            "\"v0\": \"[if(parameters('p0'), 'a', 'b')]\"",
            .. Enumerable.Range(1, Levels).Select(static i => $"\"v{i}\": \"[if(parameters('p{i}'), variables('v{i - 1}'), concat(variables('v{i - 1}'), '{i}'))]\""),
        ];
        string parameters = string.Join(", ", Enumerable.Range(0, Levels + 1).Select(static i => $"\"p{i}\": {{ \"type\": \"bool\" }}"));
        Value value = Template.Evaluate($"variables('v{Levels}')", $"\"parameters\": {{ {parameters} }}, \"variables\": {{ {string.Join(", ", variables)} }}");
        Assert.InRange(ChoiceValue.CountOf(value), 1, 16);
    }

    [Fact]
    public void The_text_of_a_condition_names_the_nested_deployment_and_the_loop()
    {
        var expansion = Template.ExpandSections("""
            "parameters": { "list": { "type": "array" } },
            "resources": [ { "type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "inner", "properties": {
              "expressionEvaluationOptions": { "scope": "inner" }, "template": {
                "parameters": { "p": { "type": "string" } },
                "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "[format('n{0}', copyIndex())]", "copy": { "name": "loop", "count": 2 },
                  "properties": { "x": "[if(equals(parameters('p'), string(copyIndex())), 1, 2)]" } } ] } } } ]
            """);
        ConditionSymbol[] conditions = [.. expansion.Resources.Skip(1).Select(static r => ((ChoiceValue)r.Body["properties"]["x"]).Condition)];
        Assert.Equal(["inner: equals(parameters('p'), string(copyIndex())) in loop[0]", "inner: equals(parameters('p'), string(copyIndex())) in loop[1]"], conditions.Select(static c => c.Text));
        Assert.NotEqual(conditions[0], conditions[1]);
    }
}
