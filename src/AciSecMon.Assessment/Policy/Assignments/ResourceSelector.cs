using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// A part of the resources in a scope, by properties that all have to fit (azure-facts-2, D.4.6). Assignments, exemptions and overrides have such parts.
/// </summary>
internal sealed class ResourceSelector
{
    private const string Reference = "policyDefinitionReferenceId";

    private readonly List<Part> parts;

    private ResourceSelector(List<Part> parts) => this.parts = parts;

    /// <summary>Reads a list of <c>{ kind, in | notIn }</c>.</summary>
    public static ResourceSelector Of(Value written) =>
        new([.. written.Items.Select(static one => new Part(one["kind"].AsText() ?? string.Empty, TextsOf(one["in"]), TextsOf(one["notIn"])))]);

    /// <summary>True where it asks for anything of resources, and not only for definitions.</summary>
    public bool IsAboutResources => parts.Exists(static part => !part.Kind.Equals(Reference, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether any of several selectors fits; where there is none, everything does.</summary>
    public static Truth AnyFits(IReadOnlyList<ResourceSelector> selectors, ObjectValue resource, string? referenceId) =>
        selectors.Count == 0 ? Truth.True : selectors.Aggregate(Truth.False, (truth, one) => truth.Or(one.Fits(resource, referenceId)));

    /// <summary>Whether it fits a resource, and a definition in an initiative.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="referenceId">What the definition is called in the initiative; null for a definition by itself.</param>
    public Truth Fits(ObjectValue resource, string? referenceId) => parts.Aggregate(Truth.True, (truth, part) => truth.And(Fits(part, resource, referenceId)));

    // Who asks is known only while a request is made, and kinds may come that are not known here.
    private static Truth Fits(Part part, ObjectValue resource, string? referenceId) => part.Kind.ToUpperInvariant() switch
    {
        "RESOURCELOCATION" => In(part, resource["location"], static text => text.Replace(" ", string.Empty, StringComparison.Ordinal)),
        "RESOURCETYPE" => In(part, resource["type"], static text => text),
        "RESOURCEWITHOUTLOCATION" => TruthLogic.Of(resource["location"].IsMissing),
        "POLICYDEFINITIONREFERENCEID" => In(part, referenceId is null ? MissingValue.Instance : new StringValue(referenceId), static text => text),
        _ => Truth.Unknown,
    };

    private static Truth In(Part part, Value value, Func<string, string> comparable)
    {
        if (value.IsUnresolved) return Truth.Unknown;
        string text = comparable(value.AsText() ?? string.Empty);
        bool IsAmong(IReadOnlyList<string> texts) => texts.Any(one => string.Equals(comparable(one), text, StringComparison.OrdinalIgnoreCase));
        return TruthLogic.Of((part.In.Count == 0 || IsAmong(part.In)) && !IsAmong(part.NotIn));
    }

    private static List<string> TextsOf(Value list) => [.. list.Items.Select(static one => one.AsText()).OfType<string>()];

    private sealed record Part(string Kind, IReadOnlyList<string> In, IReadOnlyList<string> NotIn);
}
