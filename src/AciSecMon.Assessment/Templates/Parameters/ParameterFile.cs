using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expansion;

namespace AciSecMon.Assessment.Templates.Parameters;

/// <summary>
/// Values for the parameters of a template: an ARM parameter file (<c>{ "parameters": { "x": { "value": 1 } } }</c>), or a plain object of values as the
/// Azure CLI takes it (<c>{ "x": 1 }</c>, <c>{ "x": { "value": 1 } }</c>).
/// </summary>
internal sealed class ParameterFile
{
    private const string Schema = "/deploymentParameters.json";

    private readonly ObjectValue entries;
    private readonly bool isPlain;

    private ParameterFile(Document document, ObjectValue entries, bool isPlain)
    {
        File = document.File;
        this.entries = entries;
        this.isPlain = isPlain;
        Template = document.Root["metadata"]["template"].AsText();
    }

    public SourceFile File { get; }

    /// <summary>The template that the file says it belongs to, by its metadata; null where it says none.</summary>
    public string? Template { get; }

    public IReadOnlyList<Property> Entries => entries.Properties;

    /// <summary>True where the document says by its schema or its form that it is a parameter file.</summary>
    public static bool IsParameterFile(Document document)
    {
        if (document.IsYaml || document.Root is not ObjectValue root) return false;
        if (root["$schema"].AsText() is { } schema) return schema.TrimEnd('#').EndsWith(Schema, StringComparison.OrdinalIgnoreCase);
        if (root.Find("parameters") is not ObjectValue values || root.Find("resources") is not null) return false;
        return root.Find("contentVersion") is not null
            || (values.Properties.Count > 0 && values.Properties.All(static entry => entry.Value is ObjectValue wrapped && IsWrapped(wrapped)));
    }

    /// <summary>Reads a document as values for parameters; null where it is none.</summary>
    public static ParameterFile? Read(Document document)
    {
        if (document.Root is not ObjectValue root || TemplateExpander.IsTemplate(document)) return null;
        if (IsParameterFile(document)) return new ParameterFile(document, root["parameters"] as ObjectValue ?? ObjectValue.Empty, isPlain: false);
        return new ParameterFile(document, root, isPlain: true);
    }

    /// <summary>The value that the file gives for a parameter; missing where it gives none.</summary>
    public Value ValueOf(TemplateScope scope, string parameter)
    {
        if (entries.Find(parameter) is not { } entry) return MissingValue.Instance;
        if (entry is not ObjectValue obj || !IsWrapped(obj)) return isPlain ? Given(entry, parameter, entry.Location, scope) : MissingValue.Instance;
        if (KeyVaultReference.TryRead(obj, parameter) is { } secret) return secret;
        if (obj.Find("value") is { } value) return Given(value, parameter, obj.Location, scope);
        return Given(scope.Session.Evaluator.EvaluateDocument(obj["expression"], scope.Context), parameter, obj.Location, scope);
    }

    /// <summary>Values for parameters that the template does not have.</summary>
    public IReadOnlyList<DocumentNotice> NoticesFor(ObjectValue template)
    {
        var declared = template["parameters"] as ObjectValue;
        return
        [
            .. entries.Properties.Where(entry => declared?.Find(entry.Name) is null && !entry.Name.StartsWith('$'))
                .Select(static entry => new DocumentNotice($"The template has no parameter '{entry.Name}'.", entry.NameLocation)),
        ];
    }

    private static bool IsWrapped(ObjectValue entry) =>
        entry.Find("value") is not null || entry.Find("reference") is not null || entry.Find("expression") is not null;

    private static Value Given(Value value, string parameter, SourceLocation location, TemplateScope scope)
    {
        var origin = new Origin(OriginKind.ParameterFile, parameter, IsSecure: false, location);
        return Taint.Add(value, Origins.Of(origin), scope.Session.Budget);
    }
}
