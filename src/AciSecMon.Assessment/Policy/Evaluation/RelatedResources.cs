using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Policy;

/// <summary>Resources that are related to one that is judged.</summary>
/// <param name="Found">Those that were found.</param>
/// <param name="IsWhole">True where there are no others.</param>
internal sealed record RelatedResources(IReadOnlyList<ObjectValue> Found, bool IsWhole)
{
    private const string Settings = "Microsoft.Insights/diagnosticSettings";

    /// <summary>Those that stand in the same source. A file need not hold everything, so that what is not in it may be there all the same.</summary>
    public static RelatedResources In(EstatePart part, ContainerGroup? group, RelatedQuery query)
    {
        if (query.Type.Equals(Settings, StringComparison.OrdinalIgnoreCase) && group is not null)
        {
            if (group.ResourceId is { } id && part.DiagnosticSettings?.GetValueOrDefault(id) is { } read) return new RelatedResources([.. read], IsWhole: true);
            return new RelatedResources([.. part.SettingsByTarget[group.DisplayName].Select(static one => one.Resource)], IsWhole: false);
        }

        return new RelatedResources([.. part.Neighbours.Where(one => one.Type.Equals(query.Type, StringComparison.OrdinalIgnoreCase)).Select(static one => one.Resource)], IsWhole: false);
    }
}
