using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Logging;

/// <summary>What is collected of a group by diagnostic settings and by the legacy agent of its own definition.</summary>
internal sealed class DiagnosticSettings
{
    private const string Logs = "ContainerInstanceLog";
    private const string Events = "ContainerEvent";

    private DiagnosticSettings(bool? hasAgent, Value agent, IReadOnlyList<ObjectValue> settings, bool isWhole)
    {
        HasAgent = hasAgent;
        Agent = agent;
        Settings = settings;
        IsWhole = isWhole;
        foreach (ObjectValue setting in settings) Read(setting["properties"]);
    }

    /// <summary>True where the group sends its logs to a workspace by itself; null where that is not known.</summary>
    public bool? HasAgent { get; }

    public Value Agent { get; }

    public IReadOnlyList<ObjectValue> Settings { get; }

    /// <summary>True where all settings are known: a file need not hold them, and a service may refuse them.</summary>
    public bool IsWhole { get; }

    public bool HasLogs { get; private set; }

    public bool HasEvents { get; private set; }

    public bool HasMetrics { get; private set; }

    /// <summary>A part of a setting that is not known; null where there is none.</summary>
    public Value? Open { get; private set; }

    /// <summary>What is known of a group.</summary>
    public static DiagnosticSettings Of(ContainerGroup group, EstatePart part)
    {
        Value agent = group.Properties["diagnostics"]["logAnalytics"]["workspaceId"];
        if (part.Live is null) return new(agent.IsSet(), agent, [.. part.Neighbours.Where(n => IsSettingOf(n, group)).Select(static n => n.Resource)], isWhole: false);
        IReadOnlyList<ObjectValue>? read = null;
        bool isRead = group.ResourceId is { } id && part.DiagnosticSettings?.TryGetValue(id, out read) == true;
        return new(agent.IsSet(), agent, read ?? [], isRead);
    }

    // Microsoft.Insights/diagnosticSettings with a scope, or a child "providers/diagnosticSettings" of the group, called group/Microsoft.Insights/name.
    private static bool IsSettingOf(Neighbour neighbour, ContainerGroup group)
    {
        if (neighbour.IsExisting) return false;
        if (string.Equals(neighbour.Type, ResourceKinds.ContainerGroups + "/providers/diagnosticSettings", StringComparison.OrdinalIgnoreCase))
        {
            return neighbour.Name.AsText() is { } name && name.StartsWith(group.DisplayName + "/", StringComparison.OrdinalIgnoreCase);
        }

        if (!string.Equals(neighbour.Type, "Microsoft.Insights/diagnosticSettings", StringComparison.OrdinalIgnoreCase)) return false;
        string? scope = neighbour.Resource["scope"].AsText() ?? TargetOf(neighbour.Resource["id"].AsText());
        if (scope is null) return false;
        return group.ResourceId is { } id && !id.Contains('{', StringComparison.Ordinal)
            ? Identity.ResourceIdMatch.Compare(scope, id) != false
            : ResourceKinds.OfId(scope) is not null && string.Equals(ResourceIds.LastSegment(scope), group.DisplayName, StringComparison.OrdinalIgnoreCase)
                || string.Equals(scope, $"{ResourceKinds.ContainerGroups}/{group.DisplayName}", StringComparison.OrdinalIgnoreCase);
    }

    private static string? TargetOf(string? id)
    {
        int at = id?.LastIndexOf("/providers/Microsoft.Insights/diagnosticSettings/", StringComparison.OrdinalIgnoreCase) ?? -1;
        return at <= 0 ? null : id![..at];
    }

    // The service's groups have no "audit" for container groups: a setting with that group alone collects nothing.
    private void Read(Value properties)
    {
        Value logs = properties["logs"];
        Value metrics = properties["metrics"];
        foreach (Value log in logs.Items)
        {
            if (!IsOn(log)) continue;
            Value category = log["category"];
            Value group = log["categoryGroup"];
            if (category.IsUnresolved || group.IsUnresolved) Open ??= category.IsUnresolved ? category : group;
            bool isAll = group.Is("allLogs");
            HasLogs |= isAll || category.Is(Logs);
            HasEvents |= isAll || category.Is(Events);
        }

        HasMetrics |= metrics.Items.Any(IsOn);
        Open ??= logs.Rest ?? metrics.Rest;
    }

    private bool IsOn(Value entry)
    {
        Value enabled = entry["enabled"];
        if (enabled.IsUnresolved) Open ??= enabled;
        return enabled.AsBoolean() == true;
    }
}
