using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Policies;

/// <summary>Where a policy is assigned: a resource group, a subscription or a management group.</summary>
/// <param name="Text">Resource id.</param>
internal sealed record PolicyScope(string Text)
{
    private const string ManagementGroups = "/providers/Microsoft.Management/managementGroups/";

    /// <summary>Subscription; null for a management group.</summary>
    public string? SubscriptionId { get; } = ResourceIds.SegmentAfter(Text, "subscriptions");

    /// <summary>Resource group; null for anything else.</summary>
    public string? ResourceGroupName { get; } = ResourceIds.SegmentAfter(Text, "resourceGroups");

    private bool IsResource => SubscriptionId is not null && ResourceIds.SegmentAfter(Text, "providers") is not null;

    /// <summary>Where definitions stand that are assigned here: they have no place in a resource group.</summary>
    public string DefinitionScope => SubscriptionId is { } id ? "/subscriptions/" + id : Text;

    /// <summary>How long the name of an assignment may be (azure-facts, D.3).</summary>
    public int LongestName => SubscriptionId is null ? 24 : 64;

    /// <summary>The scope as a person calls it.</summary>
    public string Described => (SubscriptionId, ResourceGroupName) switch
    {
        (null, _) => $"management group '{ResourceIds.LastSegment(Text)}'",
        ({ } id, null) => $"subscription '{id}'",
        (_, { } group) when IsResource => $"'{ResourceIds.LastSegment(Text)}' in resource group '{group}'",
        ({ } id, { } group) => $"resource group '{group}' of subscription '{id}'",
    };

    /// <summary>A subscription.</summary>
    public static PolicyScope OfSubscription(string id) => new("/subscriptions/" + id);

    /// <summary>A resource group.</summary>
    public static PolicyScope OfGroup(string subscriptionId, string name) => new($"/subscriptions/{subscriptionId}/resourceGroups/{name}");

    /// <summary>A management group.</summary>
    public static PolicyScope OfManagementGroup(string name) => new(ManagementGroups + name);

    /// <summary>The scopes of a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="session">Whose subscriptions are meant where none is named.</param>
    public static IReadOnlyList<PolicyScope> Of(PolicyPlace place, AzureSession session) =>
        place.ManagementGroupName is { } group ? [OfManagementGroup(group)]
        : [.. session.SubscriptionsFor(place.SubscriptionId).Select(id => place.ResourceGroupName is { } name ? OfGroup(id, name) : OfSubscription(id))];

    /// <summary>True where something lies in the scope by its id. What lies in a management group is not told by an id.</summary>
    public bool Holds(string id) => id.StartsWith(Text, StringComparison.OrdinalIgnoreCase) && (id.Length == Text.Length || id[Text.Length] == '/');
}
