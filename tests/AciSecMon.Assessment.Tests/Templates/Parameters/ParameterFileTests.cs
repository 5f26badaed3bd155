using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;
using AciSecMon.Assessment.Templates.Parameters;

namespace AciSecMon.Assessment.Tests.Templates.Parameters;

public sealed class ParameterFileTests
{
    private const string Schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#";
    private const string Sections = """
        "parameters": { "text": { "type": "string", "defaultValue": "default" }, "list": { "type": "array", "defaultValue": [] }, "secret": { "type": "securestring" }, "number": { "type": "int" } },
        "resources": [],
        "outputs": { "all": { "type": "array", "value": "[createArray(parameters('text'), parameters('list'), parameters('secret'), parameters('number'))]" } }
        """;

    [Fact]
    public void Values_replace_defaults()
    {
        TemplateExpansion expansion = Expand("""{ "text": { "value": "given" }, "LIST": { "value": [ 1, { "a": "[not an expression]" } ] }, "number": { "value": 5 } }""");
        Assert.Equal("['given', [1, {a: '[not an expression]'}], ?(parameters('secret')), 5]", Template.Show(expansion.Outputs[0].Value));
        Assert.Equal("given", expansion.Parameters[0].GivenValue.AsText());
        Assert.Equal("/t/main.parameters.json", expansion.Parameters[0].GivenValue.Location.File!.Path);
        Assert.True(expansion.Parameters[2].GivenValue.IsMissing);
        Assert.Equal("/t/main.parameters.json", expansion.ParameterFile!.Path);
        Assert.Empty(expansion.Notices);
    }

    [Fact]
    public void A_vault_reference_is_a_secret_that_is_not_known()
    {
        Value secret = Expand("""{ "secret": { "reference": { "keyVault": { "id": "/x/vaults/v" }, "secretName": "sqlPassword" } } }""").Outputs[0].Value.Items[2];
        Assert.Contains(secret.Origins.Members, static origin => origin is { Kind: OriginKind.KeyVaultReference, Name: "secret", IsSecure: true });
        UnresolvedCause cause = Assert.Single(Assert.IsType<UnresolvedValue>(secret).Causes);
        Assert.Equal(CauseKind.RuntimeFunction, cause.Kind);
        Assert.Contains("sqlPassword", cause.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_is_evaluated()
    {
        Value values = Expand("""{ "text": { "expression": "[concat('a', 'b')]" }, "secret": { "expression": "[externalInput('sys.cli', 'pw')]" } }""").Outputs[0].Value;
        Assert.Equal("ab", values.Items[0].AsText());
        Assert.True(values.Items[2].IsUnresolved);
    }

    [Fact]
    public void A_value_that_is_null_counts_as_not_given() =>
        Assert.Equal("default", Expand("""{ "text": { "value": null } }""").Outputs[0].Value.Items[0].AsText());

    [Fact]
    public void Values_without_a_parameter_are_noticed_where_they_stand()
    {
        DocumentNotice notice = Assert.Single(Expand("""
            { "text": { "value": "x" },
              "texts": { "value": "y" } }
            """).Notices);
        Assert.Contains("'texts'", notice.Message, StringComparison.Ordinal);
        Assert.Equal(2, notice.Location.Line);
    }

    [Theory]
    [InlineData("""{ "text": "given", "number": 5 }""")]
    [InlineData("""{ "text": { "value": "given" }, "number": { "value": 5 } }""")]
    public void A_plain_object_gives_values_too(string json)
    {
        TemplateExpansion expansion = Template.ExpandSections(Sections, json);
        Assert.Equal("['given', [], ?(parameters('secret')), 5]", Template.Show(expansion.Outputs[0].Value));
    }

    [Theory]
    [InlineData($$"""{ "$schema": "{{Schema}}", "parameters": {} }""", true)]
    [InlineData("""{ "contentVersion": "1.0.0.0", "parameters": {} }""", true)]
    [InlineData("""{ "contentVersion": "1.0.0.0", "parameters": {}, "resources": [] }""", false)]
    [InlineData("""{ "text": "x" }""", false)]
    [InlineData("""[]""", false)]
    public void Parameter_files_are_told_by_their_schema_or_their_form(string json, bool expected) =>
        Assert.Equal(expected, ParameterFile.IsParameterFile(Template.Parse(json)));

    [Fact]
    public void Its_metadata_may_name_the_template()
    {
        ParameterFile? file = ParameterFile.Read(Template.Parse($$"""{ "$schema": "{{Schema}}", "metadata": { "template": "../main.json" }, "parameters": {} }"""));
        Assert.Equal("../main.json", file!.Template);
    }

    [Theory]
    [InlineData("""{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [] }""")]
    [InlineData("""[ 1 ]""")]
    [InlineData("\"text\"")]
    public void What_holds_no_values_is_no_parameter_file(string json) => Assert.Null(ParameterFile.Read(Template.Parse(json)));

    private static TemplateExpansion Expand(string parameters) =>
        Template.ExpandSections(Sections, $"{{ \"$schema\": \"{Schema}\", \"contentVersion\": \"1.0.0.0\", \"parameters\": {parameters} }}");
}
