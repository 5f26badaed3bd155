using System.Runtime.CompilerServices;
using AciSecMon.Isolation;

namespace AciSecMon.Module.Tests.Live;

/// <summary>Tests that put something in the place of the engine's parts. The place is one for the process, so they run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FakeParts
{
    public const string Name = "Fakes";
}

/// <summary>An Azure side, an assessment and a sandbox that note what they are asked, and answer what the test wants.</summary>
internal sealed class FakeAzure : IAzureEngine, IAciEngine, IAssessmentSession, ISandbox, IDisposable
{
    public FakeAzure() => AciSecMon.Isolation.Engine.Replaced = new EngineParts(this, this, this);

    /// <summary>Requests to sign in.</summary>
    public List<ConnectionRequest> SignIns { get; } = [];

    /// <summary>Connections that were given up.</summary>
    public List<AciConnection> Ended { get; } = [];

    /// <summary>Connections and selections that were asked about, in order.</summary>
    public List<(AciConnection Connection, GroupSelection Selection)> Asked { get; } = [];

    /// <summary>Inputs of assessments.</summary>
    public List<EstateInput> Inputs { get; } = [];

    /// <summary>Options of the assessment.</summary>
    public AssessmentOptions? Options { get; private set; }

    /// <summary>Requests to switch on.</summary>
    public List<object> Requests { get; } = [];

    /// <summary>What signing in fails with; null for success.</summary>
    public AciProblemException? Refusal { get; set; }

    /// <summary>Subscriptions that a connection means where none is named.</summary>
    public IReadOnlyList<string> Subscriptions { get; set; } = [];

    /// <summary>Groups that are read.</summary>
    public List<AciContainerGroup> Groups { get; } = [];

    /// <summary>What happens when groups are asked about.</summary>
    public Func<IAciPipeline, CancellationToken, Task>? OnAsk { get; set; }

    /// <summary>What names are completed with.</summary>
    public Func<AciNameKind, string, Task<IReadOnlyDictionary<string, string>>> Names { get; set; } =
        static (_, _) => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    /// <summary>Counts so far.</summary>
    public AciCallStatistics Statistics { get; set; } = new();

    /// <inheritdoc/>
    public AssessmentSummary Summary { get; set; } = new() { Groups = 2 };

    public IReadOnlyDictionary<string, string> ApiVersions { get; } = new Dictionary<string, string> { ["Microsoft.A/b"] = "2020-01-01" };

    public void Dispose() => AciSecMon.Isolation.Engine.Replaced = null;

    public Task<AciConnection> ConnectAsync(ConnectionRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        SignIns.Add(request);
        if (Refusal is not null) throw Refusal;
        return Task.FromResult(new AciConnection { Account = request.AccountId ?? "somebody", Credential = request.Credential, TenantId = request.TenantId, Environment = request.Environment ?? "AzureCloud" });
    }

    public void Disconnect(AciConnection connection) => Ended.Add(connection);

    public AciCallStatistics StatisticsOf(AciConnection connection) => Statistics;

    public IAsyncEnumerable<AciDiagnosticSetting> GetDiagnosticsAsync(AciConnection connection, GroupSelection selection, IAciPipeline pipeline, CancellationToken cancellationToken) =>
        AskAsync(connection, selection, pipeline, static id => new AciDiagnosticSetting { ResourceId = id }, cancellationToken);

    public IAsyncEnumerable<AciChange> EnableDiagnosticsAsync(
        AciConnection connection, GroupSelection selection, EnableDiagnosticsRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return ChangeAsync(connection, selection, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> DisableDiagnosticsAsync(
        AciConnection connection, GroupSelection selection, DisableDiagnosticsRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return ChangeAsync(connection, selection, pipeline, cancellationToken);
    }

    public List<LogRequest> LogRequests { get; } = [];

    public IAsyncEnumerable<AciDetectionResult> SearchLogAsync(AciConnection connection, LogSearchRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        LogRequests.Add(request);
        return Each<AciDetectionResult>([.. request.DetectionId.Select(static id => new AciDetectionResult { DetectionId = id })]);
    }

    public IAsyncEnumerable<LogRow> QueryLogAsync(AciConnection connection, LogQueryRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        LogRequests.Add(request);
        return Each<LogRow>(
        [
            new([new("Name", "web"), new("Count", 3L), new("Bag", new Dictionary<string, object?> { ["a"] = 1L }), new("List", new object?[] { "x", "y" }), new("name", "other"), new(string.Empty, 1L)]),
        ]);
    }

    public IAsyncEnumerable<AciDefenderPlan> GetDefenderPlansAsync(
        AciConnection connection, IReadOnlyList<string> names, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add((string.Join(' ', names), string.Join(' ', subscriptionIds)));
        return Each<AciDefenderPlan>([new() { Name = "Arm", SubscriptionId = "s1", Enabled = false }, new() { Name = "KeyVaults", SubscriptionId = "s1" }, new() { Name = "Arm", SubscriptionId = "s2" }]);
    }

    public IAsyncEnumerable<AciChange> EnableDefenderPlansAsync(AciConnection connection, EnableDefenderPlanRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Each<AciChange>([]);
    }

    public IAsyncEnumerable<AciSecurityAlert> GetSecurityAlertsAsync(
        AciConnection connection, GroupSelection selection, SecurityAlertRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return AskAsync(connection, selection, pipeline, static id => new AciSecurityAlert { ResourceId = "/alerts/one", RelatedResourceId = [id] }, cancellationToken);
    }

    public IAsyncEnumerable<AciSecurityRecommendation> GetSecurityRecommendationsAsync(
        AciConnection connection, GroupSelection selection, SecurityRecommendationRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return AskAsync(connection, selection, pipeline, static id => new AciSecurityRecommendation { RecommendationId = id + "/one", RelatedResourceId = [id] }, cancellationToken);
    }

    public IAsyncEnumerable<AciImageVulnerability> GetImageVulnerabilitiesAsync(
        AciConnection connection, GroupSelection selection, ImageVulnerabilityRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return AskAsync(connection, selection, pipeline, static id => new AciImageVulnerability { Image = "contoso.azurecr.io/shop/web:1", RelatedResourceId = [id] }, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> SetSecurityAlertsAsync(AciConnection connection, SetSecurityAlertRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Each<AciChange>([]);
    }

    public IAsyncEnumerable<AciMetricSample> GetMetricsAsync(AciConnection connection, GroupSelection selection, MetricRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Each<AciMetricSample>([]);
    }

    public IAsyncEnumerable<AciSecurityFinding> GetMetricFindingsAsync(AciConnection connection, GroupSelection selection, MetricRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Each<AciSecurityFinding>([]);
    }

    public IAsyncEnumerable<AciActivity> GetActivityAsync(AciConnection connection, GroupSelection selection, ActivityRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return AskAsync(connection, selection, pipeline, static id => new AciActivity { ResourceId = id }, cancellationToken);
    }

    public IAsyncEnumerable<AciAccess> GetAccessAsync(AciConnection connection, GroupSelection selection, AccessRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        Asked.Add((connection, selection));
        return Each<AciAccess>([new() { PrincipalName = "somebody", LeastRole = request.IncludeUsage ? "{}" : null }]);
    }

    public IAsyncEnumerable<AciAlertRule> GetAlertRulesAsync(
        AciConnection connection, AlertRuleRequest request, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Each<AciAlertRule>([]);
    }

    public IAsyncEnumerable<AciChange> EnableAlertRulesAsync(AciConnection connection, EnableAlertRuleRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Each<AciChange>([]);
    }

    public IAsyncEnumerable<AciChange> DisableAlertRulesAsync(AciConnection connection, DisableAlertRuleRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Each<AciChange>([]);
    }

    public IAsyncEnumerable<AciChange> EnablePoliciesAsync(AciConnection connection, EnablePolicyRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Each<AciChange>([]);
    }

    public IAsyncEnumerable<AciChange> DisablePoliciesAsync(AciConnection connection, DisablePolicyRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Each<AciChange>([]);
    }

    public IAsyncEnumerable<AciMonitoringCoverage> GetCoverageAsync(AciConnection connection, GroupSelection selection, CoverageRequest request, IAciPipeline pipeline, CancellationToken cancellationToken) =>
        AskAsync(connection, selection, pipeline, static id => new AciMonitoringCoverage { ResourceId = id }, cancellationToken);

    public IAsyncEnumerable<AciChange> EnableMonitoringAsync(AciConnection connection, EnableMonitoringRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Each<AciChange>([]);
    }

    public IAsyncEnumerable<AciCapability> TestCapabilitiesAsync(
        AciConnection connection, IReadOnlyList<string> capabilities, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken) =>
        Each<AciCapability>([new() { Name = string.Join(' ', capabilities), SubscriptionId = string.Join(' ', subscriptionIds) }]);

    public IReadOnlyList<string> SubscriptionsOf(AciConnection connection) => Subscriptions;

    public string LeastRole(IReadOnlyList<string> capabilities, IReadOnlyList<string> subscriptionIds) => $"{string.Join(' ', capabilities)} on {string.Join(' ', subscriptionIds)}";

    public Task<IReadOnlyDictionary<string, string>> CompleteNameAsync(AciConnection connection, AciNameKind kind, string prefix, CancellationToken cancellationToken) => Names(kind, prefix);

    public async IAsyncEnumerable<AciContainerGroup> ReadContainerGroupsAsync(
        IReadOnlyList<EstateInput> inputs, ReadOptions options, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Inputs.AddRange(inputs);
        await Task.Yield();
        foreach (AciContainerGroup group in Groups) yield return group;
    }

    public Task<IAssessmentSession> OpenAssessmentAsync(AssessmentOptions options, IAciReporter reporter, CancellationToken cancellationToken)
    {
        Options = options;
        return Task.FromResult<IAssessmentSession>(this);
    }

    public Task<IPolicySession> OpenPolicyTestAsync(PolicyOptions options, IAciReporter reporter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IReadOnlyList<AciPolicyDefinition> GetPolicyDefinitions() => [];

    public IReadOnlyList<AciDetection> GetDetections() => [new() { DetectionId = "ACI-KQL-001", Title = "One", Table = ["T"] }, new() { DetectionId = "ACI-KQL-002", Title = "Two", Table = ["T"] }];

    public Task<IReadOnlyList<AciSecurityRule>> GetRulesAsync(SettingsOptions options, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AciSecurityRule>>([]);

    public IAsyncEnumerable<AciSecurityFinding> AssessAsync(IReadOnlyList<EstateInput> inputs, CancellationToken cancellationToken)
    {
        Inputs.AddRange(inputs);
        return Each<AciSecurityFinding>([]);
    }

    public IAsyncEnumerable<AciRisk> AssessRiskAsync(IReadOnlyList<EstateInput> inputs, CancellationToken cancellationToken)
    {
        Inputs.AddRange(inputs);
        return Each<AciRisk>([]);
    }

    public IAsyncEnumerable<AciSecurityFinding> CompleteAsync(CancellationToken cancellationToken) => Each<AciSecurityFinding>([]);

    public AzureWire OpenGenerated(int groups) => Open();

    public AzureWire Open() => new()
    {
        Handler = new HttpClientHandler(),
        GetTokenAsync = static (_, _) => throw new NotSupportedException(),
        ResourceManager = new Uri("https://sandbox.invalid"),
        Name = "Sandbox",
        Account = "sandbox",
        TenantId = "t",
    };

    private async IAsyncEnumerable<T> AskAsync<T>(
        AciConnection connection, GroupSelection selection, IAciPipeline pipeline, Func<string, T> answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked.Add((connection, selection));
        if (OnAsk is not null) await OnAsk(pipeline, cancellationToken);
        foreach (string id in selection.ResourceId) yield return answer(id);
    }

    private async IAsyncEnumerable<AciChange> ChangeAsync(AciConnection connection, GroupSelection selection, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked.Add((connection, selection));
        foreach (string id in selection.ResourceId)
        {
            string name = id[(id.LastIndexOf('/') + 1)..];
            var proposal = new ChangeProposal { Target = $"container group '{name}'", Action = "write diagnostic setting; the container group restarts", Request = $"PUT {id}/x\n{{ \"body\": true }}" };
            bool agreed = await pipeline.ShouldProcessAsync(proposal, cancellationToken);
            AciChangeResult result = agreed ? AciChangeResult.Changed : pipeline.IsWhatIf ? AciChangeResult.WouldChange : AciChangeResult.Declined;
            yield return new AciChange { ResourceId = id, Result = result };
        }
    }

    private static async IAsyncEnumerable<T> Each<T>(T[] items)
    {
        await Task.Yield();
        foreach (T item in items) yield return item;
    }
}
