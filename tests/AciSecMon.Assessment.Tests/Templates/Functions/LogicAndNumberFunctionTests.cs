using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Templates.Functions;

public sealed class LogicAndNumberFunctionTests
{
    [Theory]
    [InlineData("equals('a', 'A')", "false")]
    [InlineData("equals('1', 1)", "false")]
    [InlineData("equals(1, 1)", "true")]
    [InlineData("equals(null(), null())", "true")]
    [InlineData("equals(null(), '')", "false")]
    [InlineData("equals(createArray(1, 'a'), createArray(1, 'a'))", "true")]
    [InlineData("equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))", "true")]
    [InlineData("equals(createObject('a', 1), createObject('a', 1, 'b', 2))", "false")]
    [InlineData("greater(2, 1)", "true")]
    [InlineData("greaterOrEquals(1, 1)", "true")]
    [InlineData("less('a', 'b')", "true")]
    [InlineData("lessOrEquals(2, 1)", "false")]
    [InlineData("coalesce(null(), '', 'a')", "''")]
    [InlineData("coalesce(null(), null())", "null")]
    [InlineData("coalesce('a', variables('none'))", "'a'")]
    [InlineData("and(true(), true(), false())", "false")]
    [InlineData("and(false(), variables('none'))", "false")]
    [InlineData("or(false(), true())", "true")]
    [InlineData("or(true(), variables('none'))", "true")]
    [InlineData("not(false())", "true")]
    [InlineData("if(true(), 'a', variables('none'))", "'a'")]
    [InlineData("if(false(), variables('none'), 'b')", "'b'")]
    [InlineData("bool('TRUE')", "true")]
    [InlineData("bool(0)", "false")]
    [InlineData("bool(2)", "true")]
    [InlineData("true()", "true")]
    public void Truth_is_told_as_the_service_does(string expression, string expected) => Assert.Equal(expected, Template.Show(expression));

    [Theory]
    [InlineData("add(1, 2)", "3")]
    [InlineData("sub(1, 2)", "-1")]
    [InlineData("mul(3, 4)", "12")]
    [InlineData("div(7, 2)", "3")]
    [InlineData("div(-7, 2)", "-3")]
    [InlineData("mod(7, 3)", "1")]
    [InlineData("int('42')", "42")]
    [InlineData("int(42)", "42")]
    [InlineData("float('1.5')", "1.5")]
    public void Numbers_are_computed_as_the_service_does(string expression, string expected) => Assert.Equal(expected, Template.Show(expression));

    [Theory]
    [InlineData("div(1, 0)")]
    [InlineData("mod(1, 0)")]
    [InlineData("add(9223372036854775807, 1)")]
    [InlineData("int('x')")]
    [InlineData("less(1, 'a')")]
    [InlineData("bool('maybe')")]
    [InlineData("not('a')")]
    [InlineData("if('a', 1, 2)")]
    [InlineData("and(true())")]
    [InlineData("variables('none')")]
    [InlineData("parameters('none')")]
    [InlineData("copyIndex()")]
    [InlineData("lambda('x', 1)")]
    [InlineData("lambdaVariables('x')")]
    [InlineData("fail('stop')")]
    public void What_the_service_would_refuse_is_an_invalid_expression(string expression) => Unknown.IsBecauseOf(CauseKind.InvalidExpression, expression);

    [Theory]
    [InlineData("dateTimeAdd('2020-04-07T14:53:14Z', 'P3Y', 'yyyy-MM-dd')", "'2023-04-07'")]
    [InlineData("dateTimeAdd('2020-04-07T14:53:14Z', '-PT1H', 'HH:mm')", "'13:53'")]
    [InlineData("dateTimeAdd('20200407T145314Z', 'PT1M', 'HH:mm')", "'14:54'")]
    [InlineData("dateTimeFromEpoch(1683040573)", "'2023-05-02T15:16:13Z'")]
    [InlineData("dateTimeToEpoch('2023-05-02T15:16:13Z')", "1683040573")]
    public void Dates_are_computed_in_UTC(string expression, string expected) => Assert.Equal(expected, Template.Show(expression));

    [Theory]
    [InlineData("dateTimeAdd('tomorrow', 'P1D')")]
    [InlineData("dateTimeAdd('2020-01-01', 'a day')")]
    [InlineData("dateTimeAdd('9999-12-31', 'P2D')")]
    [InlineData("dateTimeFromEpoch(999999999999999)")]
    public void Dates_out_of_reach_are_invalid_expressions(string expression) => Unknown.IsBecauseOf(CauseKind.InvalidExpression, expression);

    [Theory]
    [InlineData("parseCidr('10.144.0.0/20')", "{network: '10.144.0.0', netmask: '255.255.240.0', broadcast: '10.144.15.255', firstUsable: '10.144.0.1', lastUsable: '10.144.15.254', cidr: 20}")]
    [InlineData("parseCidr('fdad:3236:5555:3000::/52').firstUsable", "'fdad:3236:5555:3000::1'")]
    [InlineData("cidrSubnet('10.144.0.0/20', 24, 0)", "'10.144.0.0/24'")]
    [InlineData("cidrSubnet('10.144.0.0/20', 24, 15)", "'10.144.15.0/24'")]
    [InlineData("cidrSubnet('fdad:3236:5555:3000::/52', 54, 3)", "'fdad:3236:5555:3c00::/54'")]
    [InlineData("cidrHost('10.144.3.0/24', 0)", "'10.144.3.1'")]
    [InlineData("cidrHost('10.144.3.0/24', 3)", "'10.144.3.4'")]
    [InlineData("cidrHost('fdad:3236:5555:3000::/52', 0)", "'fdad:3236:5555:3000::1'")]
    public void Address_ranges_are_divided_as_the_service_does(string expression, string expected) => Assert.Equal(expected, Template.Show(expression));

    [Theory]
    [InlineData("cidrSubnet('10.144.0.0/20', 24, 16)")]
    [InlineData("cidrSubnet('10.144.0.0/20', 16, 0)")]
    [InlineData("cidrHost('10.144.3.0/24', 255)")]
    [InlineData("parseCidr('10.0.0.0')")]
    [InlineData("parseCidr('10.0.0.0/33')")]
    public void Addresses_outside_of_a_range_are_invalid_expressions(string expression) => Unknown.IsBecauseOf(CauseKind.InvalidExpression, expression);

    [Theory]
    [InlineData("filter(createArray(1, 2, 3), lambda('x', greater(lambdaVariables('x'), 1)))", "[2, 3]")]
    [InlineData("filter(createArray('a', 'b'), lambda('x', 'i', equals(lambdaVariables('i'), 1)))", "['b']")]
    [InlineData("map(createArray(1, 2), lambda('x', add(lambdaVariables('x'), 1)))", "[2, 3]")]
    [InlineData("map(createArray('a'), lambda('X', 'i', format('{0}{1}', lambdaVariables('x'), lambdaVariables('i'))))", "['a0']")]
    [InlineData("map(createArray(1, 2), lambda('x', map(createArray(10), lambda('y', add(lambdaVariables('x'), lambdaVariables('y'))))))", "[[11], [12]]")]
    [InlineData("reduce(createArray(1, 2, 3), 10, lambda('c', 'n', add(lambdaVariables('c'), lambdaVariables('n'))))", "16")]
    [InlineData("reduce(createArray('a', 'b'), '', lambda('c', 'n', 'i', format('{0}{1}{2}', lambdaVariables('c'), lambdaVariables('n'), lambdaVariables('i'))))", "'a0b1'")]
    [InlineData("reduce(createArray(), 'x', lambda('c', 'n', 1))", "'x'")]
    [InlineData("sort(createArray(3, 1, 2), lambda('x', 'y', less(lambdaVariables('x'), lambdaVariables('y'))))", "[1, 2, 3]")]
    [InlineData("toObject(createArray('a', 'b'), lambda('x', lambdaVariables('x')), lambda('x', toUpper(lambdaVariables('x'))))", "{a: 'A', b: 'B'}")]
    [InlineData("toObject(createArray(createObject('k', 'a', 'v', 1), createObject('k', 'a', 'v', 2)), lambda('x', lambdaVariables('x').k))", "{a: {k: 'a', v: 2}}")]
    [InlineData("groupBy(createArray('aa', 'ab', 'ba'), lambda('x', first(lambdaVariables('x'))))", "{a: ['aa', 'ab'], b: ['ba']}")]
    [InlineData("mapValues(createObject('a', 1), lambda('v', add(lambdaVariables('v'), 1)))", "{a: 2}")]
    public void Lambdas_see_their_variables(string expression, string expected) => Assert.Equal(expected, Template.Show(expression));

    [Theory]
    [InlineData("map(createArray(1), 'no lambda')")]
    [InlineData("map('text', lambda('x', 1))")]
    [InlineData("filter(createArray(1), lambda('x', 'text'))")]
    [InlineData("map(createArray(1), lambda('a', 'b', 'c', 1))")]
    [InlineData("toObject(createArray(1), lambda('x', createArray()))")]
    public void A_wrong_lambda_is_an_invalid_expression(string expression) => Unknown.IsBecauseOf(CauseKind.InvalidExpression, expression);

    [Fact]
    public void Sorting_ends_and_keeps_every_item_even_where_the_comparison_contradicts_itself()
    {
        Value sorted = Template.Evaluate("sort(range(0, 100), lambda('x', 'y', true()))");
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => (long?)i), sorted.Items.Select(static item => item.AsWhole()).Order());
    }
}
