using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Tests.Support;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Templates;

public sealed class ExpansionPropertyTests
{
    private static readonly string[] Samples =
    [
        "quickstart/aci-wordpress-vnet/azuredeploy.json",
        "quickstart/front-door-application-gateway/azuredeploy.json",
        "quickstart/modular-template/ModularTemplateWithMetadata.json",
        "bicep-pairs/deployment-script-dev-environment/main.symbolicnames.json",
        "avm/container-group/main.json",
    ];

    [Fact]
    public void The_same_template_gives_the_same_in_every_run()
    {
        foreach (string sample in (string[])[.. Samples, "avm/cicd-agents-and-runners/main.json"])
        {
            string path = Corpus.PathOf(sample);
            Assert.Equal(Describe(Template.ExpandFile(path)), Describe(Template.ExpandFile(path)));
        }
    }

    [Fact]
    public void The_order_of_keys_does_not_matter()
    {
        Document[] documents = [.. Samples.Select(static sample => Template.Parse(File.ReadAllText(Corpus.PathOf(sample))))];
        string[] expected = [.. documents.Select(static document => Describe(Expand(document)))];
        Gen.Select(Gen.Int[0, documents.Length - 1], Gen.Int).Sample(
            (sample, seed) => Assert.Equal(expected[sample], Describe(Expand(documents[sample] with { Root = Shuffle(documents[sample].Root, new Random(seed)) }))),
            iter: 40);
    }

    [Fact]
    public void Any_expression_evaluates_to_something()
    {
        string[] functions = [.. AciSecMon.Assessment.Templates.Functions.FunctionRegistry.All.Select(static f => f.Name), "nobodyKnows"];
        Expressions(functions, 4).Sample(
            static expression => Assert.NotNull(Template.Evaluate(
                expression,
                """ "parameters": { "p": { "type": "string" }, "o": { "type": "object" }, "b": { "type": "bool" }, "s": { "type": "securestring", "defaultValue": "x" } }, "variables": { "v": [ 1, "a", { "k": null } ] } """)),
            iter: 3_000);
    }

    [Fact]
    public void A_secret_in_an_argument_is_never_lost_on_the_way_to_a_text()
    {
        string[] wrappings = ["concat('a', {0})", "toUpper({0})", "string({0})", "format('{{0}}', {0})", "base64({0})", "createArray({0})[0]", "createObject('k', {0}).k", "if(parameters('b'), {0}, 'x')", "coalesce({0}, 'x')",
            "first(createArray({0}))", "string(createObject('k', createArray({0})))", "join(createArray({0}, 'b'), ',')", "map(createArray({0}), lambda('i', lambdaVariables('i')))[0]", "union(createObject('k', {0}), createObject()).k",
            "tryGet(createObject('k', {0}), 'k')", "last(split(concat('a,', {0}), ','))", "trim({0})", "replace({0}, 'q', 'r')"];
        Gen.Int[0, wrappings.Length - 1].Array[1, 6].Sample(choice =>
        {
            string expression = choice.Aggregate("parameters('s')", (inner, index) => wrappings[index].Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal).Replace(wrappings[index].Contains("{{0}}", StringComparison.Ordinal) ? ", {0}" : "{0}", wrappings[index].Contains("{{0}}", StringComparison.Ordinal) ? $", {inner}" : inner, StringComparison.Ordinal));
            Value value = Template.Evaluate(expression, """ "parameters": { "s": { "type": "securestring", "defaultValue": "hunter2" }, "b": { "type": "bool" } } """);
            Assert.True(value.Origins.IsSecure, expression);
        });
    }

    private static Gen<string> Expressions(string[] functions, int depth)
    {
        Gen<string> leaf = Gen.OneOfConst("'a'", "''", "'/x/y'", "1", "-3", "0", "true()", "null()", "parameters('p')", "parameters('o')", "parameters('b')", "parameters('s')", "variables('v')", "createObject('k', 1)", "resourceGroup()", "lambda('x', lambdaVariables('x'))");
        if (depth == 0) return leaf;
        Gen<string> inner = Expressions(functions, depth - 1);
        return Gen.Frequency(
            (1, leaf),
            (4, Gen.Select(Gen.OneOfConst(functions), inner.Array[0, 4]).Select(static (name, arguments) => $"{name}({string.Join(", ", arguments)})")),
            (1, Gen.Select(inner, inner).Select(static (target, index) => $"createArray({target})[0].k[{index}]")));
    }

    private static TemplateExpansion Expand(Document document) => TemplateExpander.Expand(document, null, ExpansionOptions.Default, CancellationToken.None);

    private static string Describe(TemplateExpansion expansion)
    {
        IEnumerable<string> resources = expansion.Resources.Select(static r => $"{r.DeploymentPath}|{r.Type}|{Template.Show(r.Name)}|{r.Condition}|{r.SymbolicName}|{Canonical(r.Body)}");
        IEnumerable<string> parameters = expansion.Parameters.Select(static p => $"{p.DeploymentPath}|{p.Name}|{p.Type}|{p.IsUsed}|{Canonical(p.EvaluatedDefault)}|{Canonical(p.GivenValue)}");
        IEnumerable<string> outputs = expansion.Outputs.Select(static o => $"{o.DeploymentPath}|{o.Name}|{Canonical(o.Value)}");
        return string.Join('\n', resources.Concat(parameters).Concat(outputs).Concat(expansion.Gaps.Select(static g => g.Text)).Order(StringComparer.Ordinal));
    }

    private static string Canonical(Value value) => value switch
    {
        ObjectValue obj => $"{{{string.Join(", ", obj.Properties.Select(static p => $"{p.Name}: {Canonical(p.Value)}").Order(StringComparer.Ordinal))}{(obj.Rest is null ? "" : "...")}}}",
        ArrayValue array => $"[{string.Join(", ", array.Items.Select(Canonical))}{(array.Rest is null ? "" : "...")}]",
        ChoiceValue choice => $"({choice.Condition.Text} ? {Canonical(choice.WhenTrue)} : {Canonical(choice.WhenFalse)})",
        UnresolvedValue unresolved => $"?({unresolved.Expression}; {string.Join(", ", unresolved.Causes.Select(static c => $"{c.Kind} {c.Text}").Order(StringComparer.Ordinal))}; {unresolved.Origins.IsSecure})",
        _ => Template.Show(value),
    };

    private static Value Shuffle(Value value, Random random)
    {
        switch (value)
        {
            case ArrayValue array:
                return new ArrayValue([.. array.Items.Select(item => Shuffle(item, random))], null, array.Location);
            case ObjectValue obj:
                Property[] properties = [.. obj.Properties.Select(property => property with { Value = Shuffle(property.Value, random) })];
                random.Shuffle(properties);
                return new ObjectValue(properties, null, obj.Location);
            default:
                return value;
        }
    }
}
