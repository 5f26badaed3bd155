namespace AciSecMon;

/// <summary>An alert of Microsoft Defender for Cloud that concerns container groups, and how.</summary>
public sealed class AciSecurityAlert
{
    /// <summary>Name of the alert, which is its id within the subscription.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What it is called for people.</summary>
    public string DisplayName { get; init; } = string.Empty;

    /// <summary>Type, such as <c>ARM_AnomalousServiceOperation.Execution</c>.</summary>
    public string AlertType { get; init; } = string.Empty;

    /// <summary>How much it matters by Defender's own judgement.</summary>
    public AciSeverity Severity { get; init; }

    /// <summary>What has become of it.</summary>
    public AciSecurityAlertStatus Status { get; init; }

    /// <summary>How it concerns container groups: the narrowest way that was found.</summary>
    public AciThreatRelation Relation { get; init; }

    /// <summary>What of the alert led to the container groups, such as <c>entity azure-resource</c> and the id in it.</summary>
    public string MatchedBy { get; init; } = string.Empty;

    /// <summary>The container group; null where it concerns several.</summary>
    public string? ContainerGroupName { get; init; }

    /// <summary>Number of container groups that it concerns.</summary>
    public int ContainerGroupCount { get; init; }

    /// <summary>Resource ids of the container groups that it concerns.</summary>
    public string[] RelatedResourceId { get; init; } = [];

    /// <summary>What the attacker wants by Defender's judgement: steps of the kill chain.</summary>
    public string[] Intent { get; init; } = [];

    /// <summary>Techniques of MITRE ATT&amp;CK.</summary>
    public string[] Technique { get; init; } = [];

    /// <summary>Techniques of MITRE ATT&amp;CK, more exactly.</summary>
    public string[] SubTechnique { get; init; } = [];

    /// <summary>Who and what is involved. Entities of a type that is not known here are kept, with their type.</summary>
    public AciAlertEntity[] Entity { get; init; } = [];

    /// <summary>What Defender saw, without secrets.</summary>
    public AciEvidence[] Evidence { get; init; } = [];

    /// <summary>What it means.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>What Defender advises to do.</summary>
    public string[] RemediationStep { get; init; } = [];

    /// <summary>The resource that was attacked, as Defender names it; null where it names none.</summary>
    public string? CompromisedEntity { get; init; }

    /// <summary>Suppression rules that are on and would dismiss such an alert by themselves.</summary>
    public string[] SuppressedBy { get; init; } = [];

    /// <summary>True where it stands for several alerts that belong together.</summary>
    public bool IsIncident { get; init; }

    /// <summary>Product that raised it.</summary>
    public string? Product { get; init; }

    /// <summary>When what it tells of began; null where it does not tell.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended; null where it does not tell.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>When the alert was raised; null where it does not tell.</summary>
    public DateTimeOffset? RaisedAt { get; init; }

    /// <summary>Where it is shown in the portal; null where it does not tell.</summary>
    public string? PortalLink { get; init; }

    /// <summary>Subscription that the alert lies in.</summary>
    public string SubscriptionId { get; init; } = string.Empty;

    /// <summary>Resource group that the alert lies in; null for one on a subscription.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Resource id of the alert.</summary>
    public string ResourceId { get; init; } = string.Empty;

    /// <summary>Gives severity, name and status.</summary>
    public override string ToString() => $"{Severity} {DisplayName}: {Status}";
}

/// <summary>Somebody or something that an alert names.</summary>
public sealed class AciAlertEntity
{
    /// <summary>Type as Defender writes it, such as <c>account</c>, <c>ip</c> or <c>azure-resource</c>.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>What names it best: an account's name, an address, a resource id.</summary>
    public string Value { get; init; } = string.Empty;

    /// <summary>Object id of an account, where it is told; null otherwise.</summary>
    public string? ObjectId { get; init; }

    /// <summary>False for a type that this module does not know; it is shown as far as it names itself.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Gives type and value.</summary>
    public override string ToString() => Value.Length == 0 ? Type : $"{Type} {Value}";
}

/// <summary>What has become of an alert.</summary>
public enum AciSecurityAlertStatus
{
    /// <summary>Nobody has taken it up.</summary>
    Active,

    /// <summary>Somebody is at work on it.</summary>
    InProgress,

    /// <summary>It was real and is dealt with.</summary>
    Resolved,

    /// <summary>It was no threat, or a suppression rule says so.</summary>
    Dismissed,

    /// <summary>The service gives a status that is not known here.</summary>
    Unknown,
}

/// <summary>How something of Defender concerns a container group, from near to far.</summary>
public enum AciThreatRelation
{
    /// <summary>It names the container group.</summary>
    ContainerGroup,

    /// <summary>It names an identity of the container group.</summary>
    Identity,

    /// <summary>It names the registry that the group pulls from.</summary>
    Registry,

    /// <summary>It names a vault that the group takes secrets or keys from.</summary>
    Vault,

    /// <summary>It names a storage account that the group mounts.</summary>
    StorageAccount,

    /// <summary>It is about operations in the group's resource group.</summary>
    ResourceGroup,

    /// <summary>It is about operations in the group's subscription.</summary>
    Subscription,
}
