namespace AciSecMon;

/// <summary>What a policy says of a resource, and why.</summary>
public sealed class AciPolicyCompliance
{
    /// <summary>The verdict.</summary>
    public AciPolicyState State { get; init; }

    /// <summary>Effect of the policy, such as <c>deny</c>; empty where it is not known.</summary>
    public string Effect { get; init; } = string.Empty;

    /// <summary>Title of the policy.</summary>
    public string PolicyDisplayName { get; init; } = string.Empty;

    /// <summary>Name of the policy: a GUID for those of Microsoft, or that of its file.</summary>
    public string PolicyName { get; init; } = string.Empty;

    /// <summary>Resource id of the policy definition; null for one that is not in Azure.</summary>
    public string? PolicyDefinitionId { get; init; }

    /// <summary>Title of the initiative that it was judged in; null for none.</summary>
    public string? InitiativeDisplayName { get; init; }

    /// <summary>What the policy is called in the initiative; null for none.</summary>
    public string? ReferenceId { get; init; }

    /// <summary>Groups of the initiative that the policy is in, such as the controls of a standard; empty for none.</summary>
    public string[] PolicyGroup { get; init; } = [];

    /// <summary>Resource id, or name, of the assignment that brings it to the resource; null for none.</summary>
    public string? AssignmentId { get; init; }

    /// <summary>Title of the assignment; null for none.</summary>
    public string? AssignmentDisplayName { get; init; }

    /// <summary>False where the assignment is judged but has no effect (DoNotEnforce).</summary>
    public bool IsEnforced { get; init; } = true;

    /// <summary>Resource id, or name, of the exemption that takes the resource out, or did until it ran out; null for none.</summary>
    public string? ExemptionId { get; init; }

    /// <summary>What Azure Policy recorded when it last evaluated the resource, as Azure writes it, such as <c>NonCompliant</c>; null where that was not asked for, or nothing was.</summary>
    public string? RecordedState { get; init; }

    /// <summary>When it was recorded; null where nothing was.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>True where what was recorded says otherwise than the verdict.</summary>
    public bool IsRecordOutdated { get; init; }

    /// <summary>Type of the resource.</summary>
    public string ResourceType { get; init; } = string.Empty;

    /// <summary>Name of the resource; its expression where it is not known.</summary>
    public string ResourceName { get; init; } = string.Empty;

    /// <summary>Resource id; null where the source does not know it.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The container group; null where the resource is none.</summary>
    public string? ContainerGroupName { get; init; }

    /// <summary>Resource group; null where the source does not know it.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Subscription; null where the source does not know it.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>What append or modify would change.</summary>
    public AciPolicyChange[] Change { get; init; } = [];

    /// <summary>The conditions in the order in which they were judged; empty where that was not asked for.</summary>
    public AciPolicyTrace[] Trace { get; init; } = [];

    /// <summary>Where the resource stands in the source; null where the source is not a file.</summary>
    public AciSourceLocation? SourceLocation { get; init; }

    /// <summary>Gives resource, policy and verdict.</summary>
    public override string ToString() => $"{ResourceName}: {PolicyDisplayName}: {State}";
}

/// <summary>What a policy says of a resource.</summary>
public enum AciPolicyState
{
    /// <summary>The policy is about the resource, and nothing is wrong.</summary>
    Compliant,

    /// <summary>The resource is as the policy does not want it.</summary>
    NonCompliant,

    /// <summary>It depends on something that is not known.</summary>
    Unknown,

    /// <summary>The policy is not about the resource, is disabled, or is of a kind that cannot be judged here; the message says which.</summary>
    NotApplicable,

    /// <summary>An exemption takes the resource out.</summary>
    Exempt,

    /// <summary>The assignment leaves the resource out.</summary>
    Excluded,

    /// <summary>The policy, or the values for its parameters, cannot be used.</summary>
    Error,
}

/// <summary>A change that append or modify would make.</summary>
public sealed class AciPolicyChange
{
    /// <summary>add, addOrReplace or remove.</summary>
    public string Operation { get; init; } = string.Empty;

    /// <summary>The field.</summary>
    public string Field { get; init; } = string.Empty;

    /// <summary>The value as it may be shown; null for what is removed.</summary>
    public string? Value { get; init; }

    /// <summary>Gives operation, field and value.</summary>
    public override string ToString() => Value is null ? $"{Operation} {Field}" : $"{Operation} {Field} = {Value}";
}

/// <summary>What one condition of a policy was judged on.</summary>
public sealed class AciPolicyTrace
{
    /// <summary>Where it stands in the rule, such as <c>policyRule.if.allOf[1]</c>.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The field or the expression; allOf, anyOf or not for what holds others.</summary>
    public string Field { get; init; } = string.Empty;

    /// <summary>The operator; null for allOf, anyOf and not.</summary>
    public string? Operator { get; init; }

    /// <summary>What it was compared with, as it may be shown.</summary>
    public string? Expected { get; init; }

    /// <summary>What was there, as it may be shown: never a secret.</summary>
    public string? Actual { get; init; }

    /// <summary>True, False or Unknown.</summary>
    public string Result { get; init; } = string.Empty;

    /// <summary>Why that is not known; null where it is.</summary>
    public string? Cause { get; init; }

    /// <summary>Gives the condition and its result.</summary>
    public override string ToString() => Operator is null ? $"{Path}: {Field}: {Result}" : $"{Path}: {Field} {Operator} {Expected} ({Actual}): {Result}";
}
