using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Access;

/// <summary>A role that a principal has at a scope and everything below it.</summary>
/// <param name="Id">Resource id of the assignment.</param>
/// <param name="Scope">Scope; empty for the tenant.</param>
/// <param name="RoleId">Last part of the role's resource id.</param>
/// <param name="PrincipalId">Object id of the principal.</param>
/// <param name="PrincipalType">Type as Resource Manager has it: User, Group, ServicePrincipal, ForeignGroup, Device; empty where it has none.</param>
/// <param name="Condition">Condition on it; null for none.</param>
/// <param name="IsEligible">True where it has to be activated first.</param>
internal sealed record RoleAssignment(string Id, string Scope, string RoleId, string PrincipalId, string PrincipalType, string? Condition, bool IsEligible)
{
    private const string Provider = "/providers/Microsoft.Authorization/";

    /// <summary>Display name of the principal, which instances of eligible roles tell; null where it is not known.</summary>
    public string? PrincipalName { get; init; }

    /// <summary>An assignment, or an instance of an eligible one, as the service writes it; null for what is neither.</summary>
    public static RoleAssignment? Of(ObjectValue row, bool isEligible = false)
    {
        Value properties = row["properties"];
        if (row["id"].AsText() is not { Length: > 0 } id || properties["principalId"].AsText() is not { Length: > 0 } principal || properties["roleDefinitionId"].AsText() is not { Length: > 0 } role) return null;
        return new RoleAssignment(
            id, ScopeOf(properties["scope"].AsText(), id), ResourceIds.LastSegment(role), principal, properties["principalType"].AsText() ?? string.Empty,
            properties["condition"].AsText() is { Length: > 0 } condition ? condition : null, isEligible)
        {
            PrincipalName = properties["expandedProperties"]["principal"]["displayName"].AsText(),
        };
    }

    /// <summary>The scope of something of Microsoft.Authorization, without a slash at its end; empty for the tenant.</summary>
    public static string ScopeOf(string? scope, string id)
    {
        if (scope is not null) return scope.TrimEnd('/');
        int at = id.LastIndexOf(Provider, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? string.Empty : id[..at];
    }
}

/// <summary>
/// What keeps principals from actions whatever roles they have. Sources: MicrosoftDocs/azure-docs, role-based-access-control/deny-assignments.md (properties; the object id of zeros stands
/// for all principals); learn.microsoft.com, javascript/api/@azure/arm-authorization/denyassignment and denyassignmentpermission (a condition on the whole or on one part limits what it
/// applies to). What holds under a condition only takes nothing here: a right that may be held is shown as held.
/// </summary>
/// <param name="Id">Resource id.</param>
/// <param name="Name">Name.</param>
/// <param name="Scope">Scope; empty for the tenant.</param>
/// <param name="Permissions">What is denied.</param>
/// <param name="Principals">Who is kept from it.</param>
/// <param name="Excluded">Who is not, though one of <paramref name="Principals"/>.</param>
/// <param name="IsOfScopeOnly">True where it does not hold below its scope.</param>
internal sealed record DenyAssignment(
    string Id, string Name, string Scope, IReadOnlyList<RolePermission> Permissions, IReadOnlySet<string> Principals, IReadOnlySet<string> Excluded, bool IsOfScopeOnly)
{
    private const string Everybody = "00000000-0000-0000-0000-000000000000";

    private RightSet? rights;

    /// <summary>Rights on container groups that it takes without a condition.</summary>
    public RightSet Rights => rights ??= IsConditional ? default : AccessRights.Of(Permissions.Where(static one => !one.IsConditional));

    /// <summary>True where a condition stands on the whole of it.</summary>
    public bool IsConditional { get; private init; }

    /// <summary>True where a condition stands on it or on a part of it.</summary>
    public bool HasCondition => IsConditional || Permissions.Any(static one => one.IsConditional);

    /// <summary>True where it holds for one who goes by any of these object ids: the own one and those of groups.</summary>
    public bool HoldsFor(IReadOnlyCollection<string> ids) => (Principals.Contains(Everybody) || ids.Any(Principals.Contains)) && !ids.Any(Excluded.Contains);

    /// <summary>A deny assignment as the service writes it; null for what is none.</summary>
    public static DenyAssignment? Of(ObjectValue row)
    {
        if (row["id"].AsText() is not { Length: > 0 } id) return null;
        Value properties = row["properties"];
        return new DenyAssignment(
            id, properties["denyAssignmentName"].AsText() ?? ResourceIds.LastSegment(id), RoleAssignment.ScopeOf(properties["scope"].AsText(), id), [.. properties["permissions"].Items.Select(RolePermission.Of)],
            Ids(properties["principals"]), Ids(properties["excludePrincipals"]), properties["doNotApplyToChildScopes"].AsBoolean() == true)
        {
            IsConditional = properties["condition"].AsText() is { Length: > 0 },
        };
    }

    private static HashSet<string> Ids(Value principals) => new(principals.Items.Select(static one => one["id"].AsText()).OfType<string>(), StringComparer.OrdinalIgnoreCase);
}
