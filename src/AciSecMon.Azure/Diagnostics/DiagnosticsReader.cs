using System.Runtime.CompilerServices;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Reads how the logs of container groups are collected: every setting, the group's own agent, or that there is neither.</summary>
internal sealed class DiagnosticsReader(IArmClient arm, IGroupFinder finder)
{
    /// <summary>Reads group after group, several at a time. What could not be read is an object of state Unknown, and a problem.</summary>
    public async IAsyncEnumerable<AciDiagnosticSetting> ReadAsync(
        GroupSelection selection, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var destinations = new DestinationReader(arm, reporter, cancellationToken);
        await foreach ((_, IReadOnlyList<AciDiagnosticSetting> rows) in ReadGroupsAsync(selection, destinations, reporter, cancellationToken).ConfigureAwait(false))
        {
            foreach (AciDiagnosticSetting row in rows) yield return row;
        }
    }

    /// <summary>The same, group by group.</summary>
    /// <param name="selection">Which groups.</param>
    /// <param name="destinations">Reads destinations; what it has read it does not read again.</param>
    /// <param name="reporter">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<(GroupSettings Read, IReadOnlyList<AciDiagnosticSetting> Rows)> ReadGroupsAsync(
        GroupSelection selection, DestinationReader destinations, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerable<(GroupSettings Read, List<AciDiagnosticSetting> Rows)> all = BoundedWork.MapAsync(
            GroupSettings.ReadAsync(arm, finder.FindAsync(selection, reporter, cancellationToken), reporter, cancellationToken),
            async (read, _) => (read, await DescribeAsync(read, destinations).ConfigureAwait(false)),
            cancellationToken);
        int done = 0;
        await foreach ((GroupSettings read, List<AciDiagnosticSetting> rows) in all.ConfigureAwait(false))
        {
            if (read.Problem is { } problem) await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
            yield return (read, rows);
            await reporter.ProgressAsync("Reading diagnostic settings", ++done, 0, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<List<AciDiagnosticSetting>> DescribeAsync(GroupSettings read, DestinationReader destinations)
    {
        FoundGroup group = read.Group;
        var rows = new List<AciDiagnosticSetting>(1);
        if (read.Settings is null)
        {
            rows.Add(SettingRow.Unread(group, $"The diagnostic settings could not be read: {Faults.Reason(read.Fault!, SettingPath.ReadAction)}."));
        }

        foreach (Setting setting in read.Settings ?? [])
        {
            var facts = new List<DestinationFacts>(setting.Destinations.Count);
            foreach (Destination destination in setting.Destinations) facts.Add(await destinations.ReadAsync(destination).ConfigureAwait(false));
            rows.Add(SettingRow.Of(group, setting, facts));
        }

        if (group.Legacy is { } agent) rows.Add(SettingRow.Of(group, agent, await destinations.ReadAsync(agent).ConfigureAwait(false)));
        if (rows.Count == 0) rows.Add(SettingRow.None(group));
        return rows;
    }
}
