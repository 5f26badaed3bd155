namespace AciSecMon;

/// <summary>A policy definition about container groups, or the initiative that groups those of this module.</summary>
public sealed class AciPolicyDefinition
{
    /// <summary>Name: a GUID for those of Microsoft.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Title.</summary>
    public string DisplayName { get; init; } = string.Empty;

    /// <summary>What it asks for.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Module or BuiltIn.</summary>
    public AciPolicyOrigin Origin { get; init; }

    /// <summary>True for an initiative, which holds definitions.</summary>
    public bool IsInitiative { get; init; }

    /// <summary>Names of the definitions that an initiative holds; empty for a definition.</summary>
    public string[] Member { get; init; } = [];

    /// <summary>Indexed or All; empty for an initiative.</summary>
    public string Mode { get; init; } = string.Empty;

    /// <summary>Effects that it can have; the first is the default.</summary>
    public string[] Effect { get; init; } = [];

    /// <summary>Parameters beside the effect, with their defaults.</summary>
    public string[] Parameter { get; init; } = [];

    /// <summary>The rule of this module that says the same; null for none, and for an initiative.</summary>
    public string? RuleId { get; init; }

    /// <summary>What has to be known before it is assigned.</summary>
    public string[] Trap { get; init; } = [];

    /// <summary>Whether Azure would take it, by the aliases that it needs; null for those of Microsoft, which it has.</summary>
    public AciPolicyDeployable? Deployable { get; init; }

    /// <summary>Resource id; null for one of this module, which has none until it is made.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The definition as JSON, an initiative as a template for a subscription; null for those of Microsoft, whose text comes from Azure.</summary>
    public string? Json { get; init; }

    /// <summary>Gives the title.</summary>
    public override string ToString() => DisplayName;
}

/// <summary>Who made a policy definition.</summary>
public enum AciPolicyOrigin
{
    /// <summary>This module.</summary>
    Module,

    /// <summary>Microsoft.</summary>
    BuiltIn,
}

/// <summary>Whether a definition can be made in Azure.</summary>
public enum AciPolicyDeployable
{
    /// <summary>A published list has every alias that it needs.</summary>
    Confirmed,

    /// <summary>An alias that it needs is in no list that was seen.</summary>
    Unconfirmed,
}
