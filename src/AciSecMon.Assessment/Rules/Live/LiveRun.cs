using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Findings;
using AciSecMon.Assessment.Rules.Neighbours;
using AciSecMon.Assessment.Rules.Risk;

namespace AciSecMon.Assessment.Rules.Live;

/// <summary>
/// Judges the groups of connections: by the rules that need nothing else as soon as a page is there, then by those that need a call for each group, and, once all groups
/// are in, by those on neighbours, which are then read once.
/// </summary>
internal sealed class LiveRun(
    RuleSelection rules, GroupJudge groups, NeighbourJudge neighbours, CoverageFindings coverage, VerdictSink sink, IAciReporter reporter, TimeProvider time)
{
    private readonly Dictionary<ILiveEstate, LiveLinks> connections = new(ReferenceEqualityComparer.Instance);
    private readonly LiveCoverage unread = new(rules, sink.Factory);

    private DetectionPass Detections => field ??= new DetectionPass(rules, sink, unread, reporter, time);

    /// <summary>Judges a page, or groups that came through the pipeline.</summary>
    public async IAsyncEnumerable<AciSecurityFinding> AssessAsync(EstatePart part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LiveLinks links = LinksOf(part.Live!);
        await TellAsync(part.Unread, cancellationToken).ConfigureAwait(false);
        List<GroupEntry> added = [];
        foreach (GroupEntry entry in part.Groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (links.Add(entry.Group) is not { } node) continue;
            added.Add(entry);
            sink.Summary.Groups++;
            foreach (AciSecurityFinding finding in Assess(entry, part, rules.Prompt, links, node)) yield return finding;
            foreach (AciSecurityFinding finding in coverage.OfUnknownProperties(entry.Group).Where(sink.Filter.TakesCoverage)) yield return finding;
        }

        foreach (AciSecurityFinding finding in unread.Take().Where(sink.Filter.TakesCoverage)) yield return finding;
        if (rules.GroupFacets.Count == 0 || added.Count == 0) yield break;

        EstatePart read = await WithFacetsAsync(added, part, links, cancellationToken).ConfigureAwait(false);
        foreach (GroupEntry entry in read.Groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (AciSecurityFinding finding in Assess(entry, read, rules.Awaiting, links)) yield return finding;
        }
    }

    /// <summary>Reads the neighbours of all groups, and judges them.</summary>
    public async IAsyncEnumerable<AciSecurityFinding> CompleteAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (LiveLinks links in connections.Values)
        {
            foreach (UnreadPart part in await links.ReadAsync(rules.NeighbourFacets, reporter, cancellationToken).ConfigureAwait(false)) unread.Add(part);
            foreach (AciSecurityFinding finding in Settle(links)) yield return finding;
            foreach (NeighbourVerdict verdict in neighbours.Judge(links.Nodes, links.Estate, links.Source))
            {
                cancellationToken.ThrowIfCancellationRequested();
                sink.Count(verdict.Judged);
                Note(verdict, links.Ledger);
                if (sink.Of(verdict) is { } finding) yield return finding;
            }

            await foreach (AciSecurityFinding finding in Detections.RunAsync(links, cancellationToken).ConfigureAwait(false)) yield return finding;
            foreach (AciSecurityFinding finding in coverage.OfLedger(links.Source, links.Ledger, isLive: true).Where(sink.Filter.TakesCoverage)) yield return finding;
        }

        foreach (AciSecurityFinding finding in unread.Take().Where(sink.Filter.TakesCoverage)) yield return finding;
        connections.Clear();
    }

    /// <summary>Notes what of a connection was asked for.</summary>
    public void Note(LiveInput input)
    {
        if (input.Connection.EngineState is ILiveEstate live && input.Selection is { Name.Count: 0, ResourceGroupName.Count: 0, SubscriptionId.Count: 0, ResourceId.Count: 0, Tag.Count: 0 })
            LinksOf(live).IsWhole = true;
    }

    /// <summary>The links of a connection, new or known.</summary>
    public LiveLinks LinksOf(ILiveEstate live)
    {
        if (connections.TryGetValue(live, out LiveLinks? known)) return known;
        return connections[live] = new LiveLinks(live, resource => JudgeProfile(LiveGroups.ToEntry(resource, isWhole: false, live.Source), live.Source), (live.Clock ?? time).GetUtcNow());
    }

    /// <summary>Tells what could not be read: groups to the pipeline at once, everything as a finding in the end.</summary>
    public async Task TellAsync(IEnumerable<UnreadPart> parts, CancellationToken cancellationToken)
    {
        foreach (UnreadPart part in parts)
        {
            unread.Add(part);
            if (part.Facet is null && part.Reason != UnreadReason.Gone) sink.Summary.Errors++;
            if (part.Facet is null || part.Reason == UnreadReason.Gone) await UnreadReport.TellAsync(part, reporter, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The part with what the rules need of each group by itself.</summary>
    public async Task<EstatePart> WithFacetsAsync(IReadOnlyList<GroupEntry> entries, EstatePart part, LiveLinks links, CancellationToken cancellationToken)
    {
        var some = new EstatePart { Source = part.Source, Groups = entries, Live = part.Live, DiagnosticSettings = part.DiagnosticSettings };
        HashSet<Facet> needed = [.. rules.GroupFacets];
        if (entries.All(static e => e.Group.Shape == AciSourceKind.Resource && !e.Group.Properties["instanceView"].IsMissing)) needed.Remove(Facet.InstanceView);
        if (needed.Count == 0) return some;

        EstatePart read = await GroupFacetReader.ReadAsync(some, needed, reporter, cancellationToken).ConfigureAwait(false);
        await TellAsync(read.Unread, cancellationToken).ConfigureAwait(false);
        if (read.DiagnosticSettings is { } settings) links.AddSettings(settings);
        foreach (UnreadPart gone in read.Unread.Where(static u => u.Reason == UnreadReason.Gone)) links.Remove(gone.Target);
        return read;
    }

    /// <summary>Notes whether a secret stands in a group where every Reader can read it.</summary>
    public void NoteSecrets(GroupNode node, GroupEntry entry, EstatePart part, IReadOnlyList<JudgedResult> results)
    {
        IReadOnlyList<JudgedResult> said = rules.ClearSecrets.IsEmpty ? results : groups.Judge(entry, part, rules.ClearSecrets);
        node.HasClearSecrets = said.Any(static one => one.Result.Status == AciFindingStatus.Fail && RiskRules.ClearSecrets.Contains(one.Entry.Id));
    }

    /// <summary>What the rules on groups say of a profile.</summary>
    public IReadOnlyList<JudgedResult> JudgeProfile(GroupEntry profile, SourceFile source) =>
        groups.Judge(profile, new EstatePart { Source = source, Groups = [profile] }, rules.OfProfile);

    private IEnumerable<AciSecurityFinding> Assess(GroupEntry entry, EstatePart part, RuleSet set, LiveLinks links, GroupNode? node = null)
    {
        List<JudgedResult> results = groups.Judge(entry, part, set);
        if (node is not null && rules.NeedsClearSecrets) NoteSecrets(node, entry, part, results);
        bool awaits = rules.NeighbourFacets.Contains(Facet.Registries);
        for (int i = results.Count - 1; awaits && i >= 0; i--)
        {
            if (results[i].Result.AwaitedRegistry is null) continue;
            bool isWanted = sink.Filter.TakesVerdict(AciFindingStatus.Unknown, results[i].Severity) || sink.Filter.TakesVerdict(AciFindingStatus.Pass, results[i].Severity);
            links.Trust.Add(entry.Group.DisplayName, entry.Group.ResourceId, results[i], isWanted ? sink.Factory.Of(entry.Group, results[i]) : null);
            results.RemoveAt(i);
        }

        sink.Count(results);
        foreach (JudgedResult open in results.Where(static r => r.Result.Status == AciFindingStatus.Unknown)) links.Ledger.Add(entry.Group, open);
        return sink.MostSevereFirst(results).Select(judged => sink.Factory.Of(entry.Group, judged));
    }

    // Images of an Azure registry are trusted where the connection has it; otherwise only its owner can say.
    private IEnumerable<AciSecurityFinding> Settle(LiveLinks links)
    {
        foreach ((string host, AwaitedTrust.Entry awaited) in links.Trust.Entries)
        {
            bool isOwned = links.Estate.OwnsRegistry(host);
            if (!isOwned)
            {
                sink.Count(awaited.Judged, awaited.Count);
                links.Ledger.Add(awaited.Judged, awaited.Groups);
            }

            AciFindingStatus status = isOwned ? AciFindingStatus.Pass : AciFindingStatus.Unknown;
            foreach (AciSecurityFinding finding in awaited.Findings.Where(f => sink.Filter.TakesVerdict(status, f.Severity)))
            {
                yield return isOwned ? FindingFactory.Passed(finding, $"The image comes from {host}, a registry of this connection.") : finding;
            }
        }
    }

    private void Note(NeighbourVerdict verdict, CoverageLedger ledger)
    {
        if (verdict.Judged.Result.Status != AciFindingStatus.Unknown) return;
        IEnumerable<(string, string?)> concerned = verdict.Subject.Groups.Select(static g => (g.DisplayName, g.ResourceId));
        if (verdict.Unread is { } part) unread.Add(part, verdict.Judged.Entry, concerned);
        else ledger.Add(verdict.Judged, concerned);
    }
}
