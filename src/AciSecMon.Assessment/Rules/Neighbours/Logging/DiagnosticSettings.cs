using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Logging;

/// <summary>What is collected of a group by diagnostic settings and by the legacy agent of its own definition.</summary>
internal sealed class DiagnosticSettings
{
    private const string Logs = "ContainerInstanceLog";
    private const string Events = "ContainerEvent";

    private DiagnosticSettings(bool? hasAgent, Value agent, IReadOnlyList<(ObjectValue Setting, UnresolvedValue? Condition)> settings, bool isWhole)
    {
        HasAgent = hasAgent;
        Agent = agent;
        Count = settings.Count;
        IsWhole = isWhole;
        foreach ((ObjectValue setting, UnresolvedValue? condition) in settings)
        {
            // What hangs on a condition may add to the others, and is not counted on.
            if (condition is null) Read(setting["properties"]);
            else Open ??= condition;
        }

        HasCertain = settings.Any(static s => s.Condition is null);
    }

    /// <summary>True where the group sends its logs to a workspace by itself; null where that is not known.</summary>
    public bool? HasAgent { get; }

    public Value Agent { get; }

    /// <summary>How many settings there are, or may be.</summary>
    public int Count { get; }

    /// <summary>True where one of them is there whatever the conditions of its template are.</summary>
    public bool HasCertain { get; }

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
        if (part.Live is null)
        {
            return new(
                agent.IsSet(), agent,
                [.. InFile(group, part).Select(n => (n.Resource, ConditionOf(n, group)))], isWhole: false);
        }

        IReadOnlyList<ObjectValue>? read = null;
        bool isRead = group.ResourceId is { } id && part.DiagnosticSettings?.TryGetValue(id, out read) == true;
        return new(agent.IsSet(), agent, [.. (read ?? []).Select(static r => (r, (UnresolvedValue?)null))], isRead);
    }

    /// <summary>The settings of a group that stand in the same file.</summary>
    public static IEnumerable<Neighbour> InFile(ContainerGroup group, EstatePart part) => part.SettingsByTarget[group.DisplayName].Where(n => IsSettingOf(n, group));

    // Under the condition of the group itself the setting is there whenever the group is.
    private static UnresolvedValue? ConditionOf(Neighbour setting, ContainerGroup group) =>
        setting.DeployedWhen is { } condition && condition.Expression != group.DeployedWhen?.Expression ? condition : null;

    private static bool IsSettingOf(Neighbour neighbour, ContainerGroup group)
    {
        if (string.Equals(neighbour.Type, DiagnosticNeighbours.ChildType, StringComparison.OrdinalIgnoreCase)) return true;
        string scope = DiagnosticNeighbours.TargetOf(neighbour)!;
        return group.ResourceId is { } id && !id.Contains('{', StringComparison.Ordinal)
            ? Identity.ResourceIdMatch.Compare(scope, id) != false
            : ResourceKinds.OfId(scope) is not null || string.Equals(scope, $"{ResourceKinds.ContainerGroups}/{group.DisplayName}", StringComparison.OrdinalIgnoreCase);
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
