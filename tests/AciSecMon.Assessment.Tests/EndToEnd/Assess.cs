using System.Text.Json.Nodes;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.EndToEnd;

/// <summary>Runs the engine as the cmdlets do and keeps all that it says.</summary>
internal sealed class Assess : IAciReporter
{
    public static readonly IReadOnlyList<AciFindingStatus> EveryStatus = Enum.GetValues<AciFindingStatus>();

    private static readonly AssessmentEngine Engine = new();

    public List<AciSecurityFinding> Findings { get; } = [];

    public List<AciContainerGroup> Groups { get; } = [];

    public List<AciRisk> Risks { get; } = [];

    public List<AciProblem> Problems { get; } = [];

    public List<string> Notices { get; } = [];

    public AssessmentSummary Summary { get; private set; } = new();

    /// <summary>Every text that left the engine, as the pipeline would see it.</summary>
    public string AllText => string.Join("\n", (IEnumerable<string>)
    [
        .. Findings.Select(static f => System.Text.Json.JsonSerializer.Serialize(f)),
        .. Groups.Select(static g => System.Text.Json.JsonSerializer.Serialize(g)),
        .. Risks.Select(static r => System.Text.Json.JsonSerializer.Serialize(r)),
        .. Problems.Select(static p => System.Text.Json.JsonSerializer.Serialize(p)),
        .. Notices,
    ]);

    /// <summary>Assesses a file or folder.</summary>
    public static Task<Assess> Path(string path, AssessmentOptions? options = null) => Run([new PathInput { FullPath = path }], options);

    /// <summary>Assesses a text as if it were a file of that name.</summary>
    public static async Task<Assess> Text(string text, string fileName = "main.json", AssessmentOptions? options = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("acisecmon-");
        try
        {
            string path = System.IO.Path.Combine(folder.FullName, fileName);
            await File.WriteAllTextAsync(path, text);
            return await Path(path, options);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Assesses a group, given in Resource Manager's form, in a shape: as a file or as an object of the pipeline.</summary>
    public static Task<Assess> In(Shape shape, GroupFixture group, AssessmentOptions? options = null)
    {
        RenderedShape rendered = ShapeRenderer.Render(shape, JsonNode.Parse(group.Json)!.AsObject());
        return rendered.TypeName is null
            ? Text(rendered.Text!, "shop" + rendered.Extension, options)
            : Run([new ObjectInput { Json = rendered.Text, Tree = rendered.Tree, TypeName = rendered.TypeName }], options);
    }

    /// <summary>Assesses inputs and reads their groups and risks too.</summary>
    public static async Task<Assess> Run(IReadOnlyList<EstateInput> inputs, AssessmentOptions? options = null)
    {
        options ??= All();
        var run = new Assess();
        IAssessmentSession session = await Engine.OpenAssessmentAsync(options, run, CancellationToken.None);
        await foreach (AciSecurityFinding finding in session.AssessAsync(inputs, CancellationToken.None)) run.Findings.Add(finding);
        await foreach (AciSecurityFinding finding in session.CompleteAsync(CancellationToken.None)) run.Findings.Add(finding);
        run.Summary = session.Summary;
        var quiet = new Assess();
        await foreach (AciContainerGroup group in Engine.ReadContainerGroupsAsync(inputs, options.Read, quiet, CancellationToken.None)) run.Groups.Add(group);
        IAssessmentSession risks = await Engine.OpenAssessmentAsync(options, quiet, CancellationToken.None);
        await foreach (AciRisk risk in risks.AssessRiskAsync(inputs, CancellationToken.None)) run.Risks.Add(risk);
        return run;
    }

    /// <summary>Assesses inputs once, as one cmdlet would.</summary>
    public static async Task<Assess> Judged(IReadOnlyList<EstateInput> inputs, AssessmentOptions options)
    {
        var run = new Assess();
        IAssessmentSession session = await Engine.OpenAssessmentAsync(options, run, CancellationToken.None);
        await foreach (AciSecurityFinding finding in session.AssessAsync(inputs, CancellationToken.None)) run.Findings.Add(finding);
        await foreach (AciSecurityFinding finding in session.CompleteAsync(CancellationToken.None)) run.Findings.Add(finding);
        run.Summary = session.Summary;
        return run;
    }

    /// <summary>Every result, without a settings file.</summary>
    public static AssessmentOptions All(string profile = "Strict") =>
        new() { Status = EveryStatus, Settings = new SettingsOptions { NoSettings = true, Profile = profile } };

    /// <summary>What is given back when nothing is said, without a settings file.</summary>
    public static AssessmentOptions Default() => new() { Settings = new SettingsOptions { NoSettings = true } };

    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => Note(message);

    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask InformationAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) => Note(message);

    public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken)
    {
        Problems.Add(problem);
        return ValueTask.CompletedTask;
    }

    public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) => Note(status);

    private ValueTask Note(string text)
    {
        Notices.Add(text);
        return ValueTask.CompletedTask;
    }
}
