using System.Collections.Concurrent;
using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Logs;

/// <summary>Finds out when the last row of container groups came in: each workspace is asked once, when the first group needs it, and only groups that fell silent are asked what they are doing.</summary>
internal sealed class HeartbeatReader(AzureSession session, IAciReporter reporter, CancellationToken cancellationToken) : IDisposable
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
        return unread is not null || isFresh ? beat : beat with { State = await StateOfAsync(question.GroupId).ConfigureAwait(false) };
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
        if (workspace is null) return new Answer(None, gap! with { Facet = Facet.Heartbeat });
        if (session.Logs is null) return new Answer(None, new UnreadPart(Facet.Heartbeat, workspace.Id, UnreadReason.Incomplete, LogClient.NoAddress(session)));
        return await answersByWorkspace.GetOrAdd(workspace.CustomerId, _ => new Lazy<Task<Answer>>(() => AskAsync(workspace))).Value.ConfigureAwait(false);
    }

    private async Task<Answer> AskAsync(Workspace workspace)
    {
        await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            LogReply reply = await client.AskAsync(workspace, HeartbeatQuery.Text, TimeSpan.FromDays(Heartbeat.LookbackDays), reporter, cancellationToken).ConfigureAwait(false);
            return new Answer(reply.Table is { } table ? Read(table) : None, reply.UnreadOf(workspace, Facet.Heartbeat));
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

    // What the group is doing only its own answer tells; without one, it is not known.
    private async Task<string?> StateOfAsync(string groupId)
    {
        (ObjectValue? whole, _) = await session.Estate.GetAsync(groupId, Facet.InstanceView, ApiVersions.ContainerInstance, ReadGroup, reporter, cancellationToken).ConfigureAwait(false);
        return whole?["properties"]["instanceView"]["state"].AsText();
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
