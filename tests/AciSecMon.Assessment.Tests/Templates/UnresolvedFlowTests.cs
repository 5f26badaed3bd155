using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Templates;

public sealed class UnresolvedFlowTests
{
    private const string Sections = """
        "parameters": {
          "p": { "type": "string" },
          "q": { "type": "string" },
          "list": { "type": "array" },
          "obj": { "type": "object" },
          "flag": { "type": "bool" },
          "other": { "type": "bool" }
        },
        "variables": { "both": "[concat(parameters('p'), parameters('q'))]" }
        """;

    [Theory]
    [InlineData("concat('a', parameters('p'))", "p")]
    [InlineData("variables('both')", "p,q")]
    [InlineData("toLower(concat(variables('both'), parameters('p')))", "p,q")]
    [InlineData("parameters('obj').a.b", "obj")]
    [InlineData("parameters('list')[0].x", "list")]
    [InlineData("createArray(parameters('p'))[0]", "p")]
    [InlineData("createObject('a', parameters('p')).a", "p")]
    [InlineData("createArray('a', 'b')[length(parameters('list'))]", "list")]
    [InlineData("string(createObject('a', createArray(parameters('p'))))", "p")]
    [InlineData("join(createArray('a', parameters('p')), ',')", "p")]
    [InlineData("length(concat(createArray(1), parameters('list')))", "list")]
    [InlineData("first(concat(parameters('list'), createArray(1)))", "list")]
    [InlineData("coalesce(parameters('p'), parameters('q'))", "p,q")]
    [InlineData("reduce(parameters('list'), 0, lambda('x', 'y', 1))", "list")]
    [InlineData("resourceId('A.B/c', parameters('p'))", "p")]
    public void What_is_made_of_unknown_parts_is_unresolved_for_the_same_causes(string expression, string parameters)
    {
        UnresolvedValue value = Assert.IsType<UnresolvedValue>(Template.Evaluate(expression, Sections));
        Assert.All(value.Causes, static cause => Assert.Equal(CauseKind.ParameterWithoutValue, cause.Kind));
        Assert.Equal(parameters.Split(','), value.Causes.Select(static cause => cause.Text));
    }

    [Theory]
    [InlineData("and(false(), parameters('flag'))", "false")]
    [InlineData("and(parameters('flag'), false())", "false")]
    [InlineData("or(parameters('flag'), true())", "true")]
    [InlineData("equals(createArray(1, parameters('p')), createArray(2, 'x'))", "false")]
    [InlineData("equals(createObject('a', 1, 'b', parameters('p')), createObject('a', 2, 'b', 'x'))", "false")]
    [InlineData("equals(parameters('p'), parameters('p'))", "true")]
    [InlineData("empty(concat(createArray(1), parameters('list')))", "false")]
    [InlineData("contains(concat(createArray('a'), parameters('list')), 'a')", "true")]
    [InlineData("contains(createArray(parameters('p'), 'a'), 'a')", "true")]
    [InlineData("contains(union(parameters('obj'), createObject('a', 1)), 'a')", "true")]
    [InlineData("coalesce('a', parameters('p'))", "'a'")]
    [InlineData("if(true(), 'a', parameters('p'))", "'a'")]
    [InlineData("createArray('a', parameters('p'))[0]", "'a'")]
    [InlineData("length(createArray(parameters('p'), parameters('q')))", "2")]
    [InlineData("union(parameters('obj'), createObject('a', 1)).a", "1")]
    public void What_is_decided_all_the_same_is_known(string expression, string expected) => Assert.Equal(expected, Template.Show(expression, Sections));

    [Theory]
    [InlineData("and(true(), parameters('flag'))")]
    [InlineData("or(false(), parameters('flag'))")]
    [InlineData("not(parameters('flag'))")]
    [InlineData("equals(parameters('p'), 'a')")]
    [InlineData("equals(parameters('p'), parameters('q'))")]
    [InlineData("empty(parameters('list'))")]
    [InlineData("empty(createArray(parameters('p'))[0])")]
    [InlineData("contains(parameters('list'), 'a')")]
    [InlineData("contains(concat(createArray('a'), parameters('list')), 'b')")]
    [InlineData("contains(createArray(parameters('p')), 'b')")]
    [InlineData("contains(union(parameters('obj'), createObject('a', 1)), 'b')")]
    [InlineData("union(createObject('a', 1), parameters('obj')).a")]
    public void What_the_unknown_part_decides_is_not_known(string expression) => Assert.True(Template.Evaluate(expression, Sections).IsUnresolved);

    [Theory]
    [InlineData("concat(createArray(1), parameters('list'))", "[1, ...]")]
    [InlineData("union(createArray(1, 1), parameters('list'))", "[1, ...]")]
    [InlineData("union(createObject('a', 1), parameters('obj'))", "{...}")]
    [InlineData("union(parameters('obj'), createObject('a', 1))", "{a: 1, ...}")]
    [InlineData("map(concat(createArray(1), parameters('list')), lambda('x', add(lambdaVariables('x'), 1)))", "[2, ...]")]
    [InlineData("filter(concat(createArray(1, 2), parameters('list')), lambda('x', equals(lambdaVariables('x'), 2)))", "[2, ...]")]
    [InlineData("filter(createArray('a', parameters('p')), lambda('x', equals(lambdaVariables('x'), 'a')))", "['a', ...]")]
    [InlineData("flatten(createArray(createArray(1), parameters('list')))", "[1, ...]")]
    [InlineData("createObject(parameters('p'), 1, 'b', 2)", "{b: 2, ...}")]
    [InlineData("items(union(parameters('obj'), createObject('a', 1)))", "[{key: 'a', value: 1}, ...]")]
    [InlineData("union(parameters('obj'), createObject('a', createObject('x', 1)))", "{a: {x: 1, ...}, ...}")]
    [InlineData("union(createObject('a', parameters('obj')), createObject('a', createObject('x', 1)))", "{a: {x: 1, ...}}")]
    [InlineData("union(createObject('a', createObject('x', 1)), createObject('a', parameters('obj')))", "{a: ?(parameters('obj'))}")]
    [InlineData("union(createObject('a', createObject('x', 1, 'y', 2)), createObject('a', if(parameters('flag'), createObject('x', 3), 'gone')))", "{a: (parameters('flag') ? {x: 3, y: 2} : 'gone')}")]
    [InlineData("union(createObject('a', if(parameters('flag'), createObject('x', 1), 'none')), createObject('a', createObject('y', 2)))", "{a: (parameters('flag') ? {x: 1, y: 2} : {y: 2})}")]
    [InlineData("take(parameters('list'), 1)", "?(take(parameters('list'), 1))")]
    [InlineData("skip(concat(createArray(1), parameters('list')), 1)", "[...]")]
    public void Arrays_and_objects_with_an_unknown_part_stay_open(string expression, string expected) => Assert.Equal(expected, Template.Show(expression, Sections));

    [Fact]
    public void A_value_is_shown_as_the_expression_at_its_place()
    {
        UnresolvedValue value = Assert.IsType<UnresolvedValue>(Template.Evaluate("variables('both')", Sections));
        Assert.Equal("variables('both')", value.Expression);
    }

    [Fact]
    public void Two_uses_of_one_unknown_value_are_known_to_be_the_same()
    {
        var direct = (UnresolvedValue)Template.Evaluate("createArray(variables('both'), concat(parameters('p'), parameters('q')), parameters('p'))", Sections).Items[0];
        Value all = Template.Evaluate("createArray(variables('both'), variables('both'), parameters('p'))", Sections);
        Assert.True(((UnresolvedValue)all.Items[0]).IsSameAs((UnresolvedValue)all.Items[1]));
        Assert.False(((UnresolvedValue)all.Items[0]).IsSameAs((UnresolvedValue)all.Items[2]));
        Assert.NotNull(direct.Source);
    }

    [Fact]
    public void A_wrong_expression_does_not_hide_what_else_is_unknown()
    {
        UnresolvedValue value = Assert.IsType<UnresolvedValue>(Template.Evaluate("concat(parameters('p'), parameters('nowhere'))", Sections));
        Assert.Equal([CauseKind.ParameterWithoutValue, CauseKind.InvalidExpression], value.Causes.Select(static cause => cause.Kind));
    }

    [Fact]
    public void Every_place_of_a_known_value_is_in_the_file()
    {
        Value value = Template.Evaluate("createArray(createObject('a', concat('x', 'y')), json('[1]'))", Sections);
        Assert.All([value, value.Items[0], value.Items[0]["a"], value.Items[1], value.Items[1].Items[0]], static part => Assert.NotNull(part.Location.File));
        Assert.Equal("/t/main.json", value.Items[1].Items[0].Location.File!.Path);
    }
}
