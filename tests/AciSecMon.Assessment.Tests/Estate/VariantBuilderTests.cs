using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Tests.Estate;

public sealed class VariantBuilderTests
{
    [Fact]
    public void A_group_without_conditions_has_one_form()
    {
        GroupEntry entry = Build(Text("Linux"));

        Assert.Empty(Assert.Single(entry.Variants).Assumptions);
        Assert.Same(entry.Group, entry.Overall);
    }

    [Fact]
    public void Each_condition_is_decided_both_ways_for_the_whole_group()
    {
        GroupEntry entry = Build(Choice("a", Text("Linux"), Text("Windows")), Choice("a", Text("Standard"), Choice("b", Text("Dedicated"), MissingValue.Instance)));

        Assert.Equal(
            ["a=True: Linux Standard", "a=False b=True: Windows Dedicated", "a=False b=False: Windows null"],
            entry.Variants.Select(static v => $"{string.Join(' ', v.Assumptions.Select(static a => $"{a.Condition.Text}={a.IsTrue}"))}: {v.Group.Properties["osType"]} {v.Group.Properties["sku"]}"));
    }

    [Fact]
    public void What_can_be_said_whatever_the_conditions_are_leaves_choices_open()
    {
        GroupEntry entry = Build(Choice("a", Text("Linux"), Text("Windows")), Text("Standard"));

        Assert.True(entry.Overall.Properties["osType"].IsUnresolved);
        Assert.Equal("Standard", entry.Overall.Properties["sku"].AsText());
    }

    [Fact]
    public void Four_conditions_give_sixteen_forms_and_a_fifth_gives_one_that_is_open()
    {
        Value[] four = [.. Enumerable.Range(0, 4).Select(static i => Choice($"c{i}", Text("x"), Text("y")))];
        Assert.Equal(16, Build(four).Variants.Count);

        GroupEntry five = Build([.. four, Choice("c4", Text("x"), Text("y"))]);
        Assert.Empty(Assert.Single(five.Variants).Assumptions);
        Assert.True(five.Group.Properties["osType"].IsUnresolved);
        Assert.Contains("if(c0", ((UnresolvedValue)five.Group.Properties["osType"]).Expression, StringComparison.Ordinal);
    }

    [Fact]
    public void The_condition_under_which_a_group_is_deployed_is_true_within_it()
    {
        var deployedWhen = new UnresolvedValue("a", new UnresolvedCause(CauseKind.ParameterWithoutValue, "a"));
        GroupEntry entry = VariantBuilder.Build(
            Resource(Choice("a", Text("Linux"), Text("Windows"))),
            Origin with { DeployedWhen = deployedWhen });

        Assert.Equal("Linux", Assert.Single(entry.Variants).Group.Properties["osType"].AsText());
    }

    [Fact]
    public void A_name_that_depends_on_a_condition_is_the_same_in_every_form()
    {
        var resource = new ObjectValue(
        [
            new("name", Choice("a", Text("blue"), Text("green"))),
            new("properties", new ObjectValue([new("osType", Choice("a", Text("Linux"), Text("Windows")))])),
        ]);
        GroupEntry entry = VariantBuilder.Build(resource, Origin);

        Assert.Equal(2, entry.Variants.Count);
        Assert.Single(entry.Variants.Select(static v => v.Group.SubjectKey).Distinct());
    }

    [Fact]
    public void A_list_item_under_a_condition_is_there_in_one_form_only()
    {
        Value container = new ObjectValue([new("name", Text("web"))]);
        var properties = new ObjectValue([new("containers", new ArrayValue([Choice("a", container, MissingValue.Instance)]))]);
        GroupEntry entry = VariantBuilder.Build(new ObjectValue([new("name", Text("n")), new("properties", properties)]), Origin);

        Assert.Equal([1, 0], entry.Variants.Select(static v => v.Group.Containers.Items.Count));
    }

    [Fact]
    public void A_value_that_is_nested_without_bound_does_not_break_the_reader()
    {
        Value deep = Choice("a", Text("x"), Text("y"));
        for (int i = 0; i < 100_000; i++) deep = new ArrayValue([deep]);
        GroupEntry entry = Build(deep);

        Assert.NotEmpty(entry.Variants);
    }

    [Fact]
    public void A_value_that_shares_its_parts_without_bound_counts_as_not_known()
    {
        Value wide = new ArrayValue([Text("x")]);
        for (int i = 0; i < 60; i++) wide = new ArrayValue([wide, wide]);
        GroupEntry entry = Build(wide);

        Assert.True(entry.Group.Properties["osType"].IsUnresolved);
        Assert.Equal(CauseKind.TooLarge, ((UnresolvedValue)entry.Group.Properties["osType"]).Causes[0].Kind);
    }

    private static GroupOrigin Origin => new(AciSubjectType.ContainerGroup, AciSourceKind.Template, new SourceFile(null, "test"));

    private static GroupEntry Build(params ReadOnlySpan<Value> properties) => VariantBuilder.Build(Resource(properties), Origin);

    private static ObjectValue Resource(params ReadOnlySpan<Value> values)
    {
        string[] names = ["osType", "sku", "restartPolicy", "priority", "zone"];
        List<Property> properties = [];
        for (int i = 0; i < values.Length; i++) properties.Add(new(names[i], values[i]));
        return new ObjectValue([new("name", Text("shop")), new("properties", new ObjectValue(properties))]);
    }

    private static StringValue Text(string text) => new(text);

    private static ChoiceValue Choice(string condition, Value whenTrue, Value whenFalse) =>
        new(new ConditionSymbol(condition, [new UnresolvedCause(CauseKind.ParameterWithoutValue, condition)]), whenTrue, whenFalse);
}
