using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Network;

namespace AciSecMon.Assessment.Rules.Risk;

/// <summary>What a group alone says of its risk: kept until its neighbours are known.</summary>
internal sealed class RiskDraft
{
    public required string Name { get; init; }

    /// <summary>Resource group id; empty where it is not known.</summary>
    public required string Scope { get; init; }

    public string? ResourceId { get; init; }

    public AciSourceLocation? Location { get; init; }

    public required ExposureKind Exposure { get; init; }

    public bool? HasIdentity { get; init; }

    public int ClearSecrets { get; init; }

    public bool IsSecretsOpen { get; init; }

    public required string Trust { get; init; }

    public bool IsUnpinned { get; init; }

    /// <summary>Registries that decide on the trust, once it is known whether the estate has them.</summary>
    public IReadOnlyList<string> AwaitedRegistries { get; init; } = [];

    /// <summary>True where the trust is open for another reason too.</summary>
    public bool IsTrustOpenOtherwise { get; init; }

    public bool? IsWatched { get; init; }

    public required IReadOnlyList<(int Points, string Text)> Broken { get; init; }
}

/// <summary>What the neighbours of a group add to its risk.</summary>
/// <param name="Results">What the rules said of them.</param>
/// <param name="OwnsRegistry">Whether the estate has a registry of a host.</param>
internal sealed record RiskSurroundings(IReadOnlyList<(RuleMetadata Rule, RuleResult Result)> Results, Func<string, bool> OwnsRegistry)
{
    /// <summary>Nothing is known of neighbours.</summary>
    public static RiskSurroundings None { get; } = new([], static _ => false);
}
