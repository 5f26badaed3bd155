using System.Globalization;
using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;
using AciSecMon.Azure.Logs;

namespace AciSecMon.Azure.Activity;

/// <summary>
/// Reads operations of the activity log from workspaces that it was exported to: the table AzureActivity (azure-facts, B.7), which spells operations in capital letters and the status in
/// other words.
/// </summary>
internal sealed class ExportedActivity(AzureSession session)
{
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private static readonly Lazy<string> Form = new(static () =>
    {
        using var text = new StreamReader(typeof(ExportedActivity).Assembly.GetManifestResourceStream("exported-activity.kql")!);
        return text.ReadToEnd().ReplaceLineEndings("\n").TrimEnd();
    });

    /// <summary>The events of a time. A subscription of which no workspace has a row is told: that looks as if nothing had happened there.</summary>
    public async Task<IReadOnlyList<ActivityEvent>> ReadAsync(
        IReadOnlyList<string> names, IReadOnlyCollection<string> subscriptionIds, (DateTimeOffset From, DateTimeOffset To) time, IAciReporter reporter, CancellationToken cancellationToken)
    {
        IReadOnlyList<Workspace> workspaces = await new NamedWorkspaces(session).FindAsync(names, reporter, cancellationToken).ConfigureAwait(false);
        using var client = new LogClient(session);
        List<ActivityEvent> events = [];
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        bool isWhole = workspaces.Count > 0;
        foreach (Workspace workspace in workspaces)
        {
            TimeSpan back = session.Clock.GetUtcNow() - time.From + Margin;
            LogReply reply = await client.AskAsync(workspace, QueryFor(subscriptionIds, time), back, reporter, cancellationToken).ConfigureAwait(false);
            if (reply.Problem is { } problem)
            {
                isWhole = false;
                await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
            }

            if (reply.Table is not { } table) continue;
            foreach (ObjectValue row in table.Rows.Select(cells => RowOf(table, cells)))
            {
                if (ActivityReading.OfRow(row, workspace.Name) is { } one) events.Add(one);
                if (row["SubscriptionId"].AsText() is { } id) seen.Add(id);
            }
        }

        foreach (string id in subscriptionIds.Where(id => isWhole && !seen.Contains(id)))
        {
            await reporter.WarningAsync(
                string.Create(CultureInfo.InvariantCulture, $"Subscription '{id}' has no row from {time.From:u} to {time.To:u} in {string.Join(", ", workspaces.Select(static one => one.Name))}: its activity log may not have been exported there."),
                cancellationToken).ConfigureAwait(false);
        }

        return events;
    }

    /// <summary>The query. What a person gave is only ever inside of a quoted text.</summary>
    public static string QueryFor(IReadOnlyCollection<string> subscriptionIds, (DateTimeOffset From, DateTimeOffset To) time) => Form.Value
        .Replace("{from}", Time(time.From), StringComparison.Ordinal).Replace("{to}", Time(time.To), StringComparison.Ordinal)
        .Replace("{providers}", List(ActivityOperation.Providers), StringComparison.Ordinal).Replace("{subscriptions}", List(subscriptionIds), StringComparison.Ordinal);

    private static ObjectValue RowOf(LogTable table, Value cells) =>
        new([.. table.Columns.Select((column, at) => new Property(column.Name, at < cells.Items.Count ? cells.Items[at] : MissingValue.Instance))]);

    private static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(ResourceQuery.Quote));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
