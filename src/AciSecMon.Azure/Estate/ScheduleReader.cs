using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Estate;

/// <summary>
/// Reads roles that are activated for a time: which can be, and which are (azure-facts-2, G.2.2). A tenant without the licence has none, and says so by an error.
/// </summary>
internal static class ScheduleReader
{
    private const string NoLicence = "AadPremiumLicenseRequired";
    private const string ReadAction = "Microsoft.Authorization/roleAssignments/read";
    private static readonly string[] Types = ["Microsoft.Authorization/roleAssignmentScheduleInstances", "Microsoft.Authorization/roleEligibilityScheduleInstances"];

    /// <summary>The instances of subscriptions, at and above each.</summary>
    public static IAsyncEnumerable<LivePage> ReadAsync(AzureEstate estate, IReadOnlyCollection<string> subscriptionIds, IAciReporter reporter, CancellationToken cancellationToken) => BoundedWork.MapAsync(
        [.. subscriptionIds.SelectMany(static id => Types.Select(type => (Id: id, Type: type)))], (one, stop) => AskAsync(estate, one.Id, one.Type, reporter, stop), cancellationToken);

    private static async Task<LivePage> AskAsync(AzureEstate estate, string subscriptionId, string type, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string scope = "/subscriptions/" + subscriptionId;
        List<ObjectValue> rows = [];
        try
        {
            await foreach (ObjectValue row in estate.Session.Arm.ListAsync(ArmRequest.Get($"{scope}/providers/{type}", ApiVersions.Schedules), reporter, cancellationToken).ConfigureAwait(false)) rows.Add(row);
            return new LivePage(rows, IsWhole: true, []);
        }
        catch (AciServiceException fault) when (fault.Code == NoLicence)
        {
            return new LivePage([], IsWhole: true, []);
        }
        catch (AciServiceException fault)
        {
            return new LivePage(rows, IsWhole: true, [AzureEstate.Unread(Facet.Schedules, scope, fault, ReadAction)]);
        }
    }
}
