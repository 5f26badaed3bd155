using System.Net;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Graph;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Policy;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Services;

/// <summary>Leads a call to the service that answers it.</summary>
internal sealed partial class Router(ResourceStore store, SandboxClock clock, GraphService graph, ActivityLog activity, IReadOnlySet<string> missingAliases)
{
    private readonly ContainerGroups groups = new(store, clock);
    private readonly DiagnosticSettings diagnostics = new(store, clock);
    private readonly Metrics metrics = new(store);
    private readonly Pricings pricings = new(store);
    private readonly SecurityAlerts alerts = new(store);
    private readonly PolicyServices policies = new(store, clock, missingAliases);
    private readonly Authorization authorization = new(store, clock);
    private readonly Resources resources = new(store);
    private readonly Subscriptions subscriptions = new(store);

    /// <summary>How many rows a page of a list has.</summary>
    public int PageSize { get; set; } = 100;

    public Answer Respond(Call call)
    {
        string version = call.Query.GetValueOrDefault("api-version", "");
        if (version.Length == 0)
        {
            throw new RefusedException(
                HttpStatusCode.BadRequest, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");
        }

        if (!VersionForm().IsMatch(version))
            throw new RefusedException(HttpStatusCode.BadRequest, "InvalidApiVersionParameter", $"The api-version '{version}' is invalid.");

        ResourcePath path = ResourcePath.Of(call.Path);
        ServiceVersions.Demand(path, version);
        if (path.Is(GraphService.Type) && path.Scope.Length == 0) return graph.Respond(call);
        if (path.SubscriptionId.Length > 0) subscriptions.Demand(path);

        Answer answer = Lead(call, path);
        return call.Method == "GET" ? Paging.Cut(answer, call, PageSize) : answer;
    }

    private Answer Lead(Call call, ResourcePath path) => path switch
    {
        { Type: "" } => subscriptions.Respond(call, path),
        _ when DiagnosticSettings.Knows(path) => diagnostics.Respond(call, path),
        _ when ActivityLog.Knows(path) => activity.Respond(call, path),
        _ when Metrics.Knows(path) => metrics.Respond(call, path),
        _ when Pricings.Knows(path) => pricings.Respond(call, path),
        _ when SecurityAlerts.Knows(path) => alerts.Respond(call, path),
        _ when PolicyServices.Knows(path) => policies.Respond(call, path, PageSize),
        _ when Authorization.Knows(path) => authorization.Respond(call, path),
        _ when ContainerGroups.Knows(path) => groups.Respond(call, path),
        _ => resources.Respond(call, path),
    };

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(-preview)?$", RegexOptions.CultureInvariant)]
    private static partial Regex VersionForm();
}
