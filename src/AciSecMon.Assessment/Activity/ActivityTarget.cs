using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Activity;

/// <summary>What an operation was on, by the resource id that the log files it under.</summary>
/// <param name="GroupId">The container group; null where it was on something else.</param>
/// <param name="Container">The container; null where it was not on one.</param>
internal readonly record struct ActivityTarget(string? GroupId, string? Container)
{
    private const string Groups = "/providers/Microsoft.ContainerInstance/containerGroups/";
    private const string Authorization = "/providers/Microsoft.Authorization/";

    public string? GroupName => GroupId is null ? null : ResourceIds.LastSegment(GroupId);

    /// <summary>Takes a resource id apart.</summary>
    public static ActivityTarget Of(string resourceId)
    {
        int at = resourceId.IndexOf(Groups, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return default;
        int end = resourceId.IndexOf('/', at + Groups.Length);
        string group = end < 0 ? resourceId : resourceId[..end];
        return group.Length == at + Groups.Length ? default : new(group, end < 0 ? null : ResourceIds.SegmentAfter(resourceId[end..], "containers"));
    }

    /// <summary>The scope that a role assignment or lock lies at; the id itself where it is neither.</summary>
    public static string ScopeOf(string resourceId)
    {
        int at = resourceId.LastIndexOf(Authorization, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? resourceId : resourceId[..at];
    }
}
