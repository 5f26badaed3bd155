using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>
/// What is kept of a group until its neighbours are known: names and links, and no part of its definition, so that a large fleet stays small in memory.
/// </summary>
internal sealed class GroupNode
{
    public required AciSubjectType Kind { get; init; }

    public string? ResourceId { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Resource group id; empty where it is not known.</summary>
    public required string Scope { get; init; }

    /// <summary>The region; null where it is not known.</summary>
    public string? Region { get; init; }

    /// <summary>What the region is made from, where it is not known; a neighbour may have its region from the same place.</summary>
    public UnresolvedValue? OpenRegion { get; init; }

    public required AciSourceKind Shape { get; init; }

    public SourceLocation Location { get; init; }

    /// <summary>Object id of the identity of its own; null where it has none or it is not known.</summary>
    public string? PrincipalId { get; init; }

    /// <summary>True where it has an identity of its own.</summary>
    public bool HasSystemIdentity { get; init; }

    /// <summary>Its neighbours; where its logs go comes in later, with its diagnostic settings.</summary>
    public required IReadOnlyList<GroupLink> Links { get; set; }

    /// <summary>The images of its containers, each once.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>True where it runs on Windows.</summary>
    public bool IsWindows { get; init; }

    /// <summary>True where its diagnostic settings are known.</summary>
    public bool AreSettingsKnown { get; set; }

    /// <summary>Whether a secret stands in it where every Reader can read it; null where that was not looked for.</summary>
    public bool? HasClearSecrets { get; set; }

    /// <summary>The subscription; null where it is not known.</summary>
    public string? SubscriptionId => ResourceIds.SegmentAfter(ResourceId ?? Scope, "subscriptions");
}

/// <summary>A link from a group to a neighbour.</summary>
/// <param name="Reference">The neighbour; one instance for all groups that lead to it.</param>
/// <param name="Detail">What the group says beside the reference: the object id of an identity, the revision of a profile; null where nothing.</param>
internal readonly record struct GroupLink(NeighbourReference Reference, string? Detail = null);
