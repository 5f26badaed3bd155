using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>What tells somebody of what happens: alert rules, action groups, exports of the activity log, contacts of Defender.</summary>
internal sealed class MonitoringEstate
{
    public const string SettingType = "Microsoft.Insights/diagnosticSettings";
    public const string ContactType = "Microsoft.Security/securityContacts";

    private readonly List<AlertRule> rules = [];
    private readonly Dictionary<string, ActionGroup> actionGroups = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ObjectValue> exports = [];
    private readonly List<ObjectValue> contacts = [];
    private ILookup<string, AlertRule>? metricRulesByScope;

    /// <summary>Alert rules, on whatever.</summary>
    public IReadOnlyList<AlertRule> Rules => rules;

    /// <summary>Action groups by id; those of other subscriptions may not be here.</summary>
    public IReadOnlyDictionary<string, ActionGroup> ActionGroups => actionGroups;

    /// <summary>Diagnostic settings of a subscription.</summary>
    public IEnumerable<ObjectValue> ExportsOf(string subscriptionId) => Of(exports, subscriptionId);

    /// <summary>Contacts of Defender of a subscription.</summary>
    public IEnumerable<ObjectValue> ContactsOf(string subscriptionId) => Of(contacts, subscriptionId);

    /// <summary>Metric rules whose scope is a resource, or its resource group or subscription.</summary>
    public IEnumerable<AlertRule> MetricRulesOn(string resourceId)
    {
        metricRulesByScope ??= rules.Where(static rule => rule.Kind == AciAlertRuleKind.Metric)
            .SelectMany(static rule => rule.Scopes.Select(scope => (Scope: scope.TrimEnd('/'), Rule: rule))).ToLookup(static pair => pair.Scope, static pair => pair.Rule, StringComparer.OrdinalIgnoreCase);
        string subscription = $"/subscriptions/{ResourceIds.SegmentAfter(resourceId, "subscriptions")}";
        return metricRulesByScope[resourceId].Concat(metricRulesByScope[ResourceIds.ScopeOf(resourceId)]).Concat(metricRulesByScope[subscription]);
    }

    /// <summary>Adds a resource.</summary>
    public void Add(ObjectValue resource)
    {
        if (AlertRuleReading.Of(resource) is { } rule) rules.Add(rule);
        else if (ActionGroup.Of(resource) is { } group) actionGroups[group.Id] = group;
        else if (resource["type"].Is(ContactType)) contacts.Add(resource);
        else if (IsOfSubscription(resource["id"].AsText())) exports.Add(resource);
        metricRulesByScope = null;
    }

    private static IEnumerable<ObjectValue> Of(List<ObjectValue> all, string subscriptionId) =>
        all.Where(one => string.Equals(ResourceIds.SegmentAfter(one["id"].AsText(), "subscriptions"), subscriptionId, StringComparison.OrdinalIgnoreCase));

    // Settings of resources are read with their group.
    private static bool IsOfSubscription(string? id) => id is not null && ResourceIds.SegmentAfter(id, "resourceGroups") is null;
}
