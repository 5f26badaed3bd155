using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Threats;

namespace AciSecMon.Azure.Estate;

/// <summary>Reads what Defender says of groups for an assessment, and finds where its alerts on what they lead to are.</summary>
internal sealed class ThreatReader(AzureEstate estate)
{
    /// <summary>Adds the subscriptions of identities, registries, vaults and storage accounts to those whose alerts are read: an alert on one of these lies where it lies.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="watched">Subscriptions, to which others are added.</param>
    /// <param name="reporter">Takes what is worth knowing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What could not be read or may not be seen.</returns>
    public async IAsyncEnumerable<LivePage> FindAroundAsync(
        NeighbourRequest request, HashSet<string> watched, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!request.Facets.Contains(Facet.SecurityAlerts)) yield break;
        foreach (string id in request.Around.Select(static r => r.Facet == Facet.RoleAssignments ? ResourceIds.SegmentAfter(r.Id, "subscriptions") : null).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (estate.Session.Visible.CanAsk(id.ToLowerInvariant())) watched.Add(id);
            else yield return new LivePage([], IsWhole: true, [new UnreadPart(Facet.SecurityAlerts, "/subscriptions/" + id, UnreadReason.Refused, AzureSession.Unreadable(id), SecurityAlertPath.ReadAction)]);
        }

        HashSet<(string Type, string Name)> named = [.. request.Around.Where(static r => r.Facet != Facet.RoleAssignments).Select(static r => (NeighbourReader.TypeOf(r.Facet), NeighbourReader.NameOf(r).ToUpperInvariant()))];
        foreach (GraphQuery query in AroundGroups.Queries(named.Select(static one => one.Name.ToLowerInvariant())))
        {
            await foreach (LivePage page in estate.PagesAsync(query, Facet.SecurityAlerts, AroundGroups.What, reporter, cancellationToken).ConfigureAwait(false))
            {
                watched.UnionWith(page.Rows.Where(row => named.Contains(NeighbourReader.KeyOf(row))).Select(static row => row["subscriptionId"].AsText()).OfType<string>());
                if (page.Unread.Count > 0) yield return page with { Rows = [] };
            }
        }
    }

    /// <summary>Recommendations on groups. The index leaves out without a word what may not be read: a subscription of which nothing came is asked by name.</summary>
    public async IAsyncEnumerable<LivePage> ReadAssessmentsAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!request.Facets.Contains(Facet.SecurityAssessments) || request.SubscriptionIds.Count == 0) yield break;
        var left = new HashSet<string>(request.SubscriptionIds, StringComparer.OrdinalIgnoreCase);
        var query = new GraphQuery(ResourceQuery.AssessmentsOfGroups) { SubscriptionIds = [.. request.SubscriptionIds] };
        await foreach (LivePage page in estate.PagesAsync(query, Facet.SecurityAssessments, "recommendations of Defender", reporter, cancellationToken).ConfigureAwait(false))
        {
            foreach (ObjectValue row in page.Rows) left.Remove(row["subscriptionId"].AsText() ?? string.Empty);
            yield return page;
        }

        await foreach (UnreadPart? unread in BoundedWork.MapAsync([.. left.Order(StringComparer.OrdinalIgnoreCase).Select(static id => "/subscriptions/" + id)], (scope, stop) => estate.ProbeAsync(
            ArmRequest.Get($"{scope}/providers/{Recommendation.Type}", ApiVersions.Assessments), Facet.SecurityAssessments, scope, Recommendation.Type + "/read", reporter, stop), cancellationToken).ConfigureAwait(false))
        {
            if (unread is not null) yield return new LivePage([], IsWhole: true, [unread]);
        }
    }
}
