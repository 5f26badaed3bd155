using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.Coverage;

/// <summary>Judges how far a container group is watched. Pure.</summary>
internal static class GroupParts
{
    private const string Audit = "The category group 'audit' holds nothing of container groups.";
    private const string Snippet = "properties:\n  ipAddress:\n    type: Private\n  subnetIds:\n  - id: <resource id of a subnet that is delegated to Microsoft.ContainerInstance/containerGroups>";

    private static readonly (string Name, string Category)[] Flows = [("Logs", Categories.Log), ("Events", Categories.Event), ("Metrics", Categories.Metrics)];

    /// <summary>The parts of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="rows">How it is collected from.</param>
    /// <param name="alerts">Alert rules of its subscription.</param>
    /// <param name="heartbeat">Whether what it sends arrives; null where that was not asked for, or it sends to no workspace.</param>
    public static AciCoveragePart[] Of(FoundGroup group, IReadOnlyList<AciDiagnosticSetting> rows, AlertFacts alerts, AciCoveragePart? heartbeat)
    {
        string? workspace = rows.SelectMany(static row => row.Destination)
            .FirstOrDefault(static place => place.Kind == nameof(DestinationKind.Workspace) && place.CanReceive == true && place.Id.StartsWith('/'))?.Id;
        string collect = CoverageCommands.Collect(group, workspace);
        IEnumerable<AciCoveragePart> parts = Flows.Select(flow => Flow(flow.Name, flow.Category, rows, collect)).Append(Network(group));
        if (heartbeat is not null) parts = parts.Append(heartbeat);

        // Azure Monitor has no metrics of Windows containers.
        return [.. group.IsWindows ? parts : parts.Append(AlertParts.OnMetric(group, alerts))];
    }

    /// <summary>The workspaces that a group sends to: resource ids, and the GUIDs that agents name.</summary>
    /// <param name="rows">How it is collected from.</param>
    /// <param name="canReceive">True for those only that nothing keeps from receiving.</param>
    public static IEnumerable<string> WorkspacesOf(IEnumerable<AciDiagnosticSetting> rows, bool canReceive = false) => rows.SelectMany(static row => row.Destination)
        .Where(place => place.Kind == nameof(DestinationKind.Workspace) && place.Id.Length > 0 && (!canReceive || place.CanReceive != false)).Select(static place => place.Id).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The row that says that the settings could not be read; null where they were.</summary>
    public static AciDiagnosticSetting? UnreadOf(IEnumerable<AciDiagnosticSetting> rows) => rows.FirstOrDefault(static row => row is { Kind: AciDiagnosticKind.None, State: AciDiagnosticState.Unknown });

    private static AciCoveragePart Flow(string name, string category, IReadOnlyList<AciDiagnosticSetting> rows, string command)
    {
        AciDiagnosticSetting[] carrying = [.. rows.Where(row => row.Category.Contains(category, StringComparer.OrdinalIgnoreCase))];
        if (Array.Find(carrying, static row => Array.Exists(row.Destination, static place => place.CanReceive == true)) is { } good)
        {
            AciDiagnosticDestination place = Array.Find(good.Destination, static place => place.CanReceive == true)!;
            return Part(name, AciCoverageState.On, $"{By(good)} sends them to {place}.");
        }

        if (Array.Find(carrying, static row => Array.Exists(row.Destination, static place => place.CanReceive is null)) is { } doubtful)
            return Part(name, AciCoverageState.Unknown, $"{By(doubtful)} carries them. {string.Join(' ', doubtful.Note)}");
        if (UnreadOf(rows) is { } unread)
            return Part(name, AciCoverageState.Unknown, string.Join(' ', unread.Note));
        if (carrying.Length > 0) return Part(name, AciCoverageState.Broken, $"{By(carrying[0])} carries them, and they arrive nowhere. {string.Join(' ', carrying[0].Note)}", command);
        string audit = rows.Any(static row => row.CategoryGroup.Contains(Categories.Audit, StringComparer.OrdinalIgnoreCase)) && category != Categories.Metrics ? " " + Audit : string.Empty;
        return Part(name, AciCoverageState.Missing, $"No diagnostic setting carries them.{audit}", command);
    }

    private static AciCoveragePart Network(FoundGroup group) => group.IsInNetwork switch
    {
        true => Part("Network", AciCoverageState.On, "The group is in a virtual network, where its traffic can be held and logged. Whether a firewall does so was not looked at."),
        false => new AciCoveragePart
        {
            Name = "Network",
            State = AciCoverageState.NeedsRedeployment,
            Message = "The group is outside of any virtual network, and nothing logs whom it talks to. A group cannot be moved: it has to be deployed anew.",
            Snippet = Snippet,
        },
        null => Part("Network", AciCoverageState.Unknown, "Whether the group is in a virtual network is not told."),
    };

    private static string By(AciDiagnosticSetting row) => row.Kind == AciDiagnosticKind.LegacyLogAnalytics ? "The group's own agent" : $"The diagnostic setting '{row.Name}'";

    private static AciCoveragePart Part(string name, AciCoverageState state, string message, string? command = null) => new() { Name = name, State = state, Message = message.TrimEnd(), Command = command };
}
