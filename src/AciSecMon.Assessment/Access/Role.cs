using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Access;

/// <summary>A role.</summary>
internal sealed class Role
{
    private const string InstancesWildcard = "Microsoft.ContainerInstance/*";

    /// <summary>Its id, which is the last part of its resource id and the same at every scope.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public bool IsCustom { get; init; }

    /// <summary>What it gives; null where its definition could not be read.</summary>
    public IReadOnlyList<RolePermission>? Permissions { get; init; }

    /// <summary>Rights on container groups; none where its definition could not be read.</summary>
    public RightSet Rights { get; private init; }

    /// <summary>True where a custom role takes everything of Container Instances, also what is added to it later.</summary>
    public bool HasInstancesWildcard => IsCustom && Permissions?.Any(static one => one.Actions.Any(static action => string.Equals(action, InstancesWildcard, StringComparison.OrdinalIgnoreCase) || action == "*")) == true;

    /// <summary>A role as its definition says.</summary>
    public static Role? Of(ObjectValue definition)
    {
        if (definition["id"].AsText() is not { Length: > 0 } id) return null;
        Value properties = definition["properties"];
        RolePermission[]? permissions = properties["permissions"] is ArrayValue { Rest: null } list ? [.. list.Items.Select(RolePermission.Of)] : null;
        string last = Estate.ResourceIds.LastSegment(id);
        return new Role
        {
            Id = last,
            Name = properties["roleName"].AsText() ?? RoleNames.Of(last),
            IsCustom = properties["type"].Is("CustomRole"),
            Permissions = permissions,
            Rights = AccessRights.Of(permissions ?? []),
        };
    }

    /// <summary>A role of which only the id is known.</summary>
    public static Role Unread(string id) => new() { Id = id, Name = RoleNames.Of(id) };
}
