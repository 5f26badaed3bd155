using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Detections;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Logs;

/// <summary>Runs detections in workspaces, as many at once as the service takes.</summary>
internal sealed class DetectionRun(AzureSession session)
{
    private static readonly TimeSpan Least = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<Workspace, LogReply> outOfReach = [];

    /// <summary>The answers, detection by detection. What keeps a workspace from being asked at all is the same problem in each of its answers.</summary>
    public async IAsyncEnumerable<DetectionReply> RunAsync(
        IReadOnlyList<DetectionQuestion> questions, IReadOnlyList<Workspace> workspaces, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var client = new LogClient(session);
        (DetectionQuestion Question, Workspace Workspace)[] pairs = [.. questions.SelectMany(question => workspaces.Select(workspace => (question, workspace)))];
        int done = 0;
        IAsyncEnumerable<DetectionReply> replies = BoundedWork.MapAsync(pairs, (pair, stop) => AskAsync(client, pair.Question, pair.Workspace, reporter, stop), LogClient.MostAtOnce, cancellationToken);
        await foreach (DetectionReply reply in replies.ConfigureAwait(false))
        {
            await reporter.ProgressAsync($"Searching the logs: {reply.Detection.Id}", ++done, pairs.Length, cancellationToken).ConfigureAwait(false);
            yield return reply;
        }
    }

    /// <summary>The question that a detection asks.</summary>
    /// <param name="detection">The detection.</param>
    /// <param name="values">Values for its parameters.</param>
    /// <param name="timespan">How far back; null for what the detection needs, and at least a day.</param>
    public static DetectionQuestion QuestionOf(Detection detection, IReadOnlyDictionary<string, object?> values, TimeSpan? timespan) =>
        new(detection, DetectionQuery.TextOf(detection, values), timespan ?? (detection.Lookback > Least ? detection.Lookback : Least));

    private async Task<DetectionReply> AskAsync(LogClient client, DetectionQuestion question, Workspace workspace, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (!outOfReach.TryGetValue(workspace, out LogReply? reply))
        {
            reply = await client.AskAsync(workspace, question.Text, question.Timespan, reporter, cancellationToken).ConfigureAwait(false);
            if (reply.IsOutOfReach) reply = outOfReach.GetOrAdd(workspace, reply);
        }

        AciDetectionResult[] hits = reply.Table is { } table ? [.. table.Rows.Select(row => HitReader.Read(question.Detection, workspace, table.Read(row)))] : [];
        return new DetectionReply(question.Detection, workspace, hits, reply);
    }
}

/// <summary>A question to the logs.</summary>
/// <param name="Detection">Whose question it is.</param>
/// <param name="Text">The query.</param>
/// <param name="Timespan">How far back it looks.</param>
internal sealed record DetectionQuestion(Detection Detection, string Text, TimeSpan Timespan);

/// <summary>What a workspace said to a question.</summary>
/// <param name="Detection">Whose question it was.</param>
/// <param name="Workspace">The workspace.</param>
/// <param name="Hits">What was found.</param>
/// <param name="Reply">The reply, with what is missing.</param>
internal sealed record DetectionReply(Detection Detection, Workspace Workspace, IReadOnlyList<AciDetectionResult> Hits, LogReply Reply);
