using System.Collections.Concurrent;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Alerts;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Defender;
using AciSecMon.Azure.Diagnostics;
using AciSecMon.Azure.Logs;

namespace AciSecMon.Azure.Coverage;

/// <summary>
/// Reads what a subscription has to watch with, each list once in its lifetime, which is one call of a cmdlet. The lists are those of Resource Manager, not of Resource Graph:
/// the index leaves out what may not be read without a word, and what was not seen would look as if it were missing.
/// </summary>
internal sealed class SubscriptionReader(AzureSession session, DestinationReader destinations, IAciReporter reporter, CancellationToken cancellationToken) : IDisposable
{
    private readonly WorkspaceList workspaces = new(session);
    private readonly SubscriptionPolicyReader policies = new(session.Arm, reporter);
    private readonly SemaphoreSlim listing = new(1);
    private readonly ConcurrentDictionary<(string Type, string SubscriptionId), Lazy<Task<AlertFacts>>> alerts = new();
    private readonly ConcurrentDictionary<(string Type, string SubscriptionId), Lazy<Task<Listed<ObjectValue>>>> lists = new();

    public void Dispose() => listing.Dispose();

    /// <summary>Everything of a subscription itself.</summary>
    /// <param name="subscriptionId">The subscription.</param>
    /// <param name="groups">Its container groups.</param>
    public async Task<SubscriptionFacts> ReadAsync(string subscriptionId, SeenGroups groups)
    {
        List<AciDefenderPlan> plans = [];
        await foreach (AciDefenderPlan plan in new DefenderPlanReader(session.Arm).ReadAsync([], [subscriptionId], reporter, cancellationToken).ConfigureAwait(false)) plans.Add(plan);
        Listed<ActivityExport> exports = await ExportsAsync(subscriptionId).ConfigureAwait(false);
        AlertFacts onOperations = await AlertsAsync(AlertTypes.ActivityLog, subscriptionId).ConfigureAwait(false);
        List<SearchedWorkspace> searched = [];
        foreach (string id in (await Task.WhenAll(groups.Workspaces.Select(ResourceIdOfAsync)).ConfigureAwait(false)).Distinct(StringComparer.OrdinalIgnoreCase))
            searched.Add(new SearchedWorkspace(id, await SearchesAsync(id, subscriptionId).ConfigureAwait(false)));
        SubscriptionPolicies assigned = await policies.ReadAsync(subscriptionId, cancellationToken).ConfigureAwait(false);
        return new SubscriptionFacts(subscriptionId, plans, exports, onOperations, searched, assigned, groups.ResourceGroups.Count > 0, groups.AreSettingsKnown);
    }

    /// <summary>The alert rules of a type, with what is known of the action groups that they call; read once.</summary>
    public Task<AlertFacts> AlertsAsync(string type, string subscriptionId) =>
        alerts.GetOrAdd((type, subscriptionId.ToUpperInvariant()), _ => new Lazy<Task<AlertFacts>>(() => ReadAlertsAsync(type, subscriptionId))).Value;

    private async Task<AlertFacts> ReadAlertsAsync(string type, string subscriptionId)
    {
        (string what, string version) = type switch
        {
            AlertTypes.Metric => ("metric alert rules", ApiVersions.MetricAlerts),
            AlertTypes.LogSearch => ("log search alert rules", ApiVersions.ScheduledQueryRules),
            _ => ("activity log alert rules", ApiVersions.ActivityLogAlerts),
        };
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
            IsCurrent = LogRules.IsCurrent,

            // The rules that matter here watch something that was seen itself.
            Exists = id => !id.Contains($"/providers/{AlertTypes.ActionGroup}/", StringComparison.OrdinalIgnoreCase) || groups.ContainsKey(id) ? true
                : ResourceIds.SegmentAfter(id, "subscriptions") is { } home && read.Contains(home) ? false : null,
        });
    }

    // Rules that search a workspace are looked for beside it and beside the groups.
    private async Task<AlertFacts> SearchesAsync(string workspaceId, string subscriptionId)
    {
        if (ResourceIds.SegmentAfter(workspaceId, "subscriptions") is not { } home) return Unseen("the workspace is known by its GUID alone");
        if (!session.Visible.CanAsk(home)) return Unseen($"subscription '{home}', where they lie, is not among those that this connection sees");
        AlertFacts beside = await AlertsAsync(AlertTypes.LogSearch, home).ConfigureAwait(false);
        if (string.Equals(home, subscriptionId, StringComparison.OrdinalIgnoreCase) || beside.Rules.Items is not { } some) return beside;
        AlertFacts own = await AlertsAsync(AlertTypes.LogSearch, subscriptionId).ConfigureAwait(false);
        if (own.Rules.Items is not { } others) return own;
        return new AlertFacts(new Listed<AlertRule>([.. some, .. others], null), new AlertWorld
        {
            ActionGroups = beside.World.ActionGroups.Concat(own.World.ActionGroups).DistinctBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase),
            Exists = id => beside.World.Exists(id) is true || own.World.Exists(id) is true ? true : beside.World.Exists(id) is false || own.World.Exists(id) is false ? false : null,
            IsCurrent = LogRules.IsCurrent,
        });
    }

    private static AlertFacts Unseen(string why) =>
        new(new Listed<AlertRule>(null, why), new AlertWorld { ActionGroups = new Dictionary<string, ActionGroup>(), Exists = static _ => null, IsCurrent = LogRules.IsCurrent });

    // Agents name their workspace by its GUID.
    private async Task<string> ResourceIdOfAsync(string id)
    {
        if (!Guid.TryParse(id, out _)) return id;
        await listing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (await workspaces.ResolveAsync(id, reporter, cancellationToken).ConfigureAwait(false)).Found?.Id ?? id;
        }
        finally
        {
            listing.Release();
        }
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
