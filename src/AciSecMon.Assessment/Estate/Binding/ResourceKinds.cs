namespace AciSecMon.Assessment.Estate;

/// <summary>The resource types that hold containers.</summary>
internal static class ResourceKinds
{
    public const string Provider = "Microsoft.ContainerInstance";

    public const string ContainerGroups = "Microsoft.ContainerInstance/containerGroups";

    public const string ContainerGroupProfiles = "Microsoft.ContainerInstance/containerGroupProfiles";

    public const string NGroups = "Microsoft.ContainerInstance/ngroups";

    /// <summary>The kind of that resource type; null for every other type.</summary>
    public static AciSubjectType? OfType(string? type)
    {
        if (type is null) return null;
        if (string.Equals(type, ContainerGroups, StringComparison.OrdinalIgnoreCase)) return AciSubjectType.ContainerGroup;
        if (string.Equals(type, ContainerGroupProfiles, StringComparison.OrdinalIgnoreCase)) return AciSubjectType.ContainerGroupProfile;
        return string.Equals(type, NGroups, StringComparison.OrdinalIgnoreCase) ? AciSubjectType.NGroup : null;
    }

    /// <summary>The resource type of that kind.</summary>
    public static string TypeOf(AciSubjectType kind) => kind switch
    {
        AciSubjectType.ContainerGroupProfile => ContainerGroupProfiles,
        AciSubjectType.NGroup => NGroups,
        _ => ContainerGroups,
    };

    /// <summary>The kind of the resource that an id names; null for ids of other resources, and of parts of these.</summary>
    public static AciSubjectType? OfId(string? id)
    {
        const string Providers = "/providers/";
        if (id is null) return null;
        int at = id.LastIndexOf(Providers, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        string path = id[(at + Providers.Length)..].TrimEnd('/');
        int slash = path.LastIndexOf('/');
        return slash < 0 ? null : OfType(path[..slash]);
    }
}
