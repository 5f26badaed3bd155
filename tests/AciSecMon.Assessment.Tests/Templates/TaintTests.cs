using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Tests.Templates;

public sealed class TaintTests
{
    private const string Sections = """
        "definitions": {
          "login": { "type": "object", "properties": { "user": { "type": "string" }, "password": { "type": "securestring" }, "more": { "$ref": "#/definitions/login", "nullable": true } } },
          "hidden": { "type": "secureString" },
          "either": { "type": "object", "discriminator": { "propertyName": "kind", "mapping": {
            "key": { "$ref": "#/definitions/keyed" }, "none": { "type": "object", "properties": { "token": { "type": "string" } } } } } },
          "keyed": { "type": "object", "properties": { "token": { "type": "securestring" } } }
        },
        "parameters": {
          "plain": { "type": "string" },
          "plainDefault": { "type": "string", "defaultValue": "known" },
          "secret": { "type": "secureString" },
          "secretDefault": { "type": "securestring", "defaultValue": "hunter2" },
          "secretObject": { "type": "secureObject", "defaultValue": { "a": { "b": [ "c" ] } } },
          "byReference": { "$ref": "#/definitions/hidden" },
          "login": { "$ref": "#/definitions/login" },
          "logins": { "type": "array", "items": { "$ref": "#/definitions/login" }, "defaultValue": [ { "user": "u", "password": "pw" } ] },
          "either": { "$ref": "#/definitions/either" }
        },
        "variables": { "text": "[format('Pw={0};', parameters('secretDefault'))]" }
        """;

    [Theory]
    [InlineData("parameters('secret')", true)]
    [InlineData("parameters('secretDefault')", true)]
    [InlineData("concat('x', parameters('secret'))", true)]
    [InlineData("concat('x', parameters('secretDefault'))", true)]
    [InlineData("variables('text')", true)]
    [InlineData("base64(toUpper(variables('text')))", true)]
    [InlineData("split(variables('text'), '=')[1]", true)]
    [InlineData("json(concat('{\"a\":\"', parameters('secretDefault'), '\"}')).a", true)]
    [InlineData("parameters('secretObject').a.b[0]", true)]
    [InlineData("string(parameters('secretObject'))", true)]
    [InlineData("createObject('a', createArray(parameters('secretDefault'))).a[0]", true)]
    [InlineData("string(createObject('a', createArray(parameters('secretDefault'))))", true)]
    [InlineData("join(createArray('a', parameters('secretDefault')), ',')", true)]
    [InlineData("first(concat(createArray(parameters('secretDefault')), createArray('x')))", true)]
    [InlineData("union(createObject('a', parameters('secretDefault')), createObject('b', 1)).a", true)]
    [InlineData("map(createArray(parameters('secretDefault')), lambda('x', concat(lambdaVariables('x'), '!')))[0]", true)]
    [InlineData("reduce(createArray('a', parameters('secretDefault')), '', lambda('c', 'n', concat(lambdaVariables('c'), lambdaVariables('n'))))", true)]
    [InlineData("if(true(), parameters('secretDefault'), 'x')", true)]
    [InlineData("if(equals(parameters('plain'), 'a'), parameters('secretDefault'), 'x')", true)]
    [InlineData("coalesce(parameters('plain'), parameters('secretDefault'))", true)]
    [InlineData("uri('https://a.example/', parameters('secretDefault'))", true)]
    [InlineData("unknownFunction(parameters('secret'))", true)]
    [InlineData("parameters('byReference')", true)]
    [InlineData("parameters('login').password", true)]
    [InlineData("parameters('login').more.more.password", true)]
    [InlineData("tryGet(parameters('login'), 'password')", true)]
    [InlineData("parameters('logins')[0].password", true)]
    [InlineData("parameters('either').token", true)]
    [InlineData("concat('k=', listKeys('s', '1').keys[0].value)", true)]
    [InlineData("parameters('plain')", false)]
    [InlineData("parameters('login').user", false)]
    [InlineData("parameters('logins')[0].user", false)]
    [InlineData("parameters('plainDefault')", false)]
    [InlineData("empty(parameters('secretDefault'))", false)]
    [InlineData("length(parameters('secretDefault'))", false)]
    [InlineData("equals(parameters('secret'), 'x')", false)]
    [InlineData("if(empty(parameters('secret')), 'a', 'b')", false)]
    [InlineData("createObject('a', parameters('secretDefault'), 'b', 'x').b", false)]
    [InlineData("union(createObject('a', parameters('secretDefault')), createObject('b', 1)).b", false)]
    [InlineData("createArray('x', parameters('secretDefault'))[0]", false)]
    [InlineData("reference('x').a", false)]
    public void A_secret_taints_what_is_made_of_it_and_nothing_else(string expression, bool isSecure) =>
        Assert.Equal(isSecure, Template.Evaluate(expression, Sections).Origins.IsSecure);

    [Fact]
    public void Origins_name_the_parameter_and_say_where_its_value_came_from()
    {
        Origin[] byDefault = [.. Template.Evaluate("parameters('plainDefault')", Sections).Origins.Members];
        Assert.Equal([OriginKind.DefaultValue, OriginKind.Parameter], byDefault.Select(static origin => origin.Kind));
        Assert.All(byDefault, static origin => Assert.Equal("plainDefault", origin.Name));

        Value given = Template.Evaluate("parameters('plain')", Sections, """{ "plain": "x" }""");
        Assert.Equal([OriginKind.ParameterFile, OriginKind.Parameter], given.Origins.Members.Select(static origin => origin.Kind));
        Assert.Equal("/t/main.parameters.json", given.Origins.Members[0].DeclaredAt.File!.Path);
    }

    [Fact]
    public void Taint_passes_into_nested_deployments_and_out_of_them_again()
    {
        TemplateExpansion expansion = Template.ExpandSections("""
            "parameters": { "secret": { "type": "securestring" } },
            "resources": [
              { "type": "Microsoft.Resources/deployments", "apiVersion": "2021-04-01", "name": "inner", "properties": {
                "expressionEvaluationOptions": { "scope": "inner" },
                "parameters": { "plain": { "value": "[concat('x', parameters('secret'))]" } },
                "template": { "parameters": { "plain": { "type": "string" } }, "resources": [],
                  "outputs": { "text": { "type": "string", "value": "[toUpper(parameters('plain'))]" } } } } }
            ],
            "outputs": { "text": { "type": "string", "value": "[reference('inner').outputs.text.value]" } }
            """);
        Assert.All(expansion.Outputs, static output => Assert.True(output.Value.Origins.IsSecure));
        Assert.Contains(expansion.Outputs[0].Value.Origins.Members, static origin => origin is { Kind: OriginKind.Parameter, Name: "secret", IsSecure: true });
    }

    [Fact]
    public void No_secret_literal_is_in_any_expression_or_cause()
    {
        const string Canary = "S3cretCanary";
        TemplateExpansion expansion = Template.ExpandSections($$"""
            "parameters": { "p": { "type": "string" }, "s": { "type": "securestring", "defaultValue": "{{Canary}}" }, "o": { "type": "object" } },
            "variables": { "v": "[concat('{{Canary}}', parameters('p'))]", "bad": "[concat('{{Canary}}' ]", "loop": "[variables('loop')]" },
            "resources": [
              { "type": "A.B/c", "apiVersion": "1", "name": "[concat(parameters('s'), parameters('p'))]", "condition": "[equals(parameters('p'), '{{Canary}}')]", "properties": {
                "a": "[variables('v')]", "b": "[variables('bad')]", "c": "[if(equals(parameters('p'), '{{Canary}}'), '{{Canary}}', 'x')]",
                "d": "[nowhere('{{Canary}}')]", "e": "[length(1, '{{Canary}}')]", "f": "[variables('loop')]", "[concat('{{Canary}}', parameters('p'))]": 1,
                "g": "[reference('x').y]", "h": "[union(parameters('o'), json('{\"a\": \"{{Canary}}\"}'))]", "copy": [ { "name": "i", "count": "[length(parameters('{{Canary}}'))]", "input": "{{Canary}}" } ] } },
              { "type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "[parameters('s')]", "properties": { "templateLink": { "uri": "https://{{Canary}}" } } },
              { "type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "[parameters('s')]", "properties": { "expressionEvaluationOptions": { "scope": "inner" }, "template": {
                "parameters": { "q": { "type": "string" } }, "resources": [ { "type": "A.B/c", "apiVersion": "1", "name": "n", "properties": { "a": "[parameters('q')]" } } ] } } }
            ]
            """);
        var texts = new List<string>(expansion.Gaps.Select(static gap => gap.Text));
        foreach (TemplateResource resource in expansion.Resources)
        {
            texts.Add(resource.DeploymentPath);
            Collect(resource.Body, texts);
            if (resource.Condition is { } condition) Collect(condition, texts);
        }

        Assert.NotEmpty(texts);
        // The text of a parameter's own name is a name, even where a template puts something else there.
        Assert.All(texts.Where(static text => !text.Contains($"parameters('{Canary}')", StringComparison.Ordinal)), static text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
    }

    private static void Collect(Value value, List<string> texts)
    {
        if (value is UnresolvedValue unresolved) texts.AddRange([unresolved.Expression, .. unresolved.Causes.Select(static cause => cause.Text)]);
        if (value is ChoiceValue choice) texts.AddRange([choice.Condition.Text, choice.ToUnresolved().Expression]);
        if (value.Rest is { } rest && !ReferenceEquals(rest, value)) Collect(rest, texts);
        foreach (Value item in value.Items) Collect(item, texts);
        if (value is not ObjectValue obj) return;
        foreach (Property property in obj.Properties) Collect(property.Value, texts);
    }
}
