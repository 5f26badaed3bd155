using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>Counts over fields and values (azure-facts-2, D.4.4).</summary>
public sealed class CountTests
{
    private const string Resource = """
        { 'name': 'n', 'none': [], 'nothing': null, 'open': '~', 'half': [ { 'v': 1 }, '~' ], 'tags': { 'env': 'a' },
          'a': [ { 'x': 1, 'b': [ 1, 2 ] }, { 'x': 2, 'b': [ 3 ] }, { 'x': 2 } ], 'c': [ 'p', 'q' ] }
        """;

    [Theory]
    [InlineData("'field': 'a[*]'", 3)]
    [InlineData("'field': 'A[*]'", 3)]
    [InlineData("'field': 'none[*]'", 0)]
    [InlineData("'field': 'nothing[*]'", 0)]
    [InlineData("'field': 'missing[*]'", 0)]
    [InlineData("'field': 'a[*].b[*]'", 3)]
    [InlineData("'field': 'a[*]', 'where': { 'field': 'a[*].x', 'equals': 2 }", 2)]
    [InlineData("'field': 'a[*]', 'where': { 'not': { 'field': 'a[*].x', 'equals': 2 } }", 1)]
    [InlineData("'field': 'a[*]', 'where': { 'field': 'name', 'equals': 'n' }", 3)]
    [InlineData("'field': 'a[*]', 'where': { 'field': 'c[*]', 'equals': 'p' }", 0)]
    [InlineData("'field': 'a[*]', 'where': { 'field': 'a[*].b[*]', 'less': 3 }", 2)]
    [InlineData("'field': 'a[*]', 'where': { 'field': 'a[*].b', 'exists': false }", 1)]
    [InlineData("'field': 'a[*]', 'where': { 'field': 'a[*].none', 'equals': '' }", 0)]
    [InlineData("'field': 'a[*].b[*]', 'where': { 'field': 'a[*].b[*]', 'greater': 1 }", 2)]
    [InlineData("'field': 'a[*].b[*]', 'where': { 'field': 'a[*].x', 'equals': 1 }", 2)]
    [InlineData("'field': 'a[*]', 'where': { 'value': '[length(field(`a[*]`))]', 'equals': 1 }", 3)]
    [InlineData("'field': 'a[*]', 'where': { 'value': '[first(field(`a[*].x`))]', 'equals': 2 }", 2)]
    [InlineData("'field': 'a[*]', 'where': { 'value': '[length(field(`c[*]`))]', 'equals': 2 }", 3)]
    [InlineData("'field': 'a[*]', 'where': { 'count': { 'field': 'a[*].b[*]' }, 'equals': 2 }", 1)]
    [InlineData("'field': 'a[*]', 'where': { 'count': { 'field': 'a[*].b[*]', 'where': { 'field': 'a[*].b[*]', 'greater': 2 } }, 'equals': 0 }", 2)]
    [InlineData("'field': 'a[*]', 'where': { 'count': { 'field': 'c[*]', 'where': { 'field': 'c[*]', 'equals': 'q' } }, 'equals': 1 }", 3)]
    [InlineData("'value': [ 'a', 'b' ]", 2)]
    [InlineData("'value': [ ]", 0)]
    [InlineData("'value': '[parameters(`list`)]'", 3)]
    [InlineData("'value': '[field(`c[*]`)]'", 2)]
    [InlineData("'value': [ 'a', 'b' ], 'where': { 'field': 'tags.env', 'equals': '[current()]' }", 1)]
    [InlineData("'value': [ 'a', 'b' ], 'where': { 'field': 'tags.env', 'equals': '[current(`default`)]' }", 1)]
    [InlineData("'value': [ 'a*', 'n*' ], 'name': 'p', 'where': { 'field': 'name', 'like': '[current(`p`)]' }", 1)]
    [InlineData("'value': [ { 'k': 1 }, { 'k': 2 } ], 'name': 'p', 'where': { 'count': { 'field': 'a[*]', 'where': { 'field': 'a[*].x', 'equals': '[current(`p`).k]' } }, 'equals': 2 }", 1)]
    public void A_count_is(string count, int expected)
    {
        const string Parameters = "{ 'list': { 'type': 'Array', 'defaultValue': [ 1, 2, 3 ] } }";
        Assert.Equal(Truth.True, PolicyRule.Judge($"{{ 'count': {{ {count} }}, 'equals': {expected} }}", Resource, Parameters));
        Assert.Equal(Truth.False, PolicyRule.Judge($"{{ 'count': {{ {count} }}, 'notEquals': {expected} }}", Resource, Parameters));
        Assert.Equal(Truth.True, PolicyRule.Judge($"{{ 'count': {{ {count} }}, 'in': [ 99, '{expected}' ] }}", Resource, Parameters));
        Assert.Equal(Truth.True, PolicyRule.Judge($"{{ 'count': {{ {count} }}, 'like': '{expected}*' }}", Resource, Parameters));
    }

    [Theory]
    [InlineData("open[*]", "", "'greaterOrEquals': 0", true)]
    [InlineData("open[*]", "", "'greater': 0", null)]
    [InlineData("open[*]", "", "'equals': 0", null)]
    [InlineData("half[*]", ", 'where': { 'field': 'half[*].v', 'equals': 1 }", "'greater': 0", true)]
    [InlineData("half[*]", ", 'where': { 'field': 'half[*].v', 'equals': 1 }", "'equals': 1", null)]
    [InlineData("half[*]", ", 'where': { 'field': 'half[*].v', 'equals': 1 }", "'less': 1", false)]
    [InlineData("half[*]", ", 'where': { 'field': 'half[*].v', 'equals': 1 }", "'lessOrEquals': 2", true)]
    [InlineData("half[*]", ", 'where': { 'field': 'half[*].v', 'equals': 1 }", "'greater': 2", false)]
    public void What_is_not_known_of_the_members_stays_so_unless_the_number_is_decided(string field, string where, string comparison, bool? expected) =>
        Assert.Equal(expected is null ? Truth.Unknown : TruthLogic.Of(expected.Value), PolicyRule.Judge($"{{ 'count': {{ 'field': '{field}'{where} }}, {comparison} }}", Resource));
}
