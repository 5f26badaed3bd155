using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Policy;

/// <summary>Resources that are related to one that is judged.</summary>
/// <param name="Found">Those that were found.</param>
/// <param name="IsWhole">True where there are no others.</param>
internal sealed record RelatedResources(IReadOnlyList<ObjectValue> Found, bool IsWhole)
{
    /// <summary>Type of diagnostic settings.</summary>
    public const string Settings = "Microsoft.Insights/diagnosticSettings";

    /// <summary>Those that are there under a condition that is not known.</summary>
    public IReadOnlyList<ObjectValue> Doubtful { get; init; } = [];

    /// <summary>Those that stand in the same source. A file need not hold everything, so that what is not in it may be there all the same.</summary>
    public static RelatedResources In(EstatePart part, ContainerGroup? group, RelatedQuery query)
    {
        if (query.Type.Equals(Settings, StringComparison.OrdinalIgnoreCase) && group is not null)
        {
            if (group.ResourceId is { } id && part.DiagnosticSettings?.GetValueOrDefault(id) is { } read) return new RelatedResources([.. read], IsWhole: true);
            return Of(part.SettingsByTarget[group.DisplayName]);
        }

        return Of(part.Neighbours.Where(one => one.Type.Equals(query.Type, StringComparison.OrdinalIgnoreCase)));
    }

    private static RelatedResources Of(IEnumerable<Neighbour> neighbours)
    {
        ILookup<bool, ObjectValue> bySureness = neighbours.ToLookup(static one => one.DeployedWhen is null, static one => one.Resource);
        return new RelatedResources([.. bySureness[true]], IsWhole: false) { Doubtful = [.. bySureness[false]] };
    }
}
