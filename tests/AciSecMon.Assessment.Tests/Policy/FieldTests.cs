using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>What fields name (azure-facts-2, D.4.1 and D.4.3).</summary>
public sealed class FieldTests
{
    private const string Groups = "Microsoft.ContainerInstance/containerGroups/";

    private const string Group = """
        { 'type': 'Microsoft.ContainerInstance/containerGroups', 'name': 'web', 'id': '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerInstance/containerGroups/web', 'location': 'East US 2', 'kind': 'k', 'apiVersion': '2023-05-01',
          'identity': { 'type': 'SystemAssigned', 'principalId': 'p' }, 'zones': [ '1' ], 'tags': { 'Env': 'test', 'a.b c': 'dotted', '`x`': 'quoted' },
          'properties': { 'osType': 'Linux', 'ipAddress': { 'type': 'Public', 'ports': [ { 'port': 80 }, { 'port': 443, 'protocol': 'TCP' } ] },
            'containers': [ { 'name': 'a', 'properties': { 'image': 'one', 'ports': [ { 'port': 1 }, { 'port': 2 } ] } }, { 'name': 'b', 'properties': { 'image': 'two', 'ports': [ { 'port': 3 } ] } } ] } }
        """;

    [Theory]
    [InlineData("name", "web")]
    [InlineData("NAME", "web")]
    [InlineData("fullName", "web")]
    [InlineData("type", "Microsoft.ContainerInstance/containerGroups")]
    [InlineData("kind", "k")]
    [InlineData("location", "East US 2")]
    [InlineData("id", "/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerInstance/containerGroups/web")]
    [InlineData("apiVersion", "2023-05-01")]
    [InlineData("identity.type", "SystemAssigned")]
    [InlineData("identity.principalId", "p")]
    [InlineData("tags.env", "test")]
    [InlineData("tags[Env]", "test")]
    [InlineData("tags['ENV']", "test")]
    [InlineData("tags['a.b c']", "dotted")]
    [InlineData("tags[a.b c]", "dotted")]
    [InlineData("tags['''x''']", "quoted")]
    [InlineData("tags['none']", "")]
    [InlineData("tags[]", "")]
    [InlineData(Groups + "osType", "Linux")]
    [InlineData(Groups + "OSTYPE", "Linux")]
    [InlineData(Groups + "ipAddress.type", "Public")]
    [InlineData(Groups + "priority", "")]
    [InlineData("Microsoft.Sql/servers/version", "")]
    public void A_field_is(string field, string value) => Assert.Equal(value, Value(field).AsText());

    [Theory]
    [InlineData("'location'", "{ 'equals': 'eastus2' }", true)]
    [InlineData("'location'", "{ 'equals': 'EAST US 2' }", true)]
    [InlineData("'location'", "{ 'in': [ 'westeurope', 'EastUS2' ] }", true)]
    [InlineData("'location'", "{ 'notIn': [ '[toLower(`East US 2`)]' ] }", false)]
    [InlineData("'location'", "{ 'equals': '[concat(field(`location`), ``)]' }", true)]
    [InlineData("'[concat(`tags[`, `env`, `]`)]'", "{ 'equals': 'test' }", true)]
    [InlineData("'[if(equals(field(`kind`), `k`), `tags.env`, `name`)]'", "{ 'equals': 'test' }", true)]
    [InlineData("'[[name]'", "{ 'exists': true }", null)]
    [InlineData("'[field(`tags.open`)]'", "{ 'exists': true }", null)]
    public void A_condition_on_a_field_says(string field, string comparison, bool? expected)
    {
        string condition = comparison.Insert(1, $" 'field': {field},");
        Assert.Equal(expected switch { true => Truth.True, false => Truth.False, null => Truth.Unknown }, Judge(condition));
    }

    [Fact]
    public void A_child_is_called_by_its_own_name_and_by_its_full_one()
    {
        PolicySubject child = PolicyRule.Subject("{ 'type': 'Microsoft.Sql/servers/databases', 'name': 'server/db' }");
        Assert.Equal("db", FieldReader.Read(FieldReference.Parse("name")!, child.Resource, child.Type, child.Aliases, null)[0].AsText());
        Assert.Equal("server/db", FieldReader.Read(FieldReference.Parse("fullName")!, child.Resource, child.Type, child.Aliases, null)[0].AsText());
    }

    [Theory]
    [InlineData("zones", "[1]")]
    [InlineData("zones[*]", "1")]
    [InlineData("containers[*].name", "a, b")]
    [InlineData("containers[*].image", "one, two")]
    [InlineData("containers[*].ports[*].port", "1, 2, 3")]
    [InlineData("containers[*].ports", "[{}{}], [{}]")]
    [InlineData("ipAddress.ports[*].protocol", "null, TCP")]
    [InlineData("initContainers[*].image", "")]
    [InlineData("volumes[*]", "")]
    public void An_alias_selects(string suffix, string selected)
    {
        PolicySubject subject = PolicyRule.Subject(Group);
        Selection selection = FieldReader.Read(FieldReference.Parse(Groups + suffix)!, subject.Resource, subject.Type, subject.Aliases, null);
        Assert.Equal(selected, string.Join(", ", Enumerable.Range(0, selection.Count).Select(at => Shown(selection[at]))));
    }

    [Theory]
    [InlineData(Groups + "containers[*].image", "'like': '*o*'", true)]
    [InlineData(Groups + "containers[*].image", "'equals': 'one'", false)]
    [InlineData(Groups + "containers[*].image", "'notEquals': 'one'", false)]
    [InlineData(Groups + "containers[*].image", "'notEquals': 'three'", true)]
    [InlineData(Groups + "containers[*].ports[*].port", "'less': 4", true)]
    [InlineData(Groups + "ipAddress.ports[*].protocol", "'exists': true", false)]
    [InlineData(Groups + "ipAddress.ports[*].protocol", "'equals': ''", false)]
    [InlineData(Groups + "initContainers[*].image", "'equals': 'none'", true)]
    [InlineData(Groups + "initContainers[*].image", "'exists': false", true)]
    [InlineData(Groups + "zones", "'contains': '1'", true)]
    [InlineData(Groups + "zones", "'equals': '1'", false)]
    public void Every_member_has_to_fulfil_a_condition(string field, string comparison, bool expected) =>
        Assert.Equal(TruthLogic.Of(expected), Judge($"{{ 'field': '{field}', {comparison} }}"));

    [Theory]
    [InlineData("volumes[*].nothing")]
    [InlineData("noSuchThing")]
    public void An_alias_that_is_not_known_is_named_and_never_a_silent_false(string suffix)
    {
        PolicyVerdict verdict = PolicyEvaluator.Judge(PolicyRule.Audit($"{{ 'field': '{Groups}{suffix}', 'exists': false }}"), PolicyRule.Subject(Group));
        Assert.Equal(AciPolicyState.Unknown, verdict.State);
        Assert.Contains(Groups + suffix, verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_that_carry_properties_are_read_both_ways()
    {
        foreach (string member in new[] { "{ 'name': 'a', 'properties': { 'image': 'one' } }", "{ 'name': 'a', 'image': 'one' }" })
        {
            PolicySubject subject = PolicyRule.Subject($"{{ 'type': 'Microsoft.ContainerInstance/containerGroups', 'name': 'g', 'properties': {{ 'containers': [ {member} ] }} }}");
            Assert.Equal("one", FieldReader.Read(FieldReference.Parse(Groups + "containers[*].image")!, subject.Resource, subject.Type, subject.Aliases, null)[0].AsText());
        }
    }

    [Theory]
    [InlineData("[ { 'image': 'one' }, '~' ]", "'equals': 'one'", null)]
    [InlineData("[ { 'image': 'one' }, '~' ]", "'equals': 'two'", false)]
    [InlineData("'~'", "'equals': 'one'", null)]
    public void What_is_not_known_of_an_array_stays_so_unless_a_member_decides(string array, string comparison, bool? expected)
    {
        Truth truth = PolicyRule.Judge($"{{ 'field': 'list[*].image', {comparison} }}", $"{{ 'list': {array} }}");
        Assert.Equal(expected is null ? Truth.Unknown : TruthLogic.Of(expected.Value), truth);
    }

    private static Value Value(string field) => FieldReader.Read(FieldReference.Parse(field)!, PolicyRule.Json(Group), "Microsoft.ContainerInstance/containerGroups", AliasResolver.ByRule, null).AsValue();

    private static Truth Judge(string condition)
    {
        BoundPolicy policy = PolicyRule.Audit(condition);
        Assert.Empty(policy.Faults);
        return policy.If!.Judge(new PolicyRun(PolicyRule.Subject(Group.Replace("'a.b c'", "'open': '~', 'a.b c'", StringComparison.Ordinal)), policy.Scope, policy.Policy));
    }

    private static string Shown(Value value) => value switch
    {
        ArrayValue array => $"[{string.Concat(array.Items.Select(Shown))}]",
        ObjectValue => "{}",
        _ => value.ToString()!,
    };
}
