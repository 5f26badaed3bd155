using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>A neighbour that rules judge, with the groups that lead to it.</summary>
internal sealed class NeighbourSubject
{
    public required AciSubjectType Kind { get; init; }

    /// <summary>Name, the same in every shape, such as <c>network/subnet</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Resource id where it is known.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Resource group id, or that of the subscription for one; empty where it is not known.</summary>
    public required string Scope { get; init; }

    /// <summary>The resource; null where it was not read, and for subjects that are no resource by themselves.</summary>
    public ObjectValue? Resource { get; init; }

    /// <summary>How groups refer to it; null for subjects that are not referred to.</summary>
    public NeighbourReference? Reference { get; init; }

    /// <summary>The groups that lead to it.</summary>
    public required IReadOnlyList<GroupNode> Groups { get; init; }

    /// <summary>Object id of an identity; null for other subjects and where it is not known.</summary>
    public string? PrincipalId { get; init; }

    /// <summary>What is known of an image; null for other subjects.</summary>
    public ImageFacts? Image { get; init; }

    /// <summary>The resource's <c>properties</c>.</summary>
    public Value Properties => Resource?["properties"] ?? MissingValue.Instance;

    /// <summary>What it is called in keys.</summary>
    public string SubjectKey => $"{Kind}:{Name}";

    /// <summary>The same, with these groups.</summary>
    public NeighbourSubject With(IReadOnlyList<GroupNode> groups) => new()
    {
        Kind = Kind, Name = Name, ResourceId = ResourceId, Scope = Scope, Resource = Resource, Reference = Reference, Groups = groups, PrincipalId = PrincipalId, Image = Image,
    };

    public string? SubscriptionId => ResourceIds.SegmentAfter(ResourceId ?? Scope, "subscriptions");
}
