using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Findings;
using AciSecMon.Assessment.Rules.Live;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Neighbours;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules.Risk;

/// <summary>
/// Makes risk rows. Those of a file come once its neighbours are judged; those of a connection once all groups of the call are in, so that each neighbour is read once.
/// </summary>
internal sealed class RiskRun(RuleSelection rules, AssessmentSettings settings, VerdictSink sink, LiveRun live, IAciReporter reporter, TimeProvider time)
{
    private readonly GroupJudge judge = new(rules, settings, keepsQuietResults: true, time);
    private readonly NeighbourJudge neighbours = new(rules, settings, keepsQuietResults: true, sink.Summary);

    /// <summary>The rows of what was read.</summary>
    public async IAsyncEnumerable<AciRisk> AssessAsync(IAsyncEnumerable<EstateRead> reads, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<LiveLinks, List<(GroupNode Node, RiskDraft Draft)>> open = new(ReferenceEqualityComparer.Instance);
        await foreach (EstateRead read in reads.ConfigureAwait(false))
        {
            if (read.Part is not { } part) continue;
            if (part.Live is not null)
            {
                await DraftAsync(part, open, cancellationToken).ConfigureAwait(false);
                continue;
            }

            foreach (AciRisk row in RowsOf(part, cancellationToken)) yield return row;
        }

        foreach ((LiveLinks links, List<(GroupNode Node, RiskDraft Draft)> drafts) in open)
        {
            foreach (UnreadPart unread in await links.ReadAsync(rules.NeighbourFacets, reporter, cancellationToken).ConfigureAwait(false))
            {
                await reporter.WarningAsync($"Not all is known of the risk: {unread.Problem.Message}", cancellationToken).ConfigureAwait(false);
            }

            Dictionary<string, List<(RuleMetadata, RuleResult)>> said = ByGroup(neighbours.Judge([.. drafts.Select(static d => d.Node)], links.Estate, links.Source));
            foreach ((GroupNode node, RiskDraft draft) in drafts)
            {
                yield return RiskScore.Of(draft, new RiskSurroundings(said.GetValueOrDefault(KeyOf(node)) ?? [], links.Estate.OwnsRegistry));
            }
        }
    }

    private async Task DraftAsync(EstatePart part, Dictionary<LiveLinks, List<(GroupNode Node, RiskDraft Draft)>> open, CancellationToken cancellationToken)
    {
        await live.TellAsync(part.Unread, cancellationToken).ConfigureAwait(false);
        LiveLinks links = live.LinksOf(part.Live!);
        List<(GroupEntry Entry, GroupNode Node)> added = [];
        foreach (GroupEntry entry in part.Groups)
        {
            if (links.Add(entry.Group) is { } node) added.Add((entry, node));
        }

        if (added.Count == 0) return;
        if (!open.TryGetValue(links, out List<(GroupNode, RiskDraft)>? drafts)) open.Add(links, drafts = []);
        EstatePart whole = rules.Awaiting.IsEmpty ? part
            : await live.WithFacetsAsync([.. added.Select(static a => a.Entry)], part, links, cancellationToken).ConfigureAwait(false);
        var nodes = added.ToDictionary(static a => KeyOf(a.Node), static a => a.Node, StringComparer.OrdinalIgnoreCase);
        foreach (GroupEntry entry in whole.Groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (nodes.Remove(KeyOf(entry.Group), out GroupNode? node)) drafts.Add((node, DraftOf(entry, whole, node)));
        }
    }

    private IEnumerable<AciRisk> RowsOf(EstatePart part, CancellationToken cancellationToken)
    {
        Dictionary<string, List<(RuleMetadata, RuleResult)>> said =
            ByGroup(FileNeighbours.Judge(part, neighbours, profile => live.JudgeProfile(profile, part.Source), time.GetUtcNow()));
        foreach (GroupEntry entry in part.Groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RiskDraft draft = DraftOf(entry, part);
            yield return RiskScore.Of(draft, RiskSurroundings.None with { Results = said.GetValueOrDefault(KeyOf(entry.Overall)) ?? [] });
        }
    }

    private RiskDraft DraftOf(GroupEntry entry, EstatePart part, GroupNode? node = null)
    {
        sink.Summary.Groups++;
        List<JudgedResult> results = judge.Judge(entry, part);
        if (node is not null && rules.NeedsClearSecrets) live.NoteSecrets(node, entry, part, results);
        sink.Count(results);
        return RiskScore.DraftOf(entry, [.. results.Select(static r => (r.Entry.Metadata, r.Result with { Severity = r.Severity }))]);
    }

    private Dictionary<string, List<(RuleMetadata, RuleResult)>> ByGroup(IEnumerable<NeighbourVerdict> verdicts)
    {
        Dictionary<string, List<(RuleMetadata, RuleResult)>> byGroup = new(StringComparer.OrdinalIgnoreCase);
        foreach (NeighbourVerdict verdict in verdicts)
        {
            sink.Count(verdict.Judged);
            (RuleMetadata, RuleResult) said = (verdict.Judged.Entry.Metadata, verdict.Judged.Result with { Severity = verdict.Judged.Severity });
            foreach (GroupNode node in verdict.Subject.Groups)
            {
                if (!byGroup.TryGetValue(KeyOf(node), out List<(RuleMetadata, RuleResult)>? list)) byGroup.Add(KeyOf(node), list = []);
                list.Add(said);
            }
        }

        return byGroup;
    }

    private static string KeyOf(GroupNode node) => node.ResourceId ?? $"{node.Kind}/{node.Scope}/{node.DisplayName}";

    private static string KeyOf(ContainerGroup group) => group.ResourceId ?? $"{group.Kind}/{group.Scope}/{group.DisplayName}";
}
