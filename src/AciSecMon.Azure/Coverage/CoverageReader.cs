using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Diagnostics;
using AciSecMon.Azure.Logs;

namespace AciSecMon.Azure.Coverage;

/// <summary>
/// Finds out how far container groups and their subscriptions are watched: the groups by Resource Graph, one call for each of them, and a few for each subscription.
/// </summary>
internal sealed class CoverageReader(AzureSession session, IGroupFinder finder, CoverageRequest request)
{
    /// <summary>The container groups, and then the subscriptions in which there are any, with those that were named.</summary>
    /// <param name="selection">Which groups.</param>
    /// <param name="reporter">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<AciMonitoringCoverage> ReadAsync(GroupSelection selection, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var destinations = new DestinationReader(session.Arm, reporter, cancellationToken);
        using var subscriptions = new SubscriptionReader(session, destinations, reporter, cancellationToken);
        using HeartbeatReader? heartbeats = request.IncludeHeartbeat ? new HeartbeatReader(session, reporter, tellsProblems: true, cancellationToken) : null;
        var noting = new NotingReporter(reporter);
        var seen = new SortedDictionary<string, SeenGroups>(StringComparer.OrdinalIgnoreCase);
        foreach (string id in selection.SubscriptionId.Where(session.Visible.CanAsk)) seen.TryAdd(id, new SeenGroups());

        IAsyncEnumerable<((GroupSettings Read, IReadOnlyList<AciDiagnosticSetting> Rows) Item, AciMonitoringCoverage Row)> groups = BoundedWork.MapAsync(
            new DiagnosticsReader(session.Arm, finder).ReadGroupsAsync(selection, destinations, noting, cancellationToken),
            async (item, _) =>
            {
                FoundGroup group = item.Read.Group;
                AlertFacts alerts = await subscriptions.AlertsAsync(AlertTypes.Metric, group.Id.SubscriptionId).ConfigureAwait(false);
                string[] workspaces = [.. GroupParts.WorkspacesOf(item.Rows)];
                Heartbeat? beat = heartbeats is null || workspaces.Length == 0 ? null : await heartbeats.OfAsync(new HeartbeatQuestion(group.Id.Text, workspaces)).ConfigureAwait(false);
                return (item, CoverageRow.Of(group, GroupParts.Of(group, item.Rows, alerts, HeartbeatPart.Of(beat, item.Rows, heartbeats is not null)), beat?.Last));
            },
            cancellationToken);
        await foreach (((GroupSettings read, IReadOnlyList<AciDiagnosticSetting> settings), AciMonitoringCoverage row) in groups.ConfigureAwait(false))
        {
            ArmId id = read.Group.Id;
            if (!seen.TryGetValue(id.SubscriptionId, out SeenGroups? there)) seen[id.SubscriptionId] = there = new SeenGroups();
            there.Add(id, settings);
            yield return row;
        }

        // Of a subscription of which only some groups were asked for, the other resource groups are not known.
        bool isWhole = selection is { Name.Count: 0, ResourceGroupName.Count: 0, Tag.Count: 0, ResourceId.Count: 0 };
        int done = 0;
        await foreach (SubscriptionFacts facts in BoundedWork.MapAsync([.. seen], (one, _) => subscriptions.ReadAsync(one.Key, one.Value), cancellationToken).ConfigureAwait(false))
        {
            string? name = session.Visible.Names.GetValueOrDefault(facts.Id);
            yield return CoverageRow.Of(facts.Id, name, SubscriptionParts.Of(facts, isWhole ? seen[facts.Id].ResourceGroups : null, isWhole && !noting.HasProblems, Cloud.IsCommercial(session.Name)));
            await reporter.ProgressAsync("Reading what subscriptions watch with", ++done, seen.Count, cancellationToken).ConfigureAwait(false);
        }
    }
}
