using System.Globalization;
using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Detections;
using AciSecMon.Assessment.Rules.Findings;

namespace AciSecMon.Assessment.Rules.Live;

/// <summary>Asks the logs of the groups of one connection. What could not be asked is left open by name.</summary>
internal sealed class DetectionPass(RuleSelection rules, VerdictSink sink, LiveCoverage unread, IAciReporter reporter, TimeProvider time)
{
    /// <summary>The findings, detection by detection.</summary>
    public async IAsyncEnumerable<AciSecurityFinding> RunAsync(LiveLinks links, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (rules.Detections.Count == 0 || links.LogSearchFor(rules.Detections) is not { } search) yield break;
        Dictionary<string, RuleEntry> byId = rules.Detections.ToDictionary(static e => DetectionIds.DetectionOf(e.Id), StringComparer.OrdinalIgnoreCase);
        var groups = links.NodesById();
        DetectionFindings? current = null;
        string? currentId = null;
        int leftOut = 0;
        await foreach (LogAnswer answer in links.SearchLogsAsync(search, reporter, cancellationToken).ConfigureAwait(false))
        {
            if (answer.Unread is { } gap) Note(gap, answer.DetectionId is { } id ? [byId[id]] : rules.Detections);
            if (answer.DetectionId is null) continue;
            if (answer.DetectionId != currentId)
            {
                foreach (AciSecurityFinding finding in Given(current)) yield return finding;
                leftOut += current?.LeftOut ?? 0;
                currentId = answer.DetectionId;
                current = new DetectionFindings(byId[currentId], groups, links.IsWhole, time);
            }

            foreach (AciDetectionResult hit in answer.Hits) current!.Add(hit);
        }

        foreach (AciSecurityFinding finding in Given(current)) yield return finding;
        leftOut += current?.LeftOut ?? 0;
        if (leftOut > 0)
            await reporter.VerboseAsync(string.Create(CultureInfo.InvariantCulture, $"{leftOut} hits in the logs are on none of the container groups that were asked for, and were left out; Search-AciLog shows them."), cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<AciSecurityFinding> Given(DetectionFindings? found)
    {
        foreach (AciSecurityFinding finding in found?.Take() ?? [])
        {
            sink.Summary.Failures[finding.Severity] = sink.Summary.Failures.GetValueOrDefault(finding.Severity) + 1;
            if (sink.Filter.TakesVerdict(finding.Status, finding.Severity)) yield return finding;
        }
    }

    private void Note(UnreadPart gap, IEnumerable<RuleEntry> open)
    {
        foreach (RuleEntry entry in open) unread.Add(gap, entry, []);
    }
}
