using System.Text.Json;
using System.Text.RegularExpressions;

namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>Everything that came out of an operation.</summary>
internal sealed partial class Outcome
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Objects that were given.</summary>
    public List<object> Given { get; } = [];

    /// <summary>Error objects.</summary>
    public List<AciProblem> Problems { get; } = [];

    /// <summary>Lines for people: verbose, debug, warning, information.</summary>
    public List<string> Said { get; } = [];

    /// <summary>What ended the operation before its end; null where it came to its end.</summary>
    public Exception? Ended { get; private set; }

    /// <summary>Findings that were given.</summary>
    public IEnumerable<AciSecurityFinding> Findings => Given.OfType<AciSecurityFinding>();

    /// <summary>Findings that say what was not seen.</summary>
    public IEnumerable<AciSecurityFinding> Coverage => Findings.Where(static finding => finding.Category == AciRuleCategory.Coverage);

    /// <summary>Verdicts: by rule, what was judged and where.</summary>
    public ILookup<string, AciSecurityFinding> Verdicts => field ??= Findings.Where(static finding => finding.Category != AciRuleCategory.Coverage).ToLookup(static finding => finding.FindingId);

    /// <summary>Everything that was said of what was not seen or not done, as one text.</summary>
    public string Confession => field ??= string.Join('\n',
    [
        .. Problems.Select(static problem => $"{problem.Id} {problem.Target} {problem.Message}"),
        .. Coverage.Select(static finding => $"{finding.RuleId} {finding.SubjectId} {string.Join(' ', finding.RelatedResourceId)} {finding.Message}"),
        .. Said.Where(static line => line.Contains("is gone since it was listed", StringComparison.Ordinal)),
        Ended?.Message ?? string.Empty,
    ]);

    /// <summary>Runs an operation to its end, or to what ends it.</summary>
    public static async Task<Outcome> OfAsync<T>(FaultWorld world, IAsyncEnumerable<T> operation)
        where T : class
    {
        var outcome = new Outcome();
        try
        {
            await foreach (T item in operation) outcome.Given.Add(item);
        }
        catch (AciProblemException ended)
        {
            outcome.Ended = ended;
        }
        catch (OperationCanceledException stopped)
        {
            outcome.Ended = stopped;
        }

        while (world.Recorder.Problems.TryDequeue(out AciProblem? problem)) outcome.Problems.Add(problem);
        while (world.Recorder.Said.TryDequeue(out string? line)) outcome.Said.Add(line);
        return outcome;
    }

    /// <summary>No token and no header of one is in anything that anybody can see.</summary>
    public void HoldsNoSecret()
    {
        string[] all =
        [
            .. Given.Select(static item => JsonSerializer.Serialize(item, item.GetType(), Plain)),
            .. Problems.Select(static problem => JsonSerializer.Serialize(problem, Plain)),
            .. Said,
            Ended?.ToString() ?? string.Empty,
        ];
        Assert.DoesNotContain(all, static text => TokenForm().IsMatch(text));
    }

    /// <summary>Each error object and each finding on what was not seen says what to do.</summary>
    public void SaysWhatToDo()
    {
        Assert.All(Problems, static problem => Assert.False(string.IsNullOrWhiteSpace(problem.Message) || string.IsNullOrWhiteSpace(problem.Recommendation), problem.Id));
        Assert.All(Coverage, static finding => Assert.False(string.IsNullOrWhiteSpace(finding.Message) || string.IsNullOrWhiteSpace(finding.Recommendation), finding.RuleId));
        if (Ended is AciProblemException { Problem: { } problem }) Assert.False(string.IsNullOrWhiteSpace(problem.Recommendation), problem.Id);
    }

    [GeneratedRegex(@"sandbox\.[0-9a-f]{32}|Bearer [\w.-]{8,}", RegexOptions.CultureInvariant)]
    private static partial Regex TokenForm();
}
