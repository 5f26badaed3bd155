using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;
using AciSecMon.Assessment.Rules.Findings;
using AciSecMon.Assessment.Rules.Live;
using AciSecMon.Assessment.Rules.Neighbours;
using AciSecMon.Assessment.Rules.Risk;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules;

/// <summary>One run: its settings, its rules, its key for evidence tags, and its counts.</summary>
internal sealed class AssessmentSession : IAssessmentSession
{
    private readonly AssessmentOptions options;
    private readonly IAciReporter reporter;
    private readonly TimeProvider time;
    private readonly RuleSelection rules;
    private readonly GroupJudge judge;
    private readonly NeighbourJudge neighbourJudge;
    private readonly VerdictSink sink;
    private readonly CoverageFindings coverage;
    private readonly LiveRun live;
    private readonly RiskRun risk;
    private readonly HashSet<(string FindingId, AciFindingStatus Status)> emittedOfSource = [];
    private string? currentSource;

    public AssessmentSession(AssessmentOptions options, AssessmentSettings settings, IReadOnlyList<LoadedPolicy> policies, IAciReporter reporter, TimeProvider time)
    {
        this.options = options;
        this.reporter = reporter;
        this.time = time;
        rules = RuleSelection.From(options, settings, policies, time);
        var filter = new FindingFilter(options, rules.GivesVerdicts);
        var factory = new FindingFactory(new EvidenceText(new SecretTag()), time);
        judge = new GroupJudge(rules, settings, filter.WantsQuietResults, time, rules.Policies);
        neighbourJudge = new NeighbourJudge(rules, settings, filter.WantsQuietResults, Summary);
        sink = new VerdictSink(filter, factory, Summary);
        coverage = new CoverageFindings(rules, factory);
        live = new LiveRun(rules, judge, neighbourJudge, coverage, sink, reporter, time);
        risk = new RiskRun(rules, settings, sink, live, reporter, time);
    }

    public AssessmentSummary Summary { get; } = new();

    public async IAsyncEnumerable<AciSecurityFinding> AssessAsync(
        IReadOnlyList<EstateInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (LiveInput input in inputs.OfType<LiveInput>()) live.Note(input);
        await foreach (EstateRead read in ReadAsync(inputs, cancellationToken).ConfigureAwait(false))
        {
            if (read.Part is { Live: not null } part)
            {
                await foreach (AciSecurityFinding finding in live.AssessAsync(part, cancellationToken).ConfigureAwait(false)) yield return finding;
                continue;
            }

            foreach (AciSecurityFinding finding in Assess(read, cancellationToken))
            {
                if (emittedOfSource.Add((finding.FindingId, finding.Status))) yield return finding;
            }
        }
    }

    public IAsyncEnumerable<AciRisk> AssessRiskAsync(IReadOnlyList<EstateInput> inputs, CancellationToken cancellationToken) =>
        risk.AssessAsync(ReadAsync(inputs, cancellationToken), cancellationToken);

    public IAsyncEnumerable<AciSecurityFinding> CompleteAsync(CancellationToken cancellationToken) => live.CompleteAsync(cancellationToken);

    private async IAsyncEnumerable<EstateRead> ReadAsync(IReadOnlyList<EstateInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (IReadOnlyList<EstateInput> input in PipedGroups.Gather(inputs))
        {
            await foreach (EstateRead read in PipedGroups.ReadAsync(input, options.Read, reporter, cancellationToken).ConfigureAwait(false))
            {
                if (read.Source.Path is null || read.Source.Path != currentSource) StartSource(read.Source.Path);
                if (read.Part?.Live is not null) Summary.NotAsked = rules.NotAsked;
                await reporter.ProgressAsync(read.Source.DisplayName, Summary.Files, total: 0, cancellationToken).ConfigureAwait(false);
                if (read.PassedOver is not null) await reporter.VerboseAsync(read.PassageText, cancellationToken).ConfigureAwait(false);
                foreach (AciProblem problem in read.Problems)
                {
                    Summary.Errors++;
                    await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
                }

                foreach (Documents.DocumentNotice notice in read.Part?.Notices ?? [])
                {
                    await reporter.WarningAsync($"{notice.Location.ToContract()}: {notice.Message}", cancellationToken).ConfigureAwait(false);
                }

                yield return read;
            }
        }
    }

    private void StartSource(string? path)
    {
        currentSource = path;
        emittedOfSource.Clear();
        if (path is not null) Summary.Files++;
    }

    /// <summary>Judges what one source gave; reads nothing.</summary>
    internal IEnumerable<AciSecurityFinding> Assess(EstateRead read, CancellationToken cancellationToken)
    {
        foreach (AciSecurityFinding finding in read.Problems.SelectMany(p => coverage.OfProblem(read.Source, p)).Where(sink.Filter.TakesCoverage)) yield return finding;
        if (read.Part is not { } part) yield break;
        var ledger = new CoverageLedger();
        foreach (GroupEntry entry in part.Groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (AciSecurityFinding finding in AssessGroup(entry, part, ledger)) yield return finding;
        }

        if (part.Template is { } template)
        {
            foreach (AciSecurityFinding finding in AssessTemplate(template, part, ledger)) yield return finding;
        }

        foreach (NeighbourVerdict verdict in FileNeighbours.Judge(part, neighbourJudge, profile => live.JudgeProfile(profile, part.Source), time.GetUtcNow()))
        {
            sink.Count(verdict.Judged);
            if (verdict.Judged.Result.Status == AciFindingStatus.Unknown) ledger.Add(verdict.Judged, verdict.Subject.Groups.Select(static g => (g.DisplayName, g.ResourceId)));
            if (sink.Of(verdict) is { } finding) yield return finding;
        }

        foreach (AciSecurityFinding finding in coverage.OfGaps(part).Concat(coverage.OfLedger(part.Source, ledger)).Where(sink.Filter.TakesCoverage)) yield return finding;
    }

    private IEnumerable<AciSecurityFinding> AssessGroup(GroupEntry entry, EstatePart part, CoverageLedger ledger)
    {
        List<JudgedResult> results = judge.Judge(entry, part);
        Summary.Groups++;
        sink.Count(results);
        foreach (JudgedResult open in results.Where(static r => r.Result.Status == AciFindingStatus.Unknown)) ledger.Add(entry.Group, open);
        foreach (JudgedResult judged in sink.MostSevereFirst(results)) yield return sink.Factory.Of(entry.Group, judged);
        foreach (AciSecurityFinding finding in coverage.OfUnknownProperties(entry.Group).Where(sink.Filter.TakesCoverage)) yield return finding;
    }

    private IEnumerable<AciSecurityFinding> AssessTemplate(TemplateFacts template, EstatePart part, CoverageLedger ledger)
    {
        List<JudgedResult> results = judge.Judge(template, part);
        sink.Count(results);
        foreach (JudgedResult open in results.Where(static r => r.Result.Status == AciFindingStatus.Unknown)) ledger.Add(open);
        foreach (JudgedResult judged in sink.MostSevereFirst(results)) yield return sink.Factory.Of(template, judged);
    }
}
