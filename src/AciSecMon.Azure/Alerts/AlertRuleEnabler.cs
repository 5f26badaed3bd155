using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.Alerts;

/// <summary>Sees to it that alert rules are there, and that they call somebody.</summary>
internal sealed class AlertRuleEnabler(IArmClient arm, IGroupFinder finder, Grace grace, TimeProvider clock)
{
    private const string MadeName = "acisecmon";

    /// <summary>Works on one rule after the other. A fault on one keeps no other from being worked on.</summary>
    /// <param name="request">What is to be there.</param>
    /// <param name="subscriptionIds">Subscriptions whose operations are watched.</param>
    /// <param name="pipeline">Asks, and takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AciProblemException">The request itself is wrong; nothing was written.</exception>
    public async IAsyncEnumerable<AciChange> EnableAsync(
        EnableAlertRuleRequest request, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AlertRuleChecks.Check(request);
        List<string> mute = [];
        (string Name, LogRule Rule)[] logRules = [.. LogRules.Of(request, detection => mute.Add(detection.Id))];
        foreach (string id in mute) await pipeline.VerboseAsync($"{id} cannot be an alert rule and was passed over.", cancellationToken).ConfigureAwait(false);

        Home? workspace = request.WorkspaceId is null ? null : await HomeOfAsync(request, logRules.Length > 0, pipeline, cancellationToken).ConfigureAwait(false);
        var writer = new AlertRuleWriter(arm, pipeline, grace, clock);
        List<string> called = [.. request.ActionGroupId];
        if (request.Email.Count > 0)
        {
            (string subscription, string? resourceGroup) = workspace is null ? (subscriptionIds[0], request.ResourceGroupName) : (workspace.SubscriptionId, workspace.ResourceGroup);
            string path = WantedRule.PathOf(subscription, resourceGroup!, AlertTypes.ActionGroup, MadeName);
            var group = new WantedRule(path, AlertTypes.ActionGroup, "who is told of alerts", AlertBodies.OfActionGroup(request.Email), "/subscriptions/" + subscription);
            ChangeOutcome outcome = await writer.WriteAsync(group, cancellationToken).ConfigureAwait(false);
            yield return await ToldAsync(outcome, pipeline, cancellationToken).ConfigureAwait(false);
            if (outcome.Change.Result is AciChangeResult.Changed or AciChangeResult.Unchanged or AciChangeResult.WouldChange) called.Add(path);
            if (called.Count == 0)
            {
                await pipeline.ProblemAsync(AlertRuleChecks.NobodyToCall(path), cancellationToken).ConfigureAwait(false);
                yield break;
            }
        }

        await foreach (WantedRule wanted in WantedAsync(request, logRules, workspace, subscriptionIds, called, pipeline, cancellationToken).ConfigureAwait(false))
        {
            ChangeOutcome outcome = await writer.WriteAsync(wanted with { KeepsTuning = request.KeepsTuning }, cancellationToken).ConfigureAwait(false);
            yield return await ToldAsync(outcome, pipeline, cancellationToken).ConfigureAwait(false);
            if (outcome.Stopped is not null) ExceptionDispatchInfo.Throw(outcome.Stopped);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async IAsyncEnumerable<WantedRule> WantedAsync(
        EnableAlertRuleRequest request, (string Name, LogRule Rule)[] logRules, Home? workspace, IReadOnlyList<string> subscriptionIds, List<string> called, IAciPipeline pipeline,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach ((string name, LogRule rule) in workspace is null ? [] : logRules)
        {
            yield return new WantedRule(
                WantedRule.PathOf(workspace!.SubscriptionId, workspace.ResourceGroup, AlertTypes.LogSearch, name), AlertTypes.LogSearch, rule.Title,
                AlertBodies.OfLogSearch(rule, request.WorkspaceId!, workspace.Location, called), request.WorkspaceId!);
        }

        foreach (string subscription in request.Operation.Count == 0 ? [] : subscriptionIds)
        {
            foreach (WatchedOperation operation in request.Operation.Distinct().Select(WatchedOperation.Of))
            {
                yield return new WantedRule(
                    WantedRule.PathOf(subscription, request.ResourceGroupName!, AlertTypes.ActivityLog, LogRules.NameOf(operation.Name.ToString())), AlertTypes.ActivityLog, operation.Title,
                    AlertBodies.OfOperation(operation, subscription, called), "/subscriptions/" + subscription);
            }
        }

        if (request.Metric.Count == 0) yield break;
        await foreach (FoundGroup group in finder.FindAsync(request.Groups, pipeline, cancellationToken).ConfigureAwait(false))
        {
            if (group.IsWindows)
            {
                await pipeline.WarningAsync($"Container group '{group.Name}' ({group.Id.ResourceGroupName}) got no rule on metrics: Azure Monitor has none of Windows containers.", cancellationToken).ConfigureAwait(false);
                continue;
            }

            foreach ((string name, MetricRule rule) in request.Metric.Distinct().Select(WatchedMetric.Of).SelectMany(metric => MetricRules.Of(group, metric, request.Threshold)))
            {
                yield return new WantedRule(
                    WantedRule.PathOf(group.Id.SubscriptionId, request.AreMetricsBesideGroups ? group.Id.ResourceGroupName : request.ResourceGroupName ?? group.Id.ResourceGroupName, AlertTypes.Metric, name), AlertTypes.Metric, rule.Description,
                    AlertBodies.OfMetric(rule, called), group.Id.Text);
            }
        }
    }

    private async Task<Home> HomeOfAsync(EnableAlertRuleRequest request, bool needsLocation, IAciReporter reporter, CancellationToken cancellationToken)
    {
        ArmId id = ArmId.TryParse(request.WorkspaceId, out ArmId? known) ? known : throw AlertRuleChecks.NoWorkspaceId(request.WorkspaceId!);
        if (request.WorkspaceLocation is { } planned) return new Home(id.SubscriptionId, request.ResourceGroupName ?? id.ResourceGroupName, planned);
        if (!needsLocation) return new Home(id.SubscriptionId, request.ResourceGroupName ?? id.ResourceGroupName, string.Empty);
        Value workspace = (await arm.SendAsync(ArmRequest.Get(id.Text, ApiVersions.Workspaces), reporter, cancellationToken).ConfigureAwait(false)).Body;
        return new Home(id.SubscriptionId, request.ResourceGroupName ?? id.ResourceGroupName, workspace["location"].AsText() is { Length: > 0 } location ? location : throw Faults.NoRegion(id.Text));
    }

    private static async Task<AciChange> ToldAsync(ChangeOutcome outcome, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        // Even where the caller has stopped, what was begun is reported.
        await outcome.TellAsync(pipeline, cancellationToken).ConfigureAwait(false);
        return outcome.Change;
    }

    private sealed record Home(string SubscriptionId, string ResourceGroup, string Location);
}
