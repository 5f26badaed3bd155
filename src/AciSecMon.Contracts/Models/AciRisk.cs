namespace AciSecMon;

/// <summary>One row per container group: how exposed it is, what it could do, and who would notice.</summary>
public sealed class AciRisk
{
    /// <summary>The container group.</summary>
    public string ContainerGroupName { get; init; } = string.Empty;

    /// <summary>Resource group; null where the source does not know it.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Subscription; null where the source does not know it.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource id; null where the source does not know it.</summary>
    public string? ResourceId { get; init; }

    /// <summary>None, Private, Public or Unknown.</summary>
    public string Exposure { get; init; } = string.Empty;

    /// <summary>
    /// What the group could become, as far as the source tells: None, Limited, Wide (a role on a subscription or more), Privileged (a role that can take over what it
    /// reaches), Assigned (an identity whose roles are not known) or Unknown.
    /// </summary>
    public string IdentityPower { get; init; } = string.Empty;

    /// <summary>Number of places where a secret can be read by every Reader; null where it could not be decided.</summary>
    public int? ClearSecrets { get; init; }

    /// <summary>Trusted, Unpinned, Untrusted or Unknown.</summary>
    public string ImageTrust { get; init; } = string.Empty;

    /// <summary>Yes, No or Unknown: whether logs leave the group, as far as the source tells.</summary>
    public string Watching { get; init; } = string.Empty;

    /// <summary>
    /// 0 (nothing known to be wrong) to 100. Each reason takes a share of what the others leave, by its severity; what somebody did, as alerts and the activity log tell, weighs three
    /// times what somebody could do.
    /// </summary>
    public int Score { get; init; }

    /// <summary>What the score is made of, most weighty first.</summary>
    public string[] Reason { get; init; } = [];

    /// <summary>Where it stands in the source; null where the source is not a file.</summary>
    public AciSourceLocation? SourceLocation { get; init; }

    /// <summary>Gives name and score.</summary>
    public override string ToString() => $"{ContainerGroupName} ({Score})";
}
