using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Templates.Parameters;

namespace AciSecMon.Assessment.Tests.Templates;

/// <summary>Expands templates that a test writes down. Single quotes around JSON's own strings are not supported: the texts are JSON.</summary>
internal static class Template
{
    public const string Schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

    public static Document Parse(string json) => JsonDocumentReader.Read(new SourceFile("/t/main.json", "main.json"), json);

    public static TemplateExpansion Expand(string json, string? parameters = null, string? scope = null)
    {
        ParameterFile? file = parameters is null ? null : ParameterFile.Read(JsonDocumentReader.Read(new SourceFile("/t/main.parameters.json", "main.parameters.json"), parameters));
        return TemplateExpander.Expand(Parse(json), file, new ExpansionOptions { Scope = scope }, CancellationToken.None);
    }

    /// <summary>Expands a template of the given sections: <c>"parameters": {...}, "resources": [...]</c>.</summary>
    public static TemplateExpansion ExpandSections(string sections, string? parameters = null, string? scope = null) =>
        Expand($"{{ \"$schema\": \"{Schema}\", \"contentVersion\": \"1.0.0.0\", {sections} }}", parameters, scope);

    /// <summary>The value of an expression, written without its brackets, in a template of the given sections.</summary>
    public static Value Evaluate(string expression, string sections = "\"parameters\": {}", string? parameters = null, string? scope = null)
    {
        string text = expression.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return ExpandSections($"{sections}, \"outputs\": {{ \"x\": {{ \"type\": \"string\", \"value\": \"[{text}]\" }} }}, \"resources\": []", parameters, scope)
            .Outputs.Single(static output => output.DeploymentPath.Length == 0).Value;
    }

    public static TemplateExpansion ExpandFile(string path) => TemplateExpander.Expand(
        JsonDocumentReader.Read(new SourceFile(path, Path.GetFileName(path)), File.ReadAllText(path)), null, ExpansionOptions.Default, CancellationToken.None);
}
