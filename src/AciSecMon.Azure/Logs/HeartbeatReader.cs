using System.Collections.Concurrent;
using System.Globalization;
using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Logs;

/// <summary>Finds out when the last row of container groups came in: each workspace is asked once, when the first group needs it, and only groups that fell silent are asked what they are doing.</summary>
internal sealed class HeartbeatReader(AzureSession session, IAciReporter reporter, bool tellsProblems, CancellationToken cancellationToken) : IDisposable
{
    private const string ReadGroup = "Microsoft.ContainerInstance/containerGroups/read";

    private static readonly Dictionary<string, (DateTimeOffset, string)> None = [];

    private readonly ConcurrentDictionary<string, Lazy<Task<Answer>>> answers = new(StringComparer.OrdinalIgnoreCase);

    // Settings name a workspace by its resource id, agents by its GUID: it is one all the same.
    private readonly ConcurrentDictionary<Guid, Lazy<Task<Answer>>> answersByWorkspace = new();
    private readonly WorkspaceList list = new(session);
    private readonly LogClient client = new(session);
    private readonly SemaphoreSlim listing = new(1);
    private readonly SemaphoreSlim asking = new(LogClient.MostAtOnce);

    /// <summary>The last row of a group, in any of its workspaces.</summary>
    public async Task<Heartbeat> OfAsync(HeartbeatQuestion question)
    {
        (DateTimeOffset Last, string What)? latest = null;
        List<UnreadPart?> gaps = [];
        foreach (string workspace in question.WorkspaceIds)
        {
            Answer answer = await answers.GetOrAdd(workspace, id => new Lazy<Task<Answer>>(() => AskAsync(id))).Value.ConfigureAwait(false);
            gaps.Add(answer.Unread);
            if (answer.Last.TryGetValue(question.GroupId, out (DateTimeOffset Last, string What) row) && (latest is null || row.Last > latest.Value.Last)) latest = row;
        }

        // A workspace that is gone hides nothing where another was asked.
        UnreadPart? unread = gaps.Find(static gap => gap is { Reason: not UnreadReason.Gone }) ?? (gaps.Contains(null) ? null : gaps[0]);
        bool isFresh = latest?.Last >= session.Clock.GetUtcNow() - Heartbeat.SilentAfter;
        var beat = new Heartbeat(question.GroupId, latest?.Last, latest?.What, isFresh, null, unread);
        return unread is not null || isFresh ? beat : await WithStateAsync(beat).ConfigureAwait(false);
    }

    public void Dispose()
    {
        client.Dispose();
        listing.Dispose();
        asking.Dispose();
    }

    private async Task<Answer> AskAsync(string id)
    {
        (Workspace? workspace, UnreadPart? gap) = await ResolveAsync(id).ConfigureAwait(false);
        if (workspace is null) return new Answer(None, await ToldAsync(gap! with { Facet = Facet.Heartbeat }).ConfigureAwait(false));
        if (session.Logs is null) return new Answer(None, await ToldAsync(new UnreadPart(Facet.Heartbeat, workspace.Id, UnreadReason.Incomplete, LogClient.NoAddress(session))).ConfigureAwait(false));
        return await answersByWorkspace.GetOrAdd(workspace.CustomerId, _ => new Lazy<Task<Answer>>(() => AskAsync(workspace))).Value.ConfigureAwait(false);
    }

    private async Task<Answer> AskAsync(Workspace workspace)
    {
        await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            LogReply reply = await client.AskAsync(workspace, HeartbeatQuery.Text, TimeSpan.FromDays(Heartbeat.LookbackDays), reporter, cancellationToken).ConfigureAwait(false);
            return new Answer(reply.Table is { } table ? Read(table) : None, await ToldAsync(reply.UnreadOf(workspace, Facet.Heartbeat)).ConfigureAwait(false));
        }
        finally
        {
            asking.Release();
        }
    }

    // The list is asked for once, by whoever needs it first.
    private async Task<(Workspace? Found, UnreadPart? Unread)> ResolveAsync(string id)
    {
        await listing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await list.ResolveAsync(id, reporter, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            listing.Release();
        }
    }

    // What a silent group is doing only its own answer tells; one that is gone has nothing to send.
    private async Task<Heartbeat> WithStateAsync(Heartbeat beat)
    {
        (ObjectValue? whole, UnreadPart? gap) = await session.Estate.GetAsync(beat.GroupId, Facet.Heartbeat, ApiVersions.ContainerInstance, ReadGroup, reporter, cancellationToken).ConfigureAwait(false);
        if (whole is null) return gap is { Reason: UnreadReason.Gone } ? beat with { State = "gone" } : beat with { Unread = await ToldAsync(gap).ConfigureAwait(false) };
        DateTimeOffset? started = whole["properties"]["containers"].Items
            .Select(static container => DateTimeOffset.TryParse(
                container["properties"]["instanceView"]["currentState"]["startTime"].AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : (DateTimeOffset?)null).Max();
        return beat with { State = whole["properties"]["instanceView"]["state"].AsText(), StartedAt = started, IsYoung = started > session.Clock.GetUtcNow() - Heartbeat.SilentAfter };
    }

    private async Task<UnreadPart?> ToldAsync(UnreadPart? gap)
    {
        if (tellsProblems && gap is { Reason: not UnreadReason.Gone }) await reporter.ProblemAsync(gap.Problem, cancellationToken).ConfigureAwait(false);
        return gap;
    }

    private static Dictionary<string, (DateTimeOffset, string)> Read(LogTable table)
    {
        var found = new Dictionary<string, (DateTimeOffset, string)>(StringComparer.OrdinalIgnoreCase);
        foreach (Value row in table.Rows)
        {
            Dictionary<string, object?> cells = new(table.Read(row));
            if (cells.GetValueOrDefault(HeartbeatQuery.ResourceId) is string { Length: > 0 } id && cells.GetValueOrDefault(HeartbeatQuery.Last) is DateTime last)
                found[id] = (new DateTimeOffset(last, TimeSpan.Zero), cells.GetValueOrDefault(HeartbeatQuery.What) as string ?? string.Empty);
        }

        return found;
    }

    private sealed record Answer(Dictionary<string, (DateTimeOffset Last, string What)> Last, UnreadPart? Unread);
}
