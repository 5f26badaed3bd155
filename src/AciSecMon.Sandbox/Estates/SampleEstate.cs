using AciSecMon.Sandbox.Services;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Estates;

/// <summary>Northlight Books, an invented seller of books: a shop, its data, and a laboratory that grew without much care. Nothing in it is real, no secret either.</summary>
internal static class SampleEstate
{
    private static readonly string[] Files =
    [
        "subscriptions.json", "network.json", "services.json", "access.json", "directory.json", "defender.json", "defender-alerts.json", "defender-assessments.json", "defender-images.json", "registries.json",
        "groups-shop.json", "groups-data.json", "groups-lab.json", "groups-leftovers.json", "groups-trials.json", "groups-burst.json", "kiosks.json", "finance.json",
        "diagnostics.json", "alerts.json", "policy-definitions.json", "policy.json",
    ];

    /// <summary>Subscription ids by the names that the files use.</summary>
    public static IReadOnlyDictionary<string, string> Subscriptions { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["shop"] = "11111111-aaaa-4aaa-8aaa-000000000001",
        ["data"] = "22222222-bbbb-4bbb-8bbb-000000000002",
        ["lab"] = "33333333-cccc-4ccc-8ccc-000000000003",
    };

    /// <summary>Puts the estate into a store, and what happened in it into the activity log.</summary>
    public static void Fill(ResourceStore store, ActivityLog activity)
    {
        foreach (string file in Files) EstateReader.Read(file, Subscriptions, store);
        PolicyStateReader.Read("policy-states.json", Subscriptions, store);
        activity.Read("activity.json", Subscriptions);
    }
}
