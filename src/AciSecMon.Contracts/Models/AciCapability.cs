namespace AciSecMon;

/// <summary>Whether the caller may do what one capability of the module needs, on one subscription.</summary>
public sealed class AciCapability
{
    /// <summary>The capability, such as <c>Assess</c> or <c>EnableDiagnosticsToWorkspace</c>.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it is needed for: cmdlets and sources.</summary>
    public string Purpose { get; init; } = string.Empty;

    /// <summary>Subscription.</summary>
    public string SubscriptionId { get; init; } = string.Empty;

    /// <summary>True where every action is allowed at the scope of the subscription; null where that could not be found out.</summary>
    public bool? Allowed { get; init; }

    /// <summary>Actions that it needs.</summary>
    public string[] RequiredAction { get; init; } = [];

    /// <summary>Those that the caller has.</summary>
    public string[] HeldAction { get; init; } = [];

    /// <summary>Those that the caller lacks.</summary>
    public string[] MissingAction { get; init; } = [];

    /// <summary>What is worth knowing, such as rights that lie outside Resource Manager, or why it could not be found out.</summary>
    public string? Note { get; init; }

    /// <summary>JSON of the least custom role that grants the capability on the subscription.</summary>
    public string RoleDefinition { get; init; } = string.Empty;

    /// <summary>Gives capability and answer.</summary>
    public override string ToString() => $"{Name}: {(Allowed switch { true => "allowed", false => "missing " + string.Join(", ", MissingAction), null => "unknown" })}";
}
