using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Tests.Templates.Expansion;

public sealed class TemplateExpanderTests
{
    [Theory]
    [InlineData("""{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [] }""", true)]
    [InlineData("""{ "$schema": "http://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#" }""", true)]
    [InlineData("""{ "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#", "resources": [] }""", true)]
    [InlineData("""{ "$schema": "https://schema.management.azure.com/schemas/2019-08-01/tenantDeploymentTemplate.json#", "resources": {} }""", true)]
    [InlineData("""{ "contentVersion": "1.0.0.0", "resources": [] }""", true)]
    [InlineData("""{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "contentVersion": "1.0.0.0", "parameters": {} }""", false)]
    [InlineData("""{ "resources": [] }""", false)]
    [InlineData("""[ 1 ]""", false)]
    [InlineData("""{ "type": "Microsoft.ContainerInstance/containerGroups" }""", false)]
    public void Templates_are_told_by_their_schema_or_their_form(string json, bool isTemplate) =>
        Assert.Equal(isTemplate, TemplateExpander.IsTemplate(Template.Parse(json)));

    [Fact]
    public void A_resource_is_what_would_be_sent()
    {
        TemplateResource resource = Assert.Single(Template.ExpandSections("""
            "variables": { "ports": [ 80, 443 ] },
            "resources": [ { "type": "A.B/c", "apiVersion": "2021-01-01", "name": "[concat('n', '1')]", "location": "west", "dependsOn": [ "x" ], "condition": true, "comments": "hello",
              "tags": { "[concat('a', 'b')]": "[[literal]" }, "properties": { "port": "[variables('ports')[1]]", "list": "[variables('ports')]", "same": 5 } } ]
            """).Resources);
        Assert.Equal("A.B/c", resource.Type);
        Assert.Equal("n1", resource.Name.AsText());
        Assert.Equal("2021-01-01", resource.ApiVersion.AsText());
        Assert.Null(resource.Condition);
        Assert.Equal(
            "{type: 'A.B/c', name: 'n1', apiVersion: '2021-01-01', location: 'west', tags: {ab: '[literal]'}, properties: {port: 443, list: [80, 443], same: 5}}",
            Template.Show(resource.Body));
    }

    [Fact]
    public void Values_stand_where_their_expression_stands()
    {
        TemplateResource resource = Assert.Single(Template.ExpandSections("""
            "variables": {
              "image": "nginx" },
            "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n",
              "properties": {
                "image": "[variables('image')]" } } ]
            """).Resources);
        Assert.Equal(5, resource.Body["properties"]["image"].Location.Line);
    }

    [Fact]
    public void Resources_in_an_object_keep_their_symbolic_names()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "languageVersion": "2.0",
            "resources": {
              "one": { "type": "A.B/c", "apiVersion": "1", "name": "n" },
              "many": { "type": "A.B/c", "apiVersion": "1", "name": "[format('m{0}', copyIndex())]", "copy": { "name": "many", "count": 2 } },
              "old": { "existing": true, "type": "A.B/c", "apiVersion": "1", "name": "o" } }
            """);
        Assert.Equal(["one", "many[0]", "many[1]", "old"], expansion.Resources.Select(static r => r.SymbolicName));
        Assert.Equal([false, false, false, true], expansion.Resources.Select(static r => r.IsExisting));
    }

    [Theory]
    [InlineData("true", true, false)]
    [InlineData("false", false, false)]
    [InlineData("\"[true()]\"", true, false)]
    [InlineData("\"[equals('a', 'b')]\"", false, false)]
    [InlineData("\"[parameters('no')]\"", false, false)]
    [InlineData("\"[parameters('flag')]\"", true, true)]
    [InlineData("\"[if(parameters('flag'), true(), false())]\"", true, true)]
    [InlineData("\"[and(parameters('flag'), false())]\"", false, false)]
    public void What_is_known_not_to_be_deployed_is_left_out(string condition, bool isThere, bool isConditional)
    {
        IReadOnlyList<TemplateResource> resources = Template.ExpandSections($$"""
            "parameters": { "flag": { "type": "bool" }, "no": { "type": "bool", "defaultValue": false } },
            "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n", "condition": {{condition}} } ]
            """).Resources;
        Assert.Equal(isThere ? 1 : 0, resources.Count);
        Assert.Equal(isConditional, resources.Any(static r => r.Condition is not null));
    }

    [Fact]
    public void A_loop_makes_a_resource_per_turn()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "parameters": { "names": { "type": "array", "defaultValue": [ "a", "b", "c" ] } },
            "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "[concat(parameters('names')[copyIndex()], copyIndex(1), copyIndex('loop', 10))]",
              "copy": { "name": "loop", "count": "[length(parameters('names'))]" }, "condition": "[not(equals(copyIndex(), 1))]" } ]
            """);
        Assert.Equal(["a110", "c312"], expansion.Resources.Select(static r => r.Name.AsText()));
    }

    [Fact]
    public void Names_that_are_not_known_tell_the_turns_of_a_loop_apart_and_have_one_cause()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "parameters": { "names": { "type": "array" } },
            "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "[concat(parameters('names')[copyIndex()], copyIndex('loop', 10))]", "copy": { "name": "loop", "count": 2 },
              "properties": { "x": "[reference(concat('a', copyIndex())).y]" } } ]
            """);
        Assert.Equal(["concat(parameters('names')[0], 10)", "concat(parameters('names')[1], 11)"], expansion.Resources.Select(static r => r.Name.ToString()));
        Assert.Single(expansion.Resources.SelectMany(static r => ((UnresolvedValue)r.Body["properties"]["x"]).Causes).Distinct());
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("800", 800)]
    [InlineData("\"2\"", 2)]
    public void A_loop_may_have_up_to_800_turns(string count, int expected)
    {
        TemplateExpansion expansion = Loop(count);
        Assert.Equal(expected, expansion.Resources.Count);
        Assert.Empty(expansion.Gaps);
    }

    [Theory]
    [InlineData("801", nameof(CauseKind.TooLarge))]
    [InlineData("1000000", nameof(CauseKind.TooLarge))]
    [InlineData("9223372036854775807", nameof(CauseKind.TooLarge))]
    [InlineData("-1", nameof(CauseKind.InvalidExpression))]
    [InlineData("\"many\"", nameof(CauseKind.InvalidExpression))]
    [InlineData("\"[parameters('n')]\"", nameof(CauseKind.ParameterWithoutValue))]
    [InlineData("\"[if(equals(parameters('n'), 1), 1, 2)]\"", nameof(CauseKind.ParameterWithoutValue))]
    public void One_turn_stands_for_a_loop_that_cannot_be_counted_and_the_gap_is_named(string count, string kind)
    {
        TemplateExpansion expansion = Loop(count);
        TemplateResource group = Assert.Single(expansion.Resources);
        Assert.True(group.Name.IsUnresolved);
        Assert.Equal("known", group.Body["properties"]["same"].AsText());
        UnresolvedCause gap = Assert.Single(expansion.Gaps);
        Assert.Equal(kind, gap.Kind.ToString());
        Assert.Contains("'groups'", gap.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Property_copies_make_arrays_beside_other_properties()
    {
        TemplateResource resource = Assert.Single(Template.ExpandSections("""
            "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "[concat('n', copyIndex())]", "copy": { "name": "outer", "count": 1 }, "properties": {
              "before": 1,
              "copy": [
                { "name": "a", "count": 2, "input": { "i": "[copyIndex('a')]", "o": "[copyIndex()]", "copy": [ { "name": "b", "count": 2, "input": "[concat(copyIndex('a'), copyIndex('b', 5))]" } ] } },
                { "name": "none", "count": 0, "input": "x" } ],
              "after": { "copy": "just a name" } } } ]
            """).Resources);
        Assert.Equal(
            "{before: 1, a: [{i: 0, o: 0, b: ['05', '06']}, {i: 1, o: 0, b: ['15', '16']}], none: [], after: {copy: 'just a name'}}",
            Template.Show(resource.Body["properties"]));
    }

    [Fact]
    public void A_list_of_copies_on_a_resource_makes_properties_of_it()
    {
        TemplateResource resource = Assert.Single(Template.ExpandSections("""
            "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n", "copy": [ { "name": "zones", "count": 2, "input": "[string(copyIndex('zones', 1))]" } ] } ]
            """).Resources);
        Assert.Equal("['1', '2']", Template.Show(resource.Body["zones"]));
    }

    [Theory]
    [InlineData("\"[length(parameters('list'))]\"", nameof(CauseKind.ParameterWithoutValue))]
    [InlineData("1000000", nameof(CauseKind.TooLarge))]
    [InlineData("\"x\"", nameof(CauseKind.InvalidExpression))]
    public void A_property_copy_that_cannot_be_counted_is_an_open_array(string count, string kind)
    {
        TemplateResource resource = Assert.Single(Template.ExpandSections($$"""
            "parameters": { "list": { "type": "array" } },
            "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": { "copy": [ { "name": "a", "count": {{count}}, "input": "[parameters('list')[copyIndex('a')]]" } ] } } ]
            """).Resources);
        ArrayValue array = Assert.IsType<ArrayValue>(resource.Body["properties"]["a"]);
        Assert.Empty(array.Items);
        Assert.Contains(array.Rest!.Causes, cause => cause.Kind.ToString() == kind);
    }

    [Fact]
    public void Variables_and_outputs_may_be_loops()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "variables": {
              "copy": [ { "name": "top", "count": 2, "input": "[concat('t', copyIndex('top'))]" } ],
              "inside": { "copy": [ { "name": "list", "count": 2, "input": "[copyIndex('list')]" } ], "x": 1 } },
            "resources": [],
            "outputs": {
              "variables": { "type": "array", "value": "[createArray(variables('top'), variables('inside'))]" },
              "looped": { "type": "array", "copy": { "count": 2, "input": "[concat('o', copyIndex())]" } } }
            """);
        Assert.Equal("[['t0', 't1'], {list: [0, 1], x: 1}]", Template.Show(expansion.Outputs[0].Value));
        Assert.Equal("['o0', 'o1']", Template.Show(expansion.Outputs[1].Value));
    }

    [Fact]
    public void Children_are_resources_of_their_own()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "parameters": { "p": { "type": "string" } },
            "resources": [ { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "1", "name": "v", "resources": [
                { "type": "subnets", "apiVersion": "1", "name": "s", "resources": [ { "type": "deep", "apiVersion": "1", "name": "d" } ] },
                { "type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "1", "name": "v/t" },
                { "type": "subnets", "apiVersion": "1", "name": "[parameters('p')]" } ] } ]
            """);
        Assert.Equal(
            ["Microsoft.Network/virtualNetworks", "Microsoft.Network/virtualNetworks/subnets", "Microsoft.Network/virtualNetworks/subnets/deep", "Microsoft.Network/virtualNetworks/subnets", "Microsoft.Network/virtualNetworks/subnets"],
            expansion.Resources.Select(static r => r.Type));
        Assert.Equal(["v", "v/s", "v/s/d", "v/t", "v/parameters('p')"], expansion.Resources.Select(static r => r.Name.ToString()));
        Assert.True(expansion.Resources[0].Body["resources"].IsMissing);
        Assert.True(expansion.Resources[^1].Name.IsUnresolved);
    }

    [Fact]
    public void Names_ignore_case_everywhere()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "parameters": { "Image": { "type": "STRING", "defaultValue": "nginx" } }, "variables": { "Copy": "[Parameters('image')]" },
            "resources": [ { "Type": "A.B/c", "ApiVersion": "1", "NAME": "[VARIABLES('copy')]", "CONDITION": "[TRUE()]" } ]
            """);
        Assert.Equal("nginx", Assert.Single(expansion.Resources).Name.AsText());
    }

    [Fact]
    public void User_functions_see_their_arguments_alone()
    {
        const string Functions = """
            "parameters": { "x": { "type": "string", "defaultValue": "outer" } },
            "functions": [ { "namespace": "contoso", "members": {
              "greet": { "parameters": [ { "name": "x", "type": "string" } ], "output": { "type": "string", "value": "[concat('hello ', parameters('x'))]" } },
              "make": { "parameters": [], "output": { "type": "object", "value": { "a": "[contoso.greet('you')]" } } },
              "peek": { "parameters": [], "output": { "type": "string", "value": "[parameters('x')]" } } } } ]
            """;
        Assert.Equal("'hello inner'", Template.Show("Contoso.GREET('inner')", Functions));
        Assert.Equal("{a: 'hello you'}", Template.Show("contoso.make()", Functions));
        Assert.True(Template.Evaluate("contoso.peek()", Functions).IsUnresolved);
        Assert.True(Template.Evaluate("contoso.greet()", Functions).IsUnresolved);
        Assert.Equal("'HELLO OUTER'", Template.Show("toUpper(contoso.greet(parameters('x')))", Functions));
    }

    [Theory]
    [InlineData("""{ "a": "[variables('b')]", "b": "[variables('c')]", "c": "[concat('x', variables('a'))]" }""", "a", "variables('a') -> variables('b') -> variables('c') -> variables('a')")]
    [InlineData("""{ "a": "[variables('b')]", "b": "[variables('c')]", "c": "[concat('x', variables('a'))]" }""", "c", "variables('a') -> variables('b') -> variables('c') -> variables('a')")]
    [InlineData("""{ "a": "[variables('a')]" }""", "a", "variables('a') -> variables('a')")]
    [InlineData("""{ "out": "[variables('a')]", "a": "[variables('a')]" }""", "out", "variables('a') -> variables('a')")]
    public void A_circle_is_unresolved_and_told_the_same_wherever_it_is_entered(string variables, string asked, string expected)
    {
        UnresolvedValue value = Assert.IsType<UnresolvedValue>(Template.Evaluate($"variables('{asked}')", $"\"variables\": {variables}"));
        UnresolvedCause cause = Assert.Single(value.Causes);
        Assert.Equal(CauseKind.Circular, cause.Kind);
        Assert.Equal(expected, cause.Text);
    }

    [Fact]
    public void All_of_a_circle_is_unresolved_whichever_part_is_asked_for_first()
    {
        const string Variables = """ "variables": { "a": "[and(variables('b'), false())]", "b": "[not(variables('a'))]" } """;
        Assert.All([Template.Evaluate("createArray(variables('a'), variables('b'))", Variables), Template.Evaluate("createArray(variables('b'), variables('a'))", Variables)],
            static both => Assert.All(both.Items, static item => Assert.True(item.IsUnresolved)));
    }

    [Fact]
    public void Parameters_may_refer_to_each_other_but_not_in_a_circle()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "parameters": { "a": { "type": "string", "defaultValue": "x" }, "b": { "type": "string", "defaultValue": "[concat(parameters('a'), 'y')]" },
              "c": { "type": "string", "defaultValue": "[parameters('d')]" }, "d": { "type": "string", "defaultValue": "[parameters('c')]" } },
            "resources": []
            """);
        Assert.Equal("xy", expansion.Parameters[1].EvaluatedDefault.AsText());
        Assert.Equal(CauseKind.Circular, Assert.IsType<UnresolvedValue>(expansion.Parameters[2].EvaluatedDefault).Causes[0].Kind);
    }

    [Fact]
    public void Parameters_tell_type_default_and_use()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "definitions": { "pw": { "type": "secureString" } },
            "parameters": {
              "used": { "type": "String", "defaultValue": "[resourceGroup().location]" },
              "inKey": { "type": "string", "defaultValue": "k" },
              "unused": { "type": "int", "defaultValue": 5 },
              "secret": { "$ref": "#/definitions/pw" },
              "onlyInner": { "type": "string" } },
            "variables": { "v": "[concat('[parameters(''unused'')]', parameters('USED'))]" },
            "resources": [ { "type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "n", "tags": { "[parameters('inKey')]": 1 }, "properties": {
              "expressionEvaluationOptions": { "scope": "inner" }, "parameters": { "x": { "value": "[parameters('secret')]" } },
              "template": { "parameters": { "onlyInner": { "type": "string" } }, "resources": [], "outputs": { "o": { "type": "string", "value": "[parameters('onlyInner')]" } } } } } ]
            """);
        Dictionary<string, TemplateParameter> outer = expansion.Parameters.Where(static p => p.DeploymentPath.Length == 0).ToDictionary(static p => p.Name);
        Assert.Equal(["inKey", "secret", "used"], outer.Values.Where(static p => p.IsUsed).Select(static p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal("string", outer["used"].Type);
        Assert.Equal("[resourceGroup().location]", outer["used"].DefaultValue.AsText());
        Assert.True(outer["used"].EvaluatedDefault.IsUnresolved);
        Assert.Equal(5, outer["unused"].EvaluatedDefault.AsWhole());
        Assert.True(outer["secret"].IsSecure);
        Assert.True(outer["secret"].EvaluatedDefault.IsMissing);
        Assert.True(Assert.Single(expansion.Parameters, static p => p.DeploymentPath == "n").IsUsed);
    }

    [Fact]
    public void A_nullable_parameter_without_a_value_is_null()
    {
        const string Sections = """
            "definitions": { "thing": { "type": "object", "nullable": true } },
            "parameters": { "own": { "type": "string", "nullable": true }, "byReference": { "$ref": "#/definitions/thing" }, "byDefault": { "type": "object", "defaultValue": null } }
            """;
        Assert.Equal("[null, null, null]", Template.Show("createArray(parameters('own'), parameters('byReference'), parameters('byDefault'))", Sections));
        Assert.Equal("true", Template.Show("empty(tryGet(parameters('byReference'), 'x'))", Sections));
    }

    [Fact]
    public void Secure_outputs_say_so()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "definitions": { "pw": { "type": "secureString" } }, "resources": [],
            "outputs": { "a": { "type": "string", "value": "x" }, "b": { "$ref": "#/definitions/pw", "value": "y" } }
            """);
        Assert.Equal([false, true], expansion.Outputs.Select(static output => output.IsSecure));
    }

    [Fact]
    public void Cancellation_stops_the_work()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        string items = string.Join(",", Enumerable.Repeat("""{ "type": "A.B/c", "apiVersion": "1", "name": "[string(range(0, 9000))]" }""", 50));
        Assert.Throws<OperationCanceledException>(() => TemplateExpander.Expand(
            Template.Parse($"{{ \"$schema\": \"{Template.Schema}\", \"resources\": [ {items} ] }}"), null, AciSecMon.Assessment.Templates.Expansion.ExpansionOptions.Default, source.Token));
    }

    private static TemplateExpansion Loop(string count) => Template.ExpandSections($$"""
        "parameters": { "n": { "type": "int" } },
        "resources": [ { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "1", "name": "[concat('g', copyIndex())]", "copy": { "name": "groups", "count": {{count}} },
          "properties": { "same": "known" } } ]
        """);
}
