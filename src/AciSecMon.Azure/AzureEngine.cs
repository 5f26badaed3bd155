using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Metrics;
using AciSecMon.Azure.Access;
using AciSecMon.Azure.Activity;
using AciSecMon.Azure.Alerts;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Coverage;
using AciSecMon.Azure.Defender;
using AciSecMon.Azure.Diagnostics;
using AciSecMon.Azure.Estate;
using AciSecMon.Azure.Images;
using AciSecMon.Azure.Logs;
using AciSecMon.Azure.Metrics;
using AciSecMon.Azure.Permissions;
using AciSecMon.Azure.Policies;
using AciSecMon.Azure.SetUp;
using AciSecMon.Azure.Threats;

namespace AciSecMon.Azure;

/// <summary>The Azure side that the cmdlets create in the engine's load context.</summary>
internal sealed class AzureEngine(Func<string, string?> environment, TimeProvider clock) : IAzureEngine
{
    private static readonly TimeSpan CompletionTime = TimeSpan.FromSeconds(2);

    /// <summary>The engine with the process's environment and the system's clock.</summary>
    public AzureEngine()
        : this(Environment.GetEnvironmentVariable, TimeProvider.System)
    {
    }

    public IReadOnlyDictionary<string, string> ApiVersions => Calls.ApiVersions.ByService;

    public Task<AciConnection> ConnectAsync(ConnectionRequest request, IAciPipeline pipeline, CancellationToken cancellationToken) =>
        new SignIn(environment, clock).ConnectAsync(request, pipeline, cancellationToken);

    public void Disconnect(AciConnection connection) => SessionOf(connection).Close();

    public AciCallStatistics StatisticsOf(AciConnection connection) => SessionOf(connection).Counter.Snapshot();

    public IAsyncEnumerable<AciDiagnosticSetting> GetDiagnosticsAsync(AciConnection connection, GroupSelection selection, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return HasScope(session, selection)
            ? new DiagnosticsReader(session.Arm, Finder(session)).ReadAsync(selection, pipeline, cancellationToken)
            : NothingAsync<AciDiagnosticSetting>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> EnableDiagnosticsAsync(
        AciConnection connection, GroupSelection selection, EnableDiagnosticsRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return HasScope(session, selection)
            ? new DiagnosticsEnabler(session.Arm, Finder(session), session.Clock, Grace.By(session.Watch)).EnableAsync(selection, request, pipeline, cancellationToken)
            : NothingAsync<AciChange>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> DisableDiagnosticsAsync(
        AciConnection connection, GroupSelection selection, DisableDiagnosticsRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return HasScope(session, selection)
            ? new DiagnosticsDisabler(session.Arm, Finder(session), session.Clock, Grace.By(session.Watch)).DisableAsync(selection, request, pipeline, cancellationToken)
            : NothingAsync<AciChange>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciDefenderPlan> GetDefenderPlansAsync(
        AciConnection connection, IReadOnlyList<string> names, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return session.SubscriptionsFor(subscriptionIds) is { Count: > 0 } asked
            ? new DefenderPlanReader(session.Arm).ReadAsync(names, asked, pipeline, cancellationToken)
            : NothingAsync<AciDefenderPlan>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> EnableDefenderPlansAsync(
        AciConnection connection, EnableDefenderPlanRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return session.SubscriptionsFor(request.SubscriptionId) is { Count: > 0 } asked
            ? new DefenderPlanEnabler(session.Arm, session.Clock, Grace.By(session.Watch), Cloud.IsCommercial(session.Name)).EnableAsync(request, asked, pipeline, cancellationToken)
            : NothingAsync<AciChange>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciSecurityAlert> GetSecurityAlertsAsync(
        AciConnection connection, GroupSelection selection, SecurityAlertRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return HasScope(session, selection)
            ? new SecurityAlertReader(session).ReadAsync(selection, request, pipeline, cancellationToken)
            : NothingAsync<AciSecurityAlert>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciSecurityRecommendation> GetSecurityRecommendationsAsync(
        AciConnection connection, GroupSelection selection, SecurityRecommendationRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return HasScope(session, selection)
            ? new SecurityRecommendationReader(session).ReadAsync(selection, request, pipeline, cancellationToken)
            : NothingAsync<AciSecurityRecommendation>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciImageVulnerability> GetImageVulnerabilitiesAsync(
        AciConnection connection, GroupSelection selection, ImageVulnerabilityRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return HasScope(session, selection)
            ? new ImageVulnerabilityReader(session).ReadAsync(selection, request, pipeline, cancellationToken)
            : NothingAsync<AciImageVulnerability>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> SetSecurityAlertsAsync(AciConnection connection, SetSecurityAlertRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return new SecurityAlertChanger(session.Arm, session.Clock, Grace.By(session.Watch)).SetAsync(request, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciDetectionResult> SearchLogAsync(AciConnection connection, LogSearchRequest request, IAciPipeline pipeline, CancellationToken cancellationToken) =>
        new LogSearcher(OpenSessionOf(connection)).SearchAsync(request, pipeline, cancellationToken);

    public IAsyncEnumerable<LogRow> QueryLogAsync(AciConnection connection, LogQueryRequest request, IAciPipeline pipeline, CancellationToken cancellationToken) =>
        new LogSearcher(OpenSessionOf(connection)).QueryAsync(request, pipeline, cancellationToken);

    public IAsyncEnumerable<AciActivity> GetActivityAsync(AciConnection connection, GroupSelection selection, ActivityRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return HasScope(session, selection)
            ? new ActivityReader(session).ReadAsync(selection, request, pipeline, cancellationToken)
            : NothingAsync<AciActivity>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciAccess> GetAccessAsync(AciConnection connection, GroupSelection selection, AccessRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return HasScope(session, selection)
            ? new AccessReader(session).ReadAsync(selection, request, pipeline, cancellationToken)
            : NothingAsync<AciAccess>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciMetricSample> GetMetricsAsync(AciConnection connection, GroupSelection selection, MetricRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return HasScope(session, selection)
            ? new MetricReader(session.Arm, Finder(session), session.Clock).ReadAsync(selection, request, pipeline, cancellationToken)
            : NothingAsync<AciMetricSample>(session, pipeline, cancellationToken);
    }

    public async IAsyncEnumerable<AciSecurityFinding> GetMetricFindingsAsync(
        AciConnection connection, GroupSelection selection, MetricRequest request, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset now = OpenSessionOf(connection).Clock.GetUtcNow();
        await foreach (AciMetricSample sample in GetMetricsAsync(connection, selection, request, pipeline, cancellationToken).ConfigureAwait(false))
        {
            if (MetricFindings.Of(sample, now) is { } finding) yield return finding;
        }
    }

    public IAsyncEnumerable<AciAlertRule> GetAlertRulesAsync(
        AciConnection connection, AlertRuleRequest request, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return session.SubscriptionsFor(subscriptionIds) is { Count: > 0 } asked
            ? AlertRules(session).ReadAsync(request, asked, pipeline, cancellationToken)
            : NothingAsync<AciAlertRule>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> EnableAlertRulesAsync(AciConnection connection, EnableAlertRuleRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return session.SubscriptionsFor(request.SubscriptionId) is { Count: > 0 } asked
            ? new AlertRuleEnabler(session.Arm, Finder(session), Grace.By(session.Watch), session.Clock).EnableAsync(request, asked, pipeline, cancellationToken)
            : NothingAsync<AciChange>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> DisableAlertRulesAsync(AciConnection connection, DisableAlertRuleRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return session.SubscriptionsFor(request.SubscriptionId) is { Count: > 0 } asked
            ? new AlertRuleDisabler(session.Arm, AlertRules(session), Grace.By(session.Watch), session.Clock).DisableAsync(request, asked, pipeline, cancellationToken)
            : NothingAsync<AciChange>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> EnablePoliciesAsync(AciConnection connection, EnablePolicyRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return PolicyScope.Of(request.Place, session) is { Count: > 0 } scopes
            ? new PolicyEnabler(session.Arm, pipeline, Grace.By(session.Watch), session.Clock).EnableAsync(request, scopes, cancellationToken)
            : NothingAsync<AciChange>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> DisablePoliciesAsync(AciConnection connection, DisablePolicyRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return PolicyScope.Of(request.Place, session) is { Count: > 0 } scopes
            ? new PolicyDisabler(session.Arm, pipeline, Grace.By(session.Watch), session.Clock).DisableAsync(request, scopes, cancellationToken)
            : NothingAsync<AciChange>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciMonitoringCoverage> GetCoverageAsync(AciConnection connection, GroupSelection selection, CoverageRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return HasScope(session, selection)
            ? new CoverageReader(session, Finder(session), request).ReadAsync(selection, pipeline, cancellationToken)
            : NothingAsync<AciMonitoringCoverage>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciChange> EnableMonitoringAsync(AciConnection connection, EnableMonitoringRequest request, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        return session.SubscriptionsFor(request.SubscriptionId).Count > 0
            ? new MonitoringEnabler(session, Finder(session)).EnableAsync(request, pipeline, cancellationToken)
            : NothingAsync<AciChange>(session, pipeline, cancellationToken);
    }

    public IAsyncEnumerable<AciCapability> TestCapabilitiesAsync(
        AciConnection connection, IReadOnlyList<string> capabilities, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        AzureSession session = OpenSessionOf(connection);
        IReadOnlyList<Capability> chosen = Capabilities.Find(capabilities);
        return session.SubscriptionsFor(subscriptionIds) is { Count: > 0 } asked
            ? new CapabilityTester(session.Arm).TestAsync(chosen, asked, pipeline, cancellationToken)
            : NothingAsync<AciCapability>(session, pipeline, cancellationToken);
    }

    public IReadOnlyList<string> SubscriptionsOf(AciConnection connection) => SessionOf(connection).SubscriptionsFor([]);

    public string LeastRole(IReadOnlyList<string> capabilities, IReadOnlyList<string> subscriptionIds) => Permissions.LeastRole.Of(Capabilities.Find(capabilities), subscriptionIds);

    public async Task<IReadOnlyDictionary<string, string>> CompleteNameAsync(AciConnection connection, AciNameKind kind, string prefix, CancellationToken cancellationToken)
    {
        AzureSession session = SessionOf(connection);
        if (session.IsClosed) return new Dictionary<string, string>();
        using var limit = new CancellationTokenSource(CompletionTime, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await NameCompletion.FindAsync(session, kind, prefix, stop.Token).ConfigureAwait(false);
    }

    private static bool HasScope(AzureSession session, GroupSelection selection) => selection.ResourceId.Count > 0 || session.SubscriptionsFor(selection.SubscriptionId).Count > 0;

    private static async IAsyncEnumerable<T> NothingAsync<T>(AzureSession session, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await reporter.ProblemAsync(session.NoSubscription(), cancellationToken).ConfigureAwait(false);
        yield break;
    }

    private static AlertRuleReader AlertRules(AzureSession session) => new(session, LogRules.IsCurrent);

    private static GroupFinder Finder(AzureSession session) => new(session.Arm, new GroupScope(session.Subscriptions, session.Visible.CanAsk, session.Unseen));

    private static AzureSession SessionOf(AciConnection connection) => ((AzureEstate)LiveEstates.Of(connection)).Session;

    private static AzureSession OpenSessionOf(AciConnection connection)
    {
        AzureSession session = SessionOf(connection);
        session.RequireOpen();
        return session;
    }
}
