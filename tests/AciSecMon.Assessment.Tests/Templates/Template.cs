using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Templates.Parameters;

namespace AciSecMon.Assessment.Tests.Templates;

/// <summary>Expands templates that a test writes down.</summary>
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

    /// <summary>The value of an expression as a short text: JSON, with <c>?(expression)</c> for what is not known and <c>...</c> for the rest of what is open.</summary>
    public static string Show(string expression, string sections = "\"parameters\": {}") => Show(Evaluate(expression, sections));

    /// <summary>A value as a short text: JSON, with <c>?(expression)</c> for what is not known and <c>...</c> for the rest of what is open.</summary>
    public static string Show(Value value) => value switch
    {
        StringValue text => $"'{text.Text}'",
        BooleanValue boolean => boolean.IsTrue ? "true" : "false",
        LiteralValue literal => literal.Text,
        UnresolvedValue unresolved => $"?({unresolved.Expression})",
        ChoiceValue choice => $"({choice.Condition.Text} ? {Show(choice.WhenTrue)} : {Show(choice.WhenFalse)})",
        ArrayValue array => $"[{string.Join(", ", array.Items.Select(Show).Concat(array.Rest is null ? [] : ["..."]))}]",
        ObjectValue obj => $"{{{string.Join(", ", obj.Properties.Select(static p => $"{p.Name}: {Show(p.Value)}").Concat(obj.Rest is null ? [] : ["..."]))}}}",
        _ => value.ToString()!,
    };

    public static TemplateExpansion ExpandFile(string path) => TemplateExpander.Expand(
        JsonDocumentReader.Read(new SourceFile(path, Path.GetFileName(path)), File.ReadAllText(path)), null, ExpansionOptions.Default, CancellationToken.None);
}
