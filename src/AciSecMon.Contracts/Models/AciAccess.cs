namespace AciSecMon;

/// <summary>
/// What one principal may do with container groups of a subscription: the rights that its role assignments give it there and above, by itself and by the groups that it is in, without
/// what deny assignments take. Groups on which a principal has other rights are rows of their own.
/// </summary>
public sealed class AciAccess
{
    /// <summary>Object id of the principal.</summary>
    public string PrincipalId { get; init; } = string.Empty;

    /// <summary>What it is called; its object id where that is not known.</summary>
    public string PrincipalName { get; init; } = string.Empty;

    /// <summary>User name; null for others than users and where it is not known.</summary>
    public string? UserName { get; init; }

    /// <summary>What kind of principal it is.</summary>
    public AciPrincipalKind PrincipalKind { get; init; }

    /// <summary>False where the principal does not exist any more; null where that is not known.</summary>
    public bool? Exists { get; init; }

    /// <summary>Rights that it has now.</summary>
    public AciAccessRight[] Right { get; init; } = [];

    /// <summary>Those of <see cref="Right"/> that take over, blind or end a workload, most dangerous first.</summary>
    public AciAccessRight[] Dangerous { get; init; } = [];

    /// <summary>Rights that it can make its own for a time, beside those that it has.</summary>
    public AciAccessRight[] EligibleRight { get; init; } = [];

    /// <summary>Rights that a deny assignment takes.</summary>
    public AciAccessRight[] DeniedRight { get; init; } = [];

    /// <summary>The role assignments behind it.</summary>
    public AciAccessGrant[] Grant { get; init; } = [];

    /// <summary>How it could get more than it has: through the identities of container groups.</summary>
    public AciEscalation[] Escalation { get; init; } = [];

    /// <summary>For an identity of container groups, every role that code in them gets; empty for other principals.</summary>
    public string[] BlastRadius { get; init; } = [];

    /// <summary>Container groups whose identity it is; empty for other principals.</summary>
    public string[] IdentityOf { get; init; } = [];

    /// <summary>Rights that it used, as far as the activity log tells, which has no reading; null where the log was not asked or not readable.</summary>
    public AciAccessRight[]? UsedRight { get; init; }

    /// <summary>Rights beside reading that it has and did not use; null where the log was not asked or not readable.</summary>
    public AciAccessRight[]? UnusedRight { get; init; }

    /// <summary>When it last did something to these groups, UTC; null where it did not, or the log was not asked.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The least custom role for what it did, as JSON; null where the log was not asked or not readable.</summary>
    public string? LeastRole { get; init; }

    /// <summary>What is worth knowing, such as a condition that was not evaluated or a membership that could not be read.</summary>
    public string[] Note { get; init; } = [];

    /// <summary>How many container groups the row is about.</summary>
    public int ContainerGroupCount { get; init; }

    /// <summary>Names of the container groups.</summary>
    public string[] ContainerGroup { get; init; } = [];

    /// <summary>Resource ids of the container groups.</summary>
    public string[] RelatedResourceId { get; init; } = [];

    /// <summary>Subscription of the container groups.</summary>
    public string SubscriptionId { get; init; } = string.Empty;

    /// <summary>Gives principal and dangerous rights.</summary>
    public override string ToString() => $"{PrincipalName}: {(Dangerous.Length == 0 ? string.Join(", ", Right) : string.Join(", ", Dangerous))}";
}

/// <summary>A role assignment that gives rights on container groups.</summary>
public sealed class AciAccessGrant
{
    /// <summary>Name of the role; its id where the name could not be read.</summary>
    public string Role { get; init; } = string.Empty;

    /// <summary>Scope that it is assigned at.</summary>
    public string Scope { get; init; } = string.Empty;

    /// <summary>The group that it was given to; null where it was given to the principal itself.</summary>
    public string? Via { get; init; }

    /// <summary>True where it has to be activated first.</summary>
    public bool Eligible { get; init; }

    /// <summary>Condition on it, which is shown and not evaluated; null for none.</summary>
    public string? Condition { get; init; }

    /// <summary>Rights on container groups that the role gives; empty where its definition could not be read.</summary>
    public AciAccessRight[] Right { get; init; } = [];

    /// <summary>Resource id of the assignment.</summary>
    public string AssignmentId { get; init; } = string.Empty;

    /// <summary>Gives role, scope and how it came.</summary>
    public override string ToString() =>
        $"{Role} on {(Scope.Length == 0 ? "the tenant" : Scope)}{(Via is null ? string.Empty : $" by {Via}")}{(Eligible ? " (eligible)" : string.Empty)}{(Condition is null ? string.Empty : " (with a condition)")}";
}

/// <summary>A way from rights on a container group to the rights of its identity.</summary>
public sealed class AciEscalation
{
    /// <summary>The container group.</summary>
    public string ContainerGroupName { get; init; } = string.Empty;

    /// <summary>The identity.</summary>
    public string Identity { get; init; } = string.Empty;

    /// <summary>What it takes.</summary>
    public AciAccessRight[] Through { get; init; } = [];

    /// <summary>What is gained, as role and scope.</summary>
    public string[] Gains { get; init; } = [];

    /// <summary>Gives way and gain.</summary>
    public override string ToString() => $"{string.Join(" and ", Through)} on {ContainerGroupName} gives {Identity}: {string.Join(", ", Gains)}";
}

/// <summary>Rights on container groups. Higher members are more dangerous.</summary>
public enum AciAccessRight
{
    /// <summary>Read the definition, with everything that stands in it in clear.</summary>
    Read,

    /// <summary>Read what containers write, with every secret in it.</summary>
    ReadLogs,

    /// <summary>Start, stop and restart.</summary>
    Operate,

    /// <summary>Write a diagnostic setting: send logs elsewhere, or nowhere.</summary>
    WriteDiagnostics,

    /// <summary>Remove a diagnostic setting.</summary>
    RemoveDiagnostics,

    /// <summary>Delete.</summary>
    Delete,

    /// <summary>Attach to a container.</summary>
    Attach,

    /// <summary>Run commands in a container.</summary>
    Exec,

    /// <summary>Give an identity to a resource. Alone it does nothing; with <see cref="Write"/> it is as good as the identity.</summary>
    AssignIdentity,

    /// <summary>Make and change: run any code with the secrets and identities of the group.</summary>
    Write,

    /// <summary>Give roles, and so everything.</summary>
    AssignRoles,
}

/// <summary>Kinds of principals.</summary>
public enum AciPrincipalKind
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>A user of the tenant.</summary>
    User,

    /// <summary>A user of another tenant.</summary>
    Guest,

    /// <summary>A group.</summary>
    Group,

    /// <summary>An application.</summary>
    Application,

    /// <summary>A managed identity.</summary>
    ManagedIdentity,
}
