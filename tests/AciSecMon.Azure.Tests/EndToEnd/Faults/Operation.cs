using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Http;

namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>What the module is asked to do, by name.</summary>
internal static partial class Operation
{
    private const string Workspace = "/subscriptions/" + FaultWorld.Data + "/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/";

    // Of each kind of image one or two: each group costs a call, and each call is made with every fault.
    private static readonly GroupSelection SomeImages = new() { Name = ["web-affiliates", "web-front", "web-basket", "job-feeds", "job-images", "etl-reports", "lab-crawler"] };

    /// <summary>Operations that only read.</summary>
    public static IReadOnlyDictionary<string, Func<FaultWorld, Task<Outcome>>> Reading { get; } = new Dictionary<string, Func<FaultWorld, Task<Outcome>>>(StringComparer.Ordinal)
    {
        ["groups"] = static world => Outcome.OfAsync(world, world.Groups(CancellationToken.None)),
        ["groups with their state"] = static world => Outcome.OfAsync(world, world.Groups(CancellationToken.None, withState: true)),
        ["findings"] = static world => Outcome.OfAsync(world, world.Findings(CancellationToken.None)),
        ["diagnostics"] = static world => Outcome.OfAsync(world, world.Engine.GetDiagnosticsAsync(world.Connection!, new GroupSelection(), world.Recorder, CancellationToken.None)),
        ["plans"] = static world => Outcome.OfAsync(world, world.Engine.GetDefenderPlansAsync(world.Connection!, [], [], world.Recorder, CancellationToken.None)),
        ["coverage"] = static world => Outcome.OfAsync(world, world.Engine.GetCoverageAsync(world.Connection!, new GroupSelection(), new CoverageRequest { IncludeHeartbeat = true }, world.Recorder, CancellationToken.None)),
        ["access"] = static world => Outcome.OfAsync(world, world.Engine.GetAccessAsync(world.Connection!, new GroupSelection(), new AccessRequest { IncludeUsage = true }, world.Recorder, CancellationToken.None)),
        ["activity"] = static world => Outcome.OfAsync(world, world.Engine.GetActivityAsync(world.Connection!, new GroupSelection(), new ActivityRequest(), world.Recorder, CancellationToken.None)),
        ["policies"] = static world => Outcome.OfAsync(world, world.Policies(CancellationToken.None)),
        ["alerts"] = static world => Outcome.OfAsync(world, world.Engine.GetSecurityAlertsAsync(world.Connection!, new GroupSelection(), new SecurityAlertRequest { IncludeSuppressed = true, Status = Enum.GetValues<AciSecurityAlertStatus>() }, world.Recorder, CancellationToken.None)),
        ["recommendations"] = static world => Outcome.OfAsync(world, world.Engine.GetSecurityRecommendationsAsync(world.Connection!, new GroupSelection(), new SecurityRecommendationRequest(), world.Recorder, CancellationToken.None)),
        ["images"] = static world => Outcome.OfAsync(world, world.Engine.GetImageVulnerabilitiesAsync(world.Connection!, SomeImages, new ImageVulnerabilityRequest(), world.Recorder, CancellationToken.None)),
        ["permissions"] = static world => Outcome.OfAsync(world, world.Engine.TestCapabilitiesAsync(world.Connection!, [], [], world.Recorder, CancellationToken.None)),
    };

    /// <summary>One call of each form that an operation makes.</summary>
    public static IReadOnlyList<Target> FormsOf(IEnumerable<LoggedRequest> requests) =>
        [.. requests.Select(static request => (Form: FormOf(request), Target: TargetOf(request))).DistinctBy(static pair => pair.Form).Select(static pair => pair.Target)];

    // Types without names; of a query, what it asks for.
    private static string FormOf(LoggedRequest request)
    {
        string[] parts = request.PathAndQuery.Split('?')[0].Split('/');

        // Paths of registries hold the names of repositories and tags, of which one stands for all.
        if (request.Host.EndsWith(".azurecr.io", StringComparison.OrdinalIgnoreCase)) return $"{request.Method} {parts[1]} {(parts[1] == "oauth2" ? parts[2] : string.Empty)}";
        IEnumerable<string> types = parts.Where((part, at) => at > 0 && (parts[at - 1].Equals("providers", StringComparison.OrdinalIgnoreCase) || at % 2 == 1));
        return $"{request.Method} {string.Join('/', types)} {parts.Length} {QueryOf(request)}";
    }

    // The mark keeps a path from meaning longer ones; a registry and Microsoft Graph are asked without any.
    private static Target TargetOf(LoggedRequest request) =>
        new(request.Method, request.PathAndQuery.Split('?')[0] + (request.PathAndQuery.Contains('?', StringComparison.Ordinal) ? "?" : string.Empty), QueryOf(request));

    private static string QueryOf(LoggedRequest request) => request.Method == "POST" && TypeForm().Match(request.Body ?? string.Empty) is { Success: true } match ? match.Groups["type"].Value : string.Empty;

    [GeneratedRegex(@"type in~ \(\\u0027(?<type>[\w./]+\\u0027)", RegexOptions.CultureInvariant)]
    private static partial Regex TypeForm();
}
