namespace AciSecMon;

/// <summary>The Azure side as the cmdlets see it. One instance serves all runspaces; what belongs to a person lives in the connection.</summary>
/// <remarks>
/// Failures on one resource go to the pipeline as problems, and the others go on. What ends a call is an <see cref="AciProblemException"/>; answers of a service
/// are <see cref="AciServiceException"/>.
/// </remarks>
public interface IAzureEngine
{
    /// <summary>The services whose api-version a connection can set, each with the usual one.</summary>
    IReadOnlyDictionary<string, string> ApiVersions { get; }

    /// <summary>Signs in, and checks that Resource Manager answers.</summary>
    Task<AciConnection> ConnectAsync(ConnectionRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Gives up what the connection holds. The connection cannot be used afterwards.</summary>
    void Disconnect(AciConnection connection);

    /// <summary>Counts of the connection so far.</summary>
    AciCallStatistics StatisticsOf(AciConnection connection);

    /// <summary>Reads how the logs of container groups are collected.</summary>
    IAsyncEnumerable<AciDiagnosticSetting> GetDiagnosticsAsync(AciConnection connection, GroupSelection selection, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Sees to it that logs, events and metrics of the groups are collected.</summary>
    IAsyncEnumerable<AciChange> EnableDiagnosticsAsync(
        AciConnection connection, GroupSelection selection, EnableDiagnosticsRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Ends the collection.</summary>
    IAsyncEnumerable<AciChange> DisableDiagnosticsAsync(
        AciConnection connection, GroupSelection selection, DisableDiagnosticsRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Reads the Defender plans that matter to container groups.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="names">Plans; empty for those that matter to container groups.</param>
    /// <param name="subscriptionIds">Subscriptions; empty for those of the connection.</param>
    /// <param name="pipeline">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    IAsyncEnumerable<AciDefenderPlan> GetDefenderPlansAsync(
        AciConnection connection, IReadOnlyList<string> names, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Switches Defender plans on.</summary>
    IAsyncEnumerable<AciChange> EnableDefenderPlansAsync(AciConnection connection, EnableDefenderPlanRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Reads the alerts of Defender that concern container groups.</summary>
    IAsyncEnumerable<AciSecurityAlert> GetSecurityAlertsAsync(
        AciConnection connection, GroupSelection selection, SecurityAlertRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Reads what Defender recommends on container groups and on what they lead to.</summary>
    IAsyncEnumerable<AciSecurityRecommendation> GetSecurityRecommendationsAsync(
        AciConnection connection, GroupSelection selection, SecurityRecommendationRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Reads what Defender found in the images that groups run, or that are asked for, and why nothing is known of others.</summary>
    IAsyncEnumerable<AciImageVulnerability> GetImageVulnerabilitiesAsync(
        AciConnection connection, GroupSelection selection, ImageVulnerabilityRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Gives alerts of Defender a status.</summary>
    IAsyncEnumerable<AciChange> SetSecurityAlertsAsync(AciConnection connection, SetSecurityAlertRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Runs detections in the logs of container groups, and gives their hits as they come.</summary>
    /// <exception cref="AciProblemException">A detection or a parameter is not known, or no workspace is.</exception>
    IAsyncEnumerable<AciDetectionResult> SearchLogAsync(AciConnection connection, LogSearchRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Runs a query of the caller's own, and gives its rows.</summary>
    /// <exception cref="AciProblemException">No workspace is known.</exception>
    IAsyncEnumerable<LogRow> QueryLogAsync(AciConnection connection, LogQueryRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Reads operations on container groups and on what is around them, newest first.</summary>
    /// <exception cref="AciProblemException">The time cannot be.</exception>
    IAsyncEnumerable<AciActivity> GetActivityAsync(AciConnection connection, GroupSelection selection, ActivityRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Finds out who may do what with container groups.</summary>
    IAsyncEnumerable<AciAccess> GetAccessAsync(AciConnection connection, GroupSelection selection, AccessRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Reads metrics of container groups.</summary>
    IAsyncEnumerable<AciMetricSample> GetMetricsAsync(AciConnection connection, GroupSelection selection, MetricRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Reads alert rules that concern container groups, and judges them.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="request">Which rules.</param>
    /// <param name="subscriptionIds">Subscriptions; empty for those of the connection.</param>
    /// <param name="pipeline">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    IAsyncEnumerable<AciAlertRule> GetAlertRulesAsync(
        AciConnection connection, AlertRuleRequest request, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Sees to it that alert rules are there.</summary>
    IAsyncEnumerable<AciChange> EnableAlertRulesAsync(AciConnection connection, EnableAlertRuleRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Switches alert rules off, or deletes them.</summary>
    IAsyncEnumerable<AciChange> DisableAlertRulesAsync(AciConnection connection, DisableAlertRuleRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Assigns policies, with what they need: definitions, roles of their identities, remediations.</summary>
    IAsyncEnumerable<AciChange> EnablePoliciesAsync(AciConnection connection, EnablePolicyRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Removes assignments of policies, or switches them off.</summary>
    IAsyncEnumerable<AciChange> DisablePoliciesAsync(AciConnection connection, DisablePolicyRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Finds out which metrics of container groups stand out, or have no values that could.</summary>
    IAsyncEnumerable<AciSecurityFinding> GetMetricFindingsAsync(AciConnection connection, GroupSelection selection, MetricRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Finds out how far container groups and their subscriptions are watched.</summary>
    IAsyncEnumerable<AciMonitoringCoverage> GetCoverageAsync(AciConnection connection, GroupSelection selection, CoverageRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Sets up the whole monitoring, step after step.</summary>
    IAsyncEnumerable<AciChange> EnableMonitoringAsync(AciConnection connection, EnableMonitoringRequest request, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Finds out what the caller may do.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="capabilities">Capabilities, with wildcards; empty for all.</param>
    /// <param name="subscriptionIds">Subscriptions; empty for those of the connection.</param>
    /// <param name="pipeline">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    IAsyncEnumerable<AciCapability> TestCapabilitiesAsync(
        AciConnection connection, IReadOnlyList<string> capabilities, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>The subscriptions that a connection means where none is named: its own, or else all that the account can read. Asks nothing of Azure.</summary>
    IReadOnlyList<string> SubscriptionsOf(AciConnection connection);

    /// <summary>The least custom role for capabilities, as the JSON that New-AzRoleDefinition and az role definition create take.</summary>
    string LeastRole(IReadOnlyList<string> capabilities, IReadOnlyList<string> subscriptionIds);

    /// <summary>Names that begin so, for completion, each with the text to show for it; gives up quietly where it takes too long.</summary>
    Task<IReadOnlyDictionary<string, string>> CompleteNameAsync(AciConnection connection, AciNameKind kind, string prefix, CancellationToken cancellationToken);
}

/// <summary>What the Azure side may ask of the pipeline that it works for.</summary>
public interface IAciPipeline : IAciReporter
{
    /// <summary>Asks whether a change may be made. False under -WhatIf and where the person says no; <see cref="IsWhatIf"/> tells which.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    Task<bool> ShouldProcessAsync(ChangeProposal change, CancellationToken cancellationToken);

    /// <summary>True where the caller only wants to see what would be done.</summary>
    bool IsWhatIf { get; }

    /// <summary>
    /// Keeps what a person must hear though the command was stopped and its pipeline takes nothing more: what became of a change that was under way. Never fails and
    /// never waits.
    /// </summary>
    void LastWord(string message);

    /// <summary>Asks the Az session of the runspace for a token; null where there is none.</summary>
    Task<AccessGrant?> RequestTokenAsync(string audience, string? tenantId, CancellationToken cancellationToken);
}

/// <summary>A change that a person is asked to approve.</summary>
public sealed class ChangeProposal
{
    /// <summary>What it is done to, such as <c>container group 'web' in 'shop'</c>.</summary>
    public required string Target { get; init; }

    /// <summary>What is done and what follows, such as <c>write diagnostic setting; the container group restarts</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The exact request: method, path and body.</summary>
    public required string Request { get; init; }
}

/// <summary>Counts of calls.</summary>
public sealed class AciCallStatistics
{
    /// <summary>Requests that were sent, retries included.</summary>
    public int Requests { get; init; }

    /// <summary>Answers that asked to wait.</summary>
    public int Throttled { get; init; }

    /// <summary>Requests that were sent again.</summary>
    public int Retries { get; init; }

    /// <summary>Answers with an error, after retries.</summary>
    public int Failed { get; init; }

    /// <summary>Bytes of content received.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Time spent waiting because the service asked for it.</summary>
    public TimeSpan Waited { get; init; }
}
