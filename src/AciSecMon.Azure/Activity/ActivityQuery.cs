using System.Globalization;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Activity;

/// <summary>
/// One query of the activity log. Its filter takes a time and one thing beside it: a provider or a resource group, and neither callers nor operations (azure-facts, F), so that what
/// is wanted is cut into queries and sorted out here.
/// </summary>
/// <param name="SubscriptionId">Subscription.</param>
/// <param name="Column">What it is narrowed by: <c>resourceProvider</c> or <c>resourceGroupName</c>.</param>
/// <param name="Value">The provider or resource group.</param>
/// <param name="From">Begin.</param>
/// <param name="To">End.</param>
/// <param name="Slice">Number of the part of the time, from the newest.</param>
internal sealed record ActivityQuery(string SubscriptionId, string Column, string Value, DateTimeOffset From, DateTimeOffset To, int Slice)
{
    /// <summary>The action that it needs.</summary>
    public const string ReadAction = "Microsoft.Insights/eventtypes/values/read";

    private const string Provider = "resourceProvider";
    private const string ResourceGroup = "resourceGroupName";

    // Where single resource groups are meant, what happens in them is asked for by their names; the rest lies elsewhere.
    private static readonly string[] Elsewhere = ["Microsoft.Authorization", "Microsoft.ManagedIdentity", "Microsoft.Network"];

    // All queries together stay within what the service takes in its thirty seconds, with room for further pages.
    private const int MostQueries = 40;
    private const int MostGroups = 3;
    private static readonly TimeSpan ShortestSlice = TimeSpan.FromDays(2);

    /// <summary>The request.</summary>
    public ArmRequest ToRequest() =>
        ArmRequest.Get($"/subscriptions/{SubscriptionId}/providers/Microsoft.Insights/eventtypes/management/values", ApiVersions.ActivityLog) with
        {
            Query = [("$filter", $"eventTimestamp ge '{Time(From)}' and eventTimestamp le '{Time(To)}' and {Column} eq '{Value.Replace("'", "''", StringComparison.Ordinal)}'")],
        };

    /// <summary>The queries for a time, the newest part first.</summary>
    /// <param name="subscriptionIds">Subscriptions.</param>
    /// <param name="resourceGroups">Resource groups by subscription, where only these are meant; null for all.</param>
    /// <param name="from">Begin.</param>
    /// <param name="to">End.</param>
    /// <param name="providers">Providers of the operations.</param>
    public static IReadOnlyList<ActivityQuery> Plan(
        IReadOnlyCollection<string> subscriptionIds, ILookup<string, string>? resourceGroups, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<string> providers)
    {
        (string Subscription, string Column, string Value)[] places = [.. subscriptionIds.SelectMany(id => PlacesOf(id, resourceGroups, providers))];
        if (places.Length == 0) return [];
        int slices = (int)Math.Clamp((to - from) / ShortestSlice, 1, Math.Max(1, MostQueries / places.Length));
        TimeSpan length = (to - from) / slices;
        return
        [
            .. Enumerable.Range(0, slices).SelectMany(slice => places.Select(place => new ActivityQuery(
                place.Subscription, place.Column, place.Value, slice == slices - 1 ? from : to - (length * (slice + 1)), to - (length * slice), slice))),
        ];
    }

    private static IEnumerable<(string, string, string)> PlacesOf(string subscription, ILookup<string, string>? resourceGroups, IReadOnlyList<string> providers)
    {
        string[] named = [.. resourceGroups?[subscription].Distinct(StringComparer.OrdinalIgnoreCase) ?? []];
        if (resourceGroups is null || named.Length is 0 or > MostGroups) return providers.Select(provider => (subscription, Provider, provider));
        return named.Select(group => (subscription, ResourceGroup, group)).Concat(Elsewhere.Intersect(providers, StringComparer.OrdinalIgnoreCase).Select(provider => (subscription, Provider, provider)));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
