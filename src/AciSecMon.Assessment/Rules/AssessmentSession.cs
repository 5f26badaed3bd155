using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Findings;
using AciSecMon.Assessment.Rules.Risk;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules;

/// <summary>One run: its settings, its rules, its key for evidence tags, and its counts.</summary>
internal sealed class AssessmentSession : IAssessmentSession
{
    private readonly AssessmentOptions options;
    private readonly IAciReporter reporter;
    private readonly GroupJudge judge;
    private readonly GroupJudge riskJudge;
    private readonly FindingFilter filter;
    private readonly FindingFactory factory;
    private readonly CoverageFindings coverage;
    private readonly HashSet<(string FindingId, AciFindingStatus Status)> emittedOfSource = [];
    private string? currentSource;

    public AssessmentSession(AssessmentOptions options, AssessmentSettings settings, IAciReporter reporter, TimeProvider time)
    {
        this.options = options;
        this.reporter = reporter;
        RuleSelection rules = RuleSelection.From(options, settings);
        filter = new FindingFilter(options, rules.GivesVerdicts);
        judge = new GroupJudge(rules, settings, filter.WantsQuietResults);
        riskJudge = new GroupJudge(rules, settings, keepsQuietResults: true);
        factory = new FindingFactory(new EvidenceText(new SecretTag()), time);
        coverage = new CoverageFindings(rules, factory);
    }

    public AssessmentSummary Summary { get; } = new();

    public async IAsyncEnumerable<AciSecurityFinding> AssessAsync(
        IReadOnlyList<EstateInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (EstateRead read in ReadAsync(inputs, cancellationToken).ConfigureAwait(false))
        {
            foreach (AciSecurityFinding finding in Assess(read, cancellationToken))
            {
                if (emittedOfSource.Add((finding.FindingId, finding.Status))) yield return finding;
            }
        }
    }

    public async IAsyncEnumerable<AciRisk> AssessRiskAsync(
        IReadOnlyList<EstateInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (EstateRead read in ReadAsync(inputs, cancellationToken).ConfigureAwait(false))
        {
            if (read.Part is null) continue;
            foreach (GroupEntry entry in read.Part.Groups)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Summary.Groups++;
                List<JudgedResult> results = riskJudge.Judge(entry, read.Part);
                Count(results);
                yield return RiskScore.Of(entry, [.. results.Select(static r => (r.Entry.Metadata, r.Result with { Severity = r.Severity }))]);
            }
        }
    }

    /// <summary>No rule so far needs every group, so there is nothing left to say.</summary>
    public async IAsyncEnumerable<AciSecurityFinding> CompleteAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(false);
        yield break;
    }

    private async IAsyncEnumerable<EstateRead> ReadAsync(IReadOnlyList<EstateInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (EstateInput input in inputs)
        {
            await foreach (EstateRead read in EstateReader.ReadAsync(input, options.Read, cancellationToken).ConfigureAwait(false))
            {
                if (read.Source.Path is null || read.Source.Path != currentSource) StartSource(read.Source.Path);
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
        foreach (AciSecurityFinding finding in read.Problems.SelectMany(p => coverage.OfProblem(read.Source, p)).Where(filter.TakesCoverage)) yield return finding;
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

        foreach (AciSecurityFinding finding in coverage.OfGaps(part).Concat(coverage.OfLedger(part, ledger)).Where(filter.TakesCoverage)) yield return finding;
    }

    private IEnumerable<AciSecurityFinding> AssessGroup(GroupEntry entry, EstatePart part, CoverageLedger ledger)
    {
        List<JudgedResult> results = judge.Judge(entry, part);
        Summary.Groups++;
        Count(results);
        foreach (JudgedResult open in results.Where(static r => r.Result.Status == AciFindingStatus.Unknown)) ledger.Add(entry.Group, open);
        foreach (JudgedResult judged in MostSevereFirst(results)) yield return factory.Of(entry.Group, judged);
        foreach (AciSecurityFinding finding in coverage.OfUnknownProperties(entry.Group).Where(filter.TakesCoverage)) yield return finding;
    }

    private IEnumerable<AciSecurityFinding> AssessTemplate(TemplateFacts template, EstatePart part, CoverageLedger ledger)
    {
        List<JudgedResult> results = judge.Judge(template, part);
        Count(results);
        foreach (JudgedResult open in results.Where(static r => r.Result.Status == AciFindingStatus.Unknown)) ledger.Add(open);
        foreach (JudgedResult judged in MostSevereFirst(results)) yield return factory.Of(template, judged);
    }

    private IOrderedEnumerable<JudgedResult> MostSevereFirst(List<JudgedResult> results) => results
        .Where(r => filter.TakesVerdict(r.Result.Status, r.Severity))
        .OrderByDescending(static r => r.Severity)
        .ThenBy(static r => r.Entry.Id, StringComparer.Ordinal)
        .ThenBy(static r => r.Result.Place.ToString(), StringComparer.Ordinal);

    private void Count(List<JudgedResult> results)
    {
        foreach (JudgedResult judged in results)
        {
            switch (judged.Result.Status)
            {
                case AciFindingStatus.Fail: Summary.Failures[judged.Severity] = Summary.Failures.GetValueOrDefault(judged.Severity) + 1; break;
                case AciFindingStatus.Unknown: Summary.Unknown++; break;
                case AciFindingStatus.Error: Summary.Errors++; break;
            }
        }
    }
}
