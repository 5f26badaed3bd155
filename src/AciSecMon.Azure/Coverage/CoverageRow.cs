using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.Coverage;

/// <summary>Makes the objects that people see, and counts. Pure.</summary>
internal static class CoverageRow
{
    /// <summary>A container group with its parts.</summary>
    public static AciMonitoringCoverage Of(FoundGroup group, AciCoveragePart[] parts, DateTimeOffset? lastReceived) => new()
    {
        LastReceived = lastReceived,
        SubjectType = AciSubjectType.ContainerGroup,
        Name = group.Name,
        Percent = PercentOf(parts),
        State = parts.Max(static part => part.State),
        UnknownCount = parts.Count(static part => part.State == AciCoverageState.Unknown),
        Part = parts,
        ResourceGroupName = group.Id.ResourceGroupName,
        SubscriptionId = group.Id.SubscriptionId,
        ResourceId = group.Id.Text,
    };

    /// <summary>A subscription with its parts.</summary>
    public static AciMonitoringCoverage Of(string subscriptionId, string? name, AciCoveragePart[] parts) => new()
    {
        SubjectType = AciSubjectType.Subscription,
        Name = name is { Length: > 0 } ? name : subscriptionId,
        Percent = PercentOf(parts),
        State = parts.Max(static part => part.State),
        UnknownCount = parts.Count(static part => part.State == AciCoverageState.Unknown),
        Part = parts,
        SubscriptionId = subscriptionId,
        ResourceId = "/subscriptions/" + subscriptionId,
    };

    // What is not known counts on neither side, and what needs another deployment is not there to be set up.
    private static int? PercentOf(AciCoveragePart[] parts)
    {
        int on = parts.Count(static part => part.State == AciCoverageState.On);
        int known = on + parts.Count(static part => part.State is AciCoverageState.Missing or AciCoverageState.Broken);
        return known == 0 ? null : on * 100 / known;
    }
}
