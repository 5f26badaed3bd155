using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Rules.Neighbours.Threats;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Threats;

/// <summary>
/// Reads Defender's alerts, subscription by subscription, and gives those that concern container groups. By lists of Resource Manager and not by the index, which leaves out
/// what may not be read without a word. Where nothing can come because a plan is off or Defender was never switched on, that is said: an empty list is no sign of health.
/// </summary>
internal sealed class SecurityAlertReader(AzureSession session)
{
    /// <summary>The alerts that are asked for.</summary>
    /// <param name="selection">Which groups.</param>
    /// <param name="request">Which alerts.</param>
    /// <param name="reporter">Takes problems and warnings.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<AciSecurityAlert> ReadAsync(
        GroupSelection selection, SecurityAlertRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new GroupIndexReader(session);
        GroupIndex groups = await reader.ReadAsync(selection, reporter, cancellationToken).ConfigureAwait(false);
        if (groups.Count == 0) yield break;
        IReadOnlyDictionary<string, IReadOnlySet<AciThreatRelation>> subscriptions = await reader.SubscriptionsOfAsync(groups, reporter, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = session.Clock.GetUtcNow();
        var plans = new PlanWarnings(session);
        int done = 0;
        await foreach (Answer answer in BoundedWork.MapAsync([.. subscriptions.Keys], (id, stop) => ListAsync(id, reporter, stop), cancellationToken).ConfigureAwait(false))
        {
            foreach (AciProblem problem in answer.Problems) await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
            foreach (SecurityAlert alert in answer.Alerts)
            {
                string[] covering = [.. answer.Rules.Where(rule => rule.IsOn(now) && rule.Covers(alert)).Select(static rule => rule.Name)];
                if (IsMeant(alert, covering.Length > 0, request) && AlertMatch.Of(alert, groups) is { } match) yield return SecurityAlertRow.Of(alert, match, covering);
            }

            if (answer.IsUnregistered) await reporter.WarningAsync(PlanWarnings.NeverOn(answer.SubscriptionId), cancellationToken).ConfigureAwait(false);
            else await plans.TellAsync(answer.SubscriptionId, subscriptions[answer.SubscriptionId], reporter, cancellationToken).ConfigureAwait(false);
            await reporter.ProgressAsync("Reading alerts", ++done, subscriptions.Count, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsMeant(SecurityAlert alert, bool isCovered, SecurityAlertRequest request)
    {
        if (alert.Severity < request.MinimumSeverity || (request.After is { } after && !(alert.RaisedAt >= after))) return false;
        if (request.IncludeSuppressed && isCovered && alert.Status == AciSecurityAlertStatus.Dismissed) return true;
        return request.Status.Count == 0 ? alert.IsOpen : request.Status.Contains(alert.Status);
    }

    private async Task<Answer> ListAsync(string subscriptionId, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var answer = new Answer(subscriptionId);
        try
        {
            await foreach (ObjectValue item in session.Arm.ListAsync(ArmRequest.Get(SecurityAlertPath.AlertsOf(subscriptionId), ApiVersions.SecurityAlerts), reporter, cancellationToken).ConfigureAwait(false))
            {
                if (SecurityAlert.Of(item) is { } alert) answer.Alerts.Add(alert);
            }

            await foreach (ObjectValue item in session.Arm.ListAsync(ArmRequest.Get(SecurityAlertPath.RulesOf(subscriptionId), ApiVersions.SuppressionRules), reporter, cancellationToken).ConfigureAwait(false))
            {
                if (SuppressionRule.Of(item) is { } rule) answer.Rules.Add(rule);
            }
        }
        catch (AciServiceException fault) when (fault.Problem.Id == "AciAzureNotRegistered")
        {
            answer.IsUnregistered = true;
        }
        catch (AciServiceException fault)
        {
            bool isOfRules = fault.Request?.Contains("/alertsSuppressionRules", StringComparison.OrdinalIgnoreCase) == true;
            string what = isOfRules ? "The rules that suppress alerts" : "The alerts";
            answer.Problems.Add(Faults.On(
                fault, $"{what} of subscription '{subscriptionId}' could not be read", "/subscriptions/" + subscriptionId, isOfRules ? SecurityAlertPath.ReadRules : SecurityAlertPath.ReadAction));
        }

        return answer;
    }

    private sealed record Answer(string SubscriptionId)
    {
        public List<SecurityAlert> Alerts { get; } = [];

        public List<SuppressionRule> Rules { get; } = [];

        public List<AciProblem> Problems { get; } = [];

        public bool IsUnregistered { get; set; }
    }
}
