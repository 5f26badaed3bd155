using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Diagnostic settings of a source, by the name of what they belong to: so that a group needs not look at those of all others.</summary>
internal static class DiagnosticNeighbours
{
    private const string Type = "Microsoft.Insights/diagnosticSettings";
    private const string Provider = "/providers/" + Type + "/";

    /// <summary>A setting that is written as a child of its group, called <c>group/Microsoft.Insights/name</c>.</summary>
    public const string ChildType = ResourceKinds.ContainerGroups + "/providers/diagnosticSettings";

    /// <summary>The settings by name of their target, ignoring case.</summary>
    public static ILookup<string, Neighbour> ByTarget(IReadOnlyList<Neighbour> neighbours) => neighbours
        .Where(static n => !n.IsExisting && TargetOf(n) is { Length: > 0 })
        .ToLookup(static n => n.Type.Equals(ChildType, StringComparison.OrdinalIgnoreCase) ? TargetOf(n)! : ResourceIds.LastSegment(TargetOf(n)!), StringComparer.OrdinalIgnoreCase);

    /// <summary>What a setting belongs to: the group's name for a child of it, otherwise the scope as it is written; null where that is not known or it is no setting.</summary>
    public static string? TargetOf(Neighbour neighbour)
    {
        if (string.Equals(neighbour.Type, ChildType, StringComparison.OrdinalIgnoreCase)) return neighbour.Name.AsText()?.Split('/')[0];
        if (!string.Equals(neighbour.Type, Type, StringComparison.OrdinalIgnoreCase)) return null;
        if (neighbour.Resource["scope"].AsText() is { } scope) return scope;
        string? id = neighbour.Resource["id"].AsText();
        int at = id?.LastIndexOf(Provider, StringComparison.OrdinalIgnoreCase) ?? -1;
        return at <= 0 ? null : id![..at];
    }
}
