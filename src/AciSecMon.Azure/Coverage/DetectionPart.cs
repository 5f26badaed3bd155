using System.Globalization;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Azure.Coverage;

/// <summary>Judges whether detections raise an alarm in the workspaces that the logs of a subscription's container groups go to. Pure.</summary>
internal static class DetectionPart
{
    private const string Name = "AlertOnDetection";
    private const int MostNamed = 5;
    private const string Partly = "Not of all of its container groups is known where their logs go.";

    private static readonly Lazy<string[]> Wanted = new(static () => [.. DetectionCatalogue.ById.Values.Where(static d => d.IsAlertable).Select(static d => d.Id).Order(StringComparer.Ordinal)]);

    /// <summary>The part; null for a subscription without container groups.</summary>
    /// <param name="facts">What was read of the subscription.</param>
    /// <param name="areGroupsWhole">True where all its container groups were looked at.</param>
    public static AciCoveragePart? Of(SubscriptionFacts facts, bool areGroupsWhole)
    {
        bool isKnown = areGroupsWhole && facts.AreSettingsKnown;
        if (facts.Searched.Count == 0)
        {
            if (!isKnown) return Part(AciCoverageState.Unknown, Partly);
            return facts.HasGroups ? Part(AciCoverageState.Missing, "The logs of its container groups go to no workspace, where detections could search them.", CoverageCommands.AlertOnDetections(facts.Id)) : null;
        }

        AciCoveragePart[] parts = [.. facts.Searched.Select(Of)];
        AciCoverageState worst = parts.Max(static part => part.State);
        if (worst == AciCoverageState.On && !isKnown) return Part(AciCoverageState.Unknown, Partly);
        string commands = string.Join("; ", parts.Select(static part => part.Command).OfType<string>());
        return Part(worst, string.Join(' ', parts.Where(part => part.State == worst).Select(static part => part.Message)), commands.Length == 0 ? null : commands);
    }

    private static AciCoveragePart Of(SearchedWorkspace workspace)
    {
        string name = ResourceIds.LastSegment(workspace.Id);
        if (workspace.Alerts.Rules.Items is not { } all) return Part(AciCoverageState.Unknown, $"The alert rules that search the workspace '{name}' could not be read: {workspace.Alerts.Rules.Why}.");
        AlertRule[] searching = [.. all.Where(rule => rule.Purpose is not null && rule.Scopes.Any(scope => string.Equals(scope.TrimEnd('/'), workspace.Id, StringComparison.OrdinalIgnoreCase)))];
        (string Id, AciCoveragePart Part)[] each =
        [
            .. Wanted.Value.Select(id => (id, AlertParts.Best(Name, searching.Where(rule => string.Equals(rule.Purpose, id, StringComparison.OrdinalIgnoreCase)), workspace.Alerts.World, $"hits of {id}", null))),
        ];
        AciCoverageState worst = each.Max(static one => one.Part.State);
        if (worst == AciCoverageState.On) return Part(worst, string.Create(CultureInfo.InvariantCulture, $"Alert rules run {each.Length} detections on the workspace '{name}'."));
        string[] open = [.. each.Where(one => one.Part.State == worst).Select(static one => one.Id)];
        string which = open.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", open.Take(MostNamed))} and {open.Length - MostNamed} more") : string.Join(", ", open);
        string command = CoverageCommands.AlertOnDetections(open.Length == each.Length ? ["ACI-KQL-*"] : open, workspace.Id);
        return worst switch
        {
            AciCoverageState.Missing => Part(worst, $"No alert rule runs {which} on the workspace '{name}'.", command),
            AciCoverageState.Broken => Part(worst, $"The alert rules that run {which} on the workspace '{name}' do not work. {each.First(one => one.Part.State == worst).Part.Message}", command),
            _ => Part(worst, $"Whether the alert rules that run {which} on the workspace '{name}' work is not known. {each.First(one => one.Part.State == worst).Part.Message}"),
        };
    }

    private static AciCoveragePart Part(AciCoverageState state, string message, string? command = null) => new() { Name = Name, State = state, Message = message, Command = command };
}
