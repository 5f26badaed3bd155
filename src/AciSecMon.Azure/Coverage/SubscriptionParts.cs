using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Rules.Neighbours.Alerting;
using AciSecMon.Azure.Defender;
using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.Coverage;

/// <summary>What was read of a subscription.</summary>
/// <param name="Id">The subscription.</param>
/// <param name="Plans">Its Defender plans.</param>
/// <param name="Exports">The diagnostic settings of its activity log, each with what is known of its destinations in their order.</param>
/// <param name="Alerts">Its rules on operations.</param>
/// <param name="Searched">The workspaces that the logs of its groups go to, each with the rules that search it.</param>
/// <param name="Policies">The policies that are assigned at it or above it.</param>
/// <param name="HasGroups">True where container groups were seen in it.</param>
/// <param name="AreSettingsKnown">True where it is known of all its groups where their logs go.</param>
internal sealed record SubscriptionFacts(
    string Id, IReadOnlyList<AciDefenderPlan> Plans, Listed<ActivityExport> Exports, AlertFacts Alerts, IReadOnlyList<SearchedWorkspace> Searched, SubscriptionPolicies Policies, bool HasGroups, bool AreSettingsKnown);

/// <summary>A workspace, and the rules that search it.</summary>
/// <param name="Id">Resource id, or the GUID where no more is known.</param>
/// <param name="Alerts">The rules on logs of its subscription.</param>
internal sealed record SearchedWorkspace(string Id, AlertFacts Alerts);

/// <summary>An export of an activity log.</summary>
/// <param name="Setting">The diagnostic setting.</param>
/// <param name="Destinations">What is known of where it goes.</param>
internal sealed record ActivityExport(Setting Setting, IReadOnlyList<DestinationFacts> Destinations);

/// <summary>Judges how far a subscription is watched. Pure.</summary>
internal static class SubscriptionParts
{
    /// <summary>The parts of a subscription.</summary>
    /// <param name="facts">What was read of it.</param>
    /// <param name="groupScopes">The resource groups of all its container groups; null where not all are known.</param>
    /// <param name="areGroupsWhole">True where all its container groups were looked at.</param>
    /// <param name="isCommercial">False in clouds that lack some extensions.</param>
    public static AciCoveragePart[] Of(SubscriptionFacts facts, IReadOnlyCollection<string>? groupScopes, bool areGroupsWhole, bool isCommercial) =>
    [
        Export(facts.Exports, facts.Id),
        .. Defender.Plans.Default.Select(name => Plan(name, facts.Plans.FirstOrDefault(plan => string.Equals(plan.Name, name, StringComparison.OrdinalIgnoreCase)), facts.Id, isCommercial)),
        .. WatchedOperation.All.Select(operation => AlertParts.OnOperation(operation, facts.Id, groupScopes, facts.Alerts)),
        .. DetectionPart.Of(facts, areGroupsWhole) is { } detections ? new[] { detections } : [],
        PolicyPart.Of(facts.Policies, facts.Id),
    ];

    private static AciCoveragePart Export(Listed<ActivityExport> exports, string subscriptionId)
    {
        const string Name = "ActivityLogExport";
        string command = CoverageCommands.Export(subscriptionId);
        if (exports.Items is not { } all) return Part(Name, AciCoverageState.Unknown, $"The diagnostic settings of the subscription could not be read: {exports.Why}.");
        ActivityExport[] good = [.. all.Where(static export => ActivityExportRule.Exports(export.Setting.Raw))];
        if (Array.Find(good, static export => export.Destinations.Any(static place => place is { Exists: true, Obstacle: null })) is { } whole)
            return Part(Name, AciCoverageState.On, $"The diagnostic setting '{whole.Setting.Name}' exports the category Administrative.");
        if (Array.Find(good, static export => export.Destinations.Any(static place => place is { Exists: null, Obstacle: null })) is { } open)
            return Part(Name, AciCoverageState.Unknown, $"Whether the destination of the diagnostic setting '{open.Setting.Name}' is there is not known: {open.Destinations.First(static place => place.Exists is null).Doubt}.");
        if (good.Length > 0)
            return Part(Name, AciCoverageState.Broken, $"The diagnostic setting '{good[0].Setting.Name}' exports to where nothing can be received: {string.Join(", ", good[0].Destinations.Select(static place => place.Obstacle))}.", command);
        return all.Count > 0
            ? Part(Name, AciCoverageState.Broken, $"The diagnostic setting '{all[0].Setting.Name}' leaves out the category Administrative, or has no destination.", command)
            : Part(Name, AciCoverageState.Missing, "After ninety days nobody can tell who changed a container group or ran a command in it.", command);
    }

    private static AciCoveragePart Plan(string name, AciDefenderPlan? plan, string subscriptionId, bool isCommercial)
    {
        string part = "Defender" + name;
        string command = CoverageCommands.Defend(name, subscriptionId);
        if (plan?.Enabled is not { } isOn) return Part(part, AciCoverageState.Unknown, "Whether the plan is on could not be read, or the service does not offer it.");
        string inherited = plan.InheritedFrom is { } scope ? $" It is inherited from {scope}; change it there." : string.Empty;
        string? closes = plan.InheritedFrom is null ? command : null;
        if (!isOn) return Part(part, AciCoverageState.Missing, $"The plan is off.{inherited}", closes);
        PlanFacts facts = Defender.Plans.Of(name);
        string[] needed = [.. isCommercial ? facts.NeededExtensions : facts.NeededExtensions.Except(facts.CommercialExtensions, StringComparer.OrdinalIgnoreCase)];
        string[] off = [.. needed.Where(extension => !Array.Exists(plan.Extension, one => one.Enabled && string.Equals(one.Name, extension, StringComparison.OrdinalIgnoreCase)))];
        if (off.Length > 0) return Part(part, AciCoverageState.Broken, $"The plan is on, and gives container groups nothing of {string.Join(" and ", off)}, which is off.{inherited}", closes);
        AciDefenderExtension? failed = Array.Find(plan.Extension, one => one.Enabled && string.Equals(one.Status, "Failed", StringComparison.OrdinalIgnoreCase) && needed.Contains(one.Name, StringComparer.OrdinalIgnoreCase));
        return failed is null
            ? Part(part, AciCoverageState.On, plan.Gives.FirstOrDefault() ?? "The plan is on.")
            : Part(part, AciCoverageState.Broken, $"The plan is on, and {failed.Name} could not be set up: {failed.Message ?? "the service gives no reason"}.{inherited}");
    }

    private static AciCoveragePart Part(string name, AciCoverageState state, string message, string? command = null) => new() { Name = name, State = state, Message = message, Command = command };
}
