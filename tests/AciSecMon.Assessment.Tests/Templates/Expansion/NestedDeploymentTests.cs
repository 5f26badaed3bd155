using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Tests.Templates.Expansion;

public sealed class NestedDeploymentTests
{
    private const string Deployment = "\"type\": \"Microsoft.Resources/deployments\", \"apiVersion\": \"2021-04-01\"";
    private const string Inner = "\"expressionEvaluationOptions\": { \"scope\": \"inner\" }";

    [Fact]
    public void Inner_scope_sees_its_own_parameters_and_variables()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "parameters": { "image": { "type": "string", "defaultValue": "outer" } }, "variables": { "v": "outer" },
            "resources": [ { {{Deployment}}, "name": "d", "properties": { {{Inner}}, "parameters": { "image": { "value": "[concat(parameters('image'), '!')]" } }, "template": {
              "parameters": { "image": { "type": "string", "defaultValue": "unused" }, "tag": { "type": "string", "defaultValue": "[concat(parameters('image'), '?')]" } }, "variables": { "v": "inner" },
              "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "[parameters('tag')]", "properties": { "v": "[variables('v')]" } } ] } } } ]
            """);
        TemplateResource resource = expansion.Resources[1];
        Assert.Equal("outer!?", resource.Name.AsText());
        Assert.Equal("inner", resource.Body["properties"]["v"].AsText());
        Assert.Equal("d", resource.DeploymentPath);
        Assert.Equal("outer!", expansion.Parameters.Single(static p => p is { Name: "image", DeploymentPath: "d" }).GivenValue.AsText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"expressionEvaluationOptions\": { \"scope\": \"outer\" },")]
    public void Outer_scope_sees_what_stands_around_it(string options)
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "parameters": { "image": { "type": "string", "defaultValue": "outer" } }, "variables": { "v": "outer" },
            "resources": [ { {{Deployment}}, "name": "[concat('d', copyIndex())]", "copy": { "name": "loop", "count": 2 }, "properties": { {{options}} "template": {
              "variables": { "v": "inner" },
              "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "[concat(parameters('image'), variables('v'), copyIndex('loop'))]" } ] } } } ]
            """);
        Assert.Equal(["d0", "outerouter0", "d1", "outerouter1"], expansion.Resources.Select(static r => r.Name.AsText()));
    }

    [Fact]
    public void In_language_version_2_a_deployment_without_a_scope_is_inner()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "languageVersion": "2.0", "variables": { "v": "outer" },
            "resources": { "m": { {{Deployment}}, "name": "d", "properties": { "template": { "variables": { "v": "inner" },
              "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "[variables('v')]" } ] } } } }
            """);
        Assert.Equal("inner", expansion.Resources[1].Name.AsText());
    }

    [Theory]
    [InlineData("reference('d').outputs.id.value")]
    [InlineData("reference('sym').outputs.id.value")]
    [InlineData("reference(resourceId('Microsoft.Resources/deployments', 'd'), '2021-04-01').outputs.id.value")]
    [InlineData("reference(resourceId('microsoft.resources/deployments', 'D')).Outputs.ID.Value")]
    [InlineData("reference('sym', '2021-04-01', 'full').properties.outputs.id.value")]
    [InlineData("tryGet(reference('sym'), 'outputs', 'id', 'value')")]
    [InlineData("if(true(), reference('sym'), null()).outputs.id.value")]
    [InlineData("reference('sym').outputs['id'].value")]
    public void Outputs_of_a_nested_deployment_are_known(string expression) => Assert.Equal("the-id", WithModule(expression).AsText());

    [Theory]
    [InlineData("reference('sym').outputs.unknown.value", nameof(CauseKind.InvalidExpression))]
    [InlineData("reference('sym').provisioningState", nameof(CauseKind.RuntimeFunction))]
    [InlineData("reference('sym').outputs.runtime.value", nameof(CauseKind.RuntimeFunction))]
    [InlineData("reference('elsewhere').outputs.id.value", nameof(CauseKind.RuntimeFunction))]
    [InlineData("reference(resourceId('other', 'Microsoft.Resources/deployments', 'd')).outputs.id.value", nameof(CauseKind.RuntimeFunction))]
    public void Everything_else_of_a_deployment_only_Azure_knows(string expression, string kind) =>
        Assert.Contains(Assert.IsType<UnresolvedValue>(WithModule(expression)).Causes, cause => cause.Kind.ToString() == kind);

    [Fact]
    public void A_whole_deployment_is_an_object_with_its_outputs() =>
        Assert.Equal("{outputs: {id: {value: 'the-id'}, runtime: {value: ?(utcNow())}}, ...}", Template.Show(WithModule("reference('sym')")));

    [Fact]
    public void A_deployment_whose_name_is_not_known_is_found_by_the_same_expression()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "resources": [ { {{Deployment}}, "name": "[format('a-{0}', uniqueString(resourceGroup().id))]", "properties": { {{Inner}}, "template": { "resources": [], "outputs": { "x": { "type": "string", "value": "A" } } } } },
              { {{Deployment}}, "name": "[format('b-{0}', uniqueString(resourceGroup().id))]", "properties": { {{Inner}}, "template": { "resources": [], "outputs": { "x": { "type": "string", "value": "B" } } } } } ],
            "outputs": { "x": { "type": "string", "value": "[reference(resourceId('Microsoft.Resources/deployments', format('b-{0}', uniqueString(resourceGroup().id))), '2021-04-01').outputs.x.value]" } }
            """);
        Assert.Equal("B", expansion.Outputs.Single(static o => o.DeploymentPath.Length == 0).Value.AsText());
    }

    [Fact]
    public void Modules_feed_each_other_in_any_order()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "languageVersion": "2.0",
            "resources": {
              "last": { {{Deployment}}, "name": "last", "properties": { "parameters": { "x": { "value": "[concat(reference('middle').outputs.y.value, '3')]" } }, "template": {
                "parameters": { "x": { "type": "string" } }, "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "[parameters('x')]" } ] } } },
              "middle": { {{Deployment}}, "name": "middle", "properties": { "parameters": { "x": { "value": "[concat(reference('first').outputs.y.value, '2')]" } }, "template": {
                "parameters": { "x": { "type": "string" } }, "resources": [], "outputs": { "y": { "type": "string", "value": "[parameters('x')]" } } } } },
              "first": { {{Deployment}}, "name": "first", "properties": { "template": { "resources": [], "outputs": { "y": { "type": "string", "value": "1" } } } } } }
            """);
        Assert.Equal("123", expansion.Resources.Single(static r => r.Type == "A.B/c").Name.AsText());
    }

    [Fact]
    public void Modules_that_wait_for_each_other_are_a_circle()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "languageVersion": "2.0",
            "resources": {
              "a": { {{Deployment}}, "name": "a", "properties": { "parameters": { "x": { "value": "[reference('b').outputs.y.value]" } }, "template": {
                "parameters": { "x": { "type": "string" } }, "resources": [], "outputs": { "y": { "type": "string", "value": "[parameters('x')]" } } } } },
              "b": { {{Deployment}}, "name": "b", "properties": { "parameters": { "x": { "value": "[reference('a').outputs.y.value]" } }, "template": {
                "parameters": { "x": { "type": "string" } }, "resources": [], "outputs": { "y": { "type": "string", "value": "[parameters('x')]" } } } } } }
            """);
        Assert.All(expansion.Outputs, static output => Assert.Contains(Assert.IsType<UnresolvedValue>(output.Value).Causes, static cause => cause.Kind == CauseKind.Circular));
    }

    [Theory]
    [InlineData("\"condition\": \"[reference('m').outputs.y.value]\"")]
    [InlineData("\"copy\": { \"name\": \"l\", \"count\": \"[reference('m').outputs.y.value]\" }")]
    [InlineData("\"scope\": \"[reference('m').outputs.y.value]\"")]
    public void What_decides_on_resources_cannot_wait_for_them(string property)
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "languageVersion": "2.0",
            "resources": { "m": { {{Deployment}}, "name": "m", {{property}}, "properties": { "template": { "resources": [], "outputs": { "y": { "type": "bool", "value": true } } } } } }
            """);
        Assert.Equal("Microsoft.Resources/deployments", Assert.Single(expansion.Resources).Type);
    }

    [Fact]
    public void Secure_outputs_of_a_module_are_secret()
    {
        Value value = WithModule("listOutputsWithSecureValues('sym', '2021-04-01').id");
        Assert.Equal("the-id", value.AsText());
        Assert.True(value.Origins.IsSecure);
    }

    [Fact]
    public void Arguments_may_be_expressions_as_a_whole()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "parameters": { "flag": { "type": "bool" } }, "variables": { "all": { "b": { "value": "B" } } },
            "resources": [
              { {{Deployment}}, "name": "one", "properties": { {{Inner}}, "parameters": { "a": "[if(parameters('flag'), createObject('value', 'A'), createObject('value', null()))]" }, "template": {
                "parameters": { "a": { "type": "string", "nullable": true }, "b": { "type": "string", "defaultValue": "none" } }, "resources": [], "outputs": { "x": { "type": "string", "value": "[createArray(parameters('a'), parameters('b'))]" } } } } },
              { {{Deployment}}, "name": "two", "properties": { {{Inner}}, "parameters": "[variables('all')]", "template": {
                "parameters": { "b": { "type": "string" } }, "resources": [], "outputs": { "x": { "type": "string", "value": "[parameters('b')]" } } } } } ]
            """);
        Assert.Equal(["[(parameters('flag') ? 'A' : null), 'none']", "'B'"], expansion.Outputs.Select(static o => Template.Show(o.Value)));
    }

    [Fact]
    public void An_argument_that_is_null_leaves_the_default()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "resources": [ { {{Deployment}}, "name": "one", "properties": { {{Inner}}, "parameters": { "a": { "value": null } }, "template": {
              "parameters": { "a": { "type": "string", "defaultValue": "D" } }, "resources": [], "outputs": { "x": { "type": "string", "value": "[parameters('a')]" } } } } } ]
            """);
        Assert.Equal("D", expansion.Outputs[0].Value.AsText());
    }

    [Fact]
    public void A_value_passed_in_is_evaluated_once()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "resources": [ { {{Deployment}}, "name": "one", "properties": { {{Inner}}, "parameters": { "a": { "value": "[[not evaluated]" } }, "template": {
              "parameters": { "a": { "type": "string" } }, "resources": [], "outputs": { "x": { "type": "string", "value": "[parameters('a')]" } } } } } ]
            """);
        Assert.Equal("[not evaluated]", expansion.Outputs[0].Value.AsText());
    }

    [Fact]
    public void A_template_from_a_variable_is_a_template_of_its_own()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "variables": { "loaded": { "$schema": "{{Template.Schema}}", "parameters": { "n": { "type": "string" } }, "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "[[parameters('n')]" } ] } },
            "resources": [ { {{Deployment}}, "name": "d", "properties": { "expressionEvaluationOptions": { "scope": "Outer" }, "template": "[variables('loaded')]", "parameters": { "n": { "value": "inside" } } } } ]
            """);
        Assert.Equal("inside", expansion.Resources[1].Name.AsText());
    }

    [Fact]
    public void What_a_deployment_depends_on_its_resources_depend_on_too()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "parameters": { "a": { "type": "bool" }, "b": { "type": "bool" } },
            "resources": [ { {{Deployment}}, "name": "d", "condition": "[parameters('a')]", "properties": { "template": {
              "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n", "condition": "[parameters('b')]" }, { "type": "A.B/c", "apiVersion": "1", "name": "m" } ] } } } ]
            """);
        Assert.Equal(["parameters('a')", "and(parameters('a'), parameters('b'))", "parameters('a')"], expansion.Resources.Select(static r => r.Condition!.Expression));
    }

    [Fact]
    public void A_deployment_that_is_not_made_brings_nothing()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "resources": [ { {{Deployment}}, "name": "d", "condition": false, "properties": { "template": { "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n" } ] } } } ]
            """);
        Assert.Empty(expansion.Resources);
        Assert.Empty(expansion.Gaps);
    }

    [Theory]
    [InlineData("\"properties\": { \"templateLink\": { \"uri\": \"https://example.org/x.json\" } }", nameof(CauseKind.LinkedTemplate))]
    [InlineData("\"properties\": { \"templateLink\": { \"relativePath\": \"x.json\" } }", nameof(CauseKind.LinkedTemplate))]
    [InlineData("\"properties\": { \"template\": \"[parameters('t')]\" }", nameof(CauseKind.NotSupported))]
    [InlineData("\"properties\": \"[parameters('t')]\"", nameof(CauseKind.NotSupported))]
    public void A_template_that_is_not_here_is_a_gap(string properties, string kind)
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "parameters": { "t": { "type": "object" } }, "resources": [ { {{Deployment}}, "name": "far", {{properties}} } ]
            """);
        UnresolvedCause gap = Assert.Single(expansion.Gaps);
        Assert.Equal(kind, gap.Kind.ToString());
        Assert.Contains("far", gap.Text, StringComparison.Ordinal);
        Assert.Single(expansion.Resources);
    }

    [Fact]
    public void A_deployment_elsewhere_has_ids_of_that_place()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "parameters": { "rg": { "type": "string" } },
            "resources": [
              { {{Deployment}}, "name": "named", "resourceGroup": "shared", "properties": { {{Inner}}, "template": { "resources": [], "outputs": { "id": { "type": "string", "value": "[resourceId('A.B/c', 'n')]" }, "rg": { "type": "string", "value": "[resourceGroup().name]" } } } } },
              { {{Deployment}}, "name": "unknown", "resourceGroup": "[parameters('rg')]", "properties": { {{Inner}}, "template": { "resources": [], "outputs": { "id": { "type": "string", "value": "[resourceId('A.B/c', 'n')]" }, "rg": { "type": "string", "value": "[resourceGroup().name]" } } } } },
              { {{Deployment}}, "name": "same", "properties": { {{Inner}}, "template": { "resources": [], "outputs": { "id": { "type": "string", "value": "[resourceId('A.B/c', 'n')]" }, "n": { "type": "string", "value": "[deployment().name]" } } } } } ]
            """);
        Assert.Equal(
            [
                "'/subscriptions/{subscriptionId}/resourceGroups/shared/providers/A.B/c/n'", "'shared'",
                "'/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup:unknown}/providers/A.B/c/n'", "?(resourceGroup().name)",
                "'/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/A.B/c/n'", "'same'",
            ],
            expansion.Outputs.Select(static o => Template.Show(o.Value)));
    }

    [Fact]
    public void What_comes_from_outside_is_shown_as_the_outer_template_writes_it()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "parameters": { "prefix": { "type": "string" } },
            "resources": [ { {{Deployment}}, "name": "d", "properties": { {{Inner}}, "parameters": { "name": { "value": "[concat(parameters('prefix'), '-web')]" } }, "template": {
              "parameters": { "name": { "type": "string" } }, "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "[parameters('name')]" }, { "type": "A.B/c", "apiVersion": "1", "name": "[concat(parameters('name'), 'x')]" } ] } } } ]
            """);
        Assert.Equal(["d", "concat(parameters('prefix'), '...')", "concat(parameters('name'), '...')"], expansion.Resources.Select(static r => r.Name.ToString()));
    }

    [Fact]
    public void One_condition_is_one_in_the_outer_template_and_in_the_modules_that_it_is_passed_to()
    {
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "parameters": { "private": { "type": "bool" } },
            "resources": [ { {{Deployment}}, "name": "d", "properties": { {{Inner}},
              "parameters": { "isPrivate": { "value": "[parameters('private')]" }, "address": { "value": "[if(not(parameters('private')), 'Public', 'Private')]" } }, "template": {
              "parameters": { "isPrivate": { "type": "bool" }, "address": { "type": "string" } },
              "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": { "subnet": "[if(parameters('isPrivate'), 's', null())]", "address": "[parameters('address')]", "both": "[if(parameters('isPrivate'), parameters('address'), 'x')]" } } ] } } } ]
            """);
        Value properties = expansion.Resources[1].Body["properties"];
        Assert.Equal("{subnet: (parameters('private') ? 's' : null), address: (parameters('private') ? 'Private' : 'Public'), both: (parameters('private') ? 'Private' : 'x')}", Template.Show(properties));
    }

    private static Value WithModule(string expression) => Template.ExpandSections($$"""
        "languageVersion": "2.0",
        "resources": { "sym": { {{Deployment}}, "name": "d", "properties": { "template": { "resources": [],
          "outputs": { "id": { "type": "string", "value": "the-id" }, "runtime": { "type": "string", "value": "[utcNow()]" } } } } } },
        "outputs": { "x": { "type": "object", "value": "[{{expression}}]" } }
        """).Outputs.Single(static output => output.DeploymentPath.Length == 0).Value;
}
