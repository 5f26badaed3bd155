using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Logs;

/// <summary>Searches logs for a person: finds the workspaces, runs detections or a query of the person's own there, and tells at once what could not be asked.</summary>
internal sealed class LogSearcher(AzureSession session)
{
    private static readonly TimeSpan UsualTimespan = TimeSpan.FromDays(1);

    /// <summary>Runs detections.</summary>
    /// <exception cref="AciProblemException">A detection or a parameter is not known, or a value is of another type.</exception>
    public async IAsyncEnumerable<AciDetectionResult> SearchAsync(LogSearchRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DetectionQuestion[] questions = DetectionQuestions.Of(request);
        IReadOnlyList<Workspace> workspaces = await WorkspacesAsync(request, reporter, cancellationToken).ConfigureAwait(false);
        var told = new HashSet<AciProblem>(ReferenceEqualityComparer.Instance);
        await foreach (DetectionReply reply in new DetectionRun(session).RunAsync(questions, workspaces, reporter, cancellationToken).ConfigureAwait(false))
        {
            if (reply.Reply.Problem is { } problem && told.Add(problem)) await TellAsync(problem, reply.Reply, reply.Detection.Id, reporter, cancellationToken).ConfigureAwait(false);
            foreach (AciDetectionResult hit in reply.Hits) yield return hit;
        }
    }

    /// <summary>Runs a query.</summary>
    public async IAsyncEnumerable<LogRow> QueryAsync(LogQueryRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<Workspace> workspaces = await WorkspacesAsync(request, reporter, cancellationToken).ConfigureAwait(false);
        using var client = new LogClient(session);
        foreach (Workspace workspace in workspaces)
        {
            LogReply reply = await client.AskAsync(workspace, request.Query, request.Timespan ?? UsualTimespan, reporter, cancellationToken).ConfigureAwait(false);
            if (reply.Problem is { } problem) await TellAsync(problem, reply, null, reporter, cancellationToken).ConfigureAwait(false);
            if (reply.Table is not { } table) continue;
            bool isNamed = workspaces.Count > 1 && !table.Columns.Any(static c => string.Equals(c.Name, "WorkspaceName", StringComparison.OrdinalIgnoreCase));
            foreach (Value row in table.Rows)
            {
                List<KeyValuePair<string, object?>> columns = table.Read(row);
                if (isNamed) columns.Add(new("WorkspaceName", workspace.Name));
                yield return new LogRow(columns);
            }
        }
    }

    // Where there are rows, the answer is not whole: the rows are still worth having.
    private static ValueTask TellAsync(AciProblem problem, LogReply reply, string? question, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string message = question is null || reply.IsOutOfReach ? problem.Message : $"{question}: {problem.Message}";
        if (reply.Table is not null) return reporter.WarningAsync($"{message} {problem.Recommendation}", cancellationToken);
        return reporter.ProblemAsync(new AciProblem { Id = problem.Id, Kind = problem.Kind, Message = message, Target = problem.Target, Recommendation = problem.Recommendation }, cancellationToken);
    }

    private async Task<IReadOnlyList<Workspace>> WorkspacesAsync(LogRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (request.Workspace.Count > 0) return await new NamedWorkspaces(session).FindAsync(request.Workspace, reporter, cancellationToken).ConfigureAwait(false);
        LogSearch search = await GroupsAsync(reporter, cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<Workspace> found, IReadOnlyList<UnreadPart> unread) = await new EstateWorkspaces(session).FindAsync(search, reporter, cancellationToken).ConfigureAwait(false);
        foreach (UnreadPart part in unread)
        {
            if (part.Reason == UnreadReason.Gone) await reporter.WarningAsync(part.Problem.Message, cancellationToken).ConfigureAwait(false);
            else await reporter.ProblemAsync(part.Problem, cancellationToken).ConfigureAwait(false);
        }

        if (found.Count > 0) await reporter.VerboseAsync($"Workspaces that container groups send their logs to: {string.Join(", ", found.Select(static w => w.Name))}.", cancellationToken).ConfigureAwait(false);
        return found;
    }

    private async Task<LogSearch> GroupsAsync(IAciReporter reporter, CancellationToken cancellationToken)
    {
        var groups = new List<string>();
        var subscriptions = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var agents = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (LivePage page in session.Estate.ReadGroupsAsync(new GroupSelection(), reporter, cancellationToken).ConfigureAwait(false))
        {
            foreach (UnreadPart part in page.Unread) await reporter.ProblemAsync(part.Problem, cancellationToken).ConfigureAwait(false);
            foreach (ObjectValue row in page.Rows)
            {
                if (row["subscriptionId"].AsText() is { } subscription) subscriptions.Add(subscription);
                if (row["properties"]["diagnostics"]["logAnalytics"]["workspaceId"].AsText() is { } agent) agents.Add(agent);
                if (row["id"].AsText() is { } id && row["type"].Is(Calls.ArmId.ContainerGroups)) groups.Add(id);
            }
        }

        return new LogSearch { DetectionIds = [], GroupIds = groups, SubscriptionIds = subscriptions, WorkspaceIds = agents };
    }
}
