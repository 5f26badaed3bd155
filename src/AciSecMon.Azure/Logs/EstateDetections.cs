using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Logs;

/// <summary>Runs detections for an assessment: what could not be asked is part of the answers.</summary>
internal sealed class EstateDetections(AzureSession session)
{
    /// <summary>The answers; first of all what keeps workspaces from being known.</summary>
    public async IAsyncEnumerable<LogAnswer> SearchAsync(LogSearch search, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (session.Logs is null)
        {
            yield return new LogAnswer(null, [], new UnreadPart(Facet.Logs, session.Name, UnreadReason.Incomplete, LogClient.NoAddress(session)));
            yield break;
        }

        (IReadOnlyList<Workspace> workspaces, IReadOnlyList<UnreadPart> unread) = await new EstateWorkspaces(session).FindAsync(search, reporter, cancellationToken).ConfigureAwait(false);
        foreach (UnreadPart part in unread) yield return new LogAnswer(null, [], part);

        var nothing = new Dictionary<string, object?>();
        DetectionQuestion[] questions = [.. search.DetectionIds.Select(id => DetectionRun.QuestionOf(DetectionCatalogue.ById[id], nothing, timespan: null))];
        await foreach (DetectionReply reply in new DetectionRun(session).RunAsync(questions, workspaces, reporter, cancellationToken).ConfigureAwait(false))
        {
            UnreadPart? gap = reply.Reply.UnreadOf(reply.Workspace, Facet.Logs);
            yield return new LogAnswer(reply.Detection.Id, reply.Hits, gap);
        }
    }
}
