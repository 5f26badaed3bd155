using System.Collections.Concurrent;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Defender;
using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.Coverage;

/// <summary>
/// Reads what a subscription has to watch with, each list once in its lifetime, which is one call of a cmdlet. The lists are those of Resource Manager, not of Resource Graph:
/// the index leaves out what may not be read without a word, and what was not seen would look as if it were missing.
/// </summary>
internal sealed class SubscriptionReader(AzureSession session, DestinationReader destinations, IAciReporter reporter, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<(string Type, string SubscriptionId), Lazy<Task<Listed<ObjectValue>>>> lists = new();

    /// <summary>Everything of a subscription itself.</summary>
    public async Task<SubscriptionFacts> ReadAsync(string subscriptionId)
    {
        List<AciDefenderPlan> plans = [];
        await foreach (AciDefenderPlan plan in new DefenderPlanReader(session.Arm).ReadAsync([], [subscriptionId], reporter, cancellationToken).ConfigureAwait(false)) plans.Add(plan);
        return new SubscriptionFacts(subscriptionId, plans, await ExportsAsync(subscriptionId).ConfigureAwait(false), await AlertsAsync(AlertTypes.ActivityLog, subscriptionId).ConfigureAwait(false));
    }

    /// <summary>The alert rules of a type, with what is known of the action groups that they call.</summary>
    public async Task<AlertFacts> AlertsAsync(string type, string subscriptionId)
    {
        (string what, string version) = type == AlertTypes.Metric ? ("metric alert rules", ApiVersions.MetricAlerts) : ("activity log alert rules", ApiVersions.ActivityLogAlerts);
        Listed<AlertRule> rules = (await ListAsync(type, subscriptionId, what, version).ConfigureAwait(false)).Of(AlertRuleReading.Of);
        string[] called = [.. rules.Items?.SelectMany(static rule => rule.ActionGroupIds) ?? []];
        var groups = new Dictionary<string, ActionGroup>(StringComparer.OrdinalIgnoreCase);
        HashSet<string> read = new(StringComparer.OrdinalIgnoreCase);
        foreach (string home in called.Select(static id => ResourceIds.SegmentAfter(id, "subscriptions")).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Where(session.Visible.CanAsk))
        {
            Listed<ActionGroup> there = (await ListAsync(AlertTypes.ActionGroup, home, "action groups", ApiVersions.ActionGroups).ConfigureAwait(false)).Of(ActionGroup.Of);
            if (there.Items is null) continue;
            read.Add(home);
            foreach (ActionGroup group in there.Items) groups[group.Id] = group;
        }

        return new AlertFacts(rules, new AlertWorld
        {
            ActionGroups = groups,
            IsCurrent = static (_, _) => null,

            // The rules that matter here watch something that was seen itself.
            Exists = id => !id.Contains($"/providers/{AlertTypes.ActionGroup}/", StringComparison.OrdinalIgnoreCase) || groups.ContainsKey(id) ? true
                : ResourceIds.SegmentAfter(id, "subscriptions") is { } home && read.Contains(home) ? false : null,
        });
    }

    private async Task<Listed<ActivityExport>> ExportsAsync(string subscriptionId)
    {
        Listed<Setting> settings = (await ListAsync("Microsoft.Insights/diagnosticSettings", subscriptionId, "diagnostic settings", ApiVersions.DiagnosticSettings).ConfigureAwait(false)).Of(Setting.Read);
        if (settings.Items is null) return new Listed<ActivityExport>(null, settings.Why);
        List<ActivityExport> exports = [];
        foreach (Setting setting in settings.Items)
        {
            List<DestinationFacts> facts = [];
            foreach (Destination destination in setting.Destinations) facts.Add(await destinations.ReadAsync(destination).ConfigureAwait(false));
            exports.Add(new ActivityExport(setting, facts));
        }

        return new Listed<ActivityExport>(exports, null);
    }

    private Task<Listed<ObjectValue>> ListAsync(string type, string subscriptionId, string what, string version) =>
        lists.GetOrAdd((type, subscriptionId.ToUpperInvariant()), _ => new Lazy<Task<Listed<ObjectValue>>>(() => ReadListAsync(type, subscriptionId, what, version))).Value;

    private async Task<Listed<ObjectValue>> ReadListAsync(string type, string subscriptionId, string what, string version)
    {
        string scope = "/subscriptions/" + subscriptionId;
        string action = type + "/read";
        try
        {
            List<ObjectValue> items = [];
            await foreach (ObjectValue item in session.Arm.ListAsync(ArmRequest.Get($"{scope}/providers/{type}", version), reporter, cancellationToken).ConfigureAwait(false)) items.Add(item);
            return new Listed<ObjectValue>(items, null);
        }
        catch (AciServiceException fault)
        {
            await reporter.ProblemAsync(Faults.On(fault, $"The {what} of subscription '{subscriptionId}' could not be read", scope, action), cancellationToken).ConfigureAwait(false);
            return new Listed<ObjectValue>(null, Faults.Reason(fault, action));
        }
    }
}
