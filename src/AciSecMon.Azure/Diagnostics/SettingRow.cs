namespace AciSecMon.Azure.Diagnostics;

/// <summary>Makes the objects that people see of settings and agents.</summary>
internal static class SettingRow
{
    /// <summary>A setting with what is known of its destinations, in their order.</summary>
    public static AciDiagnosticSetting Of(FoundGroup group, Setting setting, IReadOnlyList<DestinationFacts> facts)
    {
        var shown = new AciDiagnosticDestination[setting.Destinations.Count];
        for (int i = 0; i < shown.Length; i++)
        {
            Destination destination = setting.Destinations[i];
            (bool? canReceive, string? reason) = facts[i].Judge(destination.Kind, group.Location);
            shown[i] = new AciDiagnosticDestination { Kind = destination.Kind.ToString(), Id = destination.Id, Exists = facts[i].Exists, CanReceive = canReceive, Reason = reason };
        }

        string[] missing = Categories.Missing(setting.Flowing);
        AciDiagnosticState state = StateOf(setting.Flowing, missing, shown);
        return Row(group, AciDiagnosticKind.DiagnosticSetting, setting.Name, state, setting.Flowing, missing, setting.Groups, shown, NotesOn(group, setting, shown, facts));
    }

    /// <summary>A group's own agent with what is known of its workspace. It sends no metrics.</summary>
    public static AciDiagnosticSetting Of(FoundGroup group, LegacyAgent agent, DestinationFacts facts)
    {
        (bool? canReceive, string? reason) = facts.JudgeLegacy();
        AciDiagnosticDestination[] shown =
        [
            new()
            {
                Kind = nameof(DestinationKind.Workspace), Id = agent.WorkspaceResourceId ?? agent.WorkspaceId, Exists = facts.Exists, CanReceive = canReceive, Reason = reason,
            },
        ];
        string[] flowing = group.IsWindows ? [Categories.Log] : [Categories.Log, Categories.Event];
        string[] missing = Categories.Missing(flowing);
        var notes = new List<string>
        {
            "The group's own agent signs in with the workspace's key and writes to tables of the older generation (_CL). A diagnostic setting needs no key.",
        };
        if (group.IsWindows) notes.Add("Events of Windows groups are not known to be collected by the agent.");
        AddDestinationNotes(notes, shown, [facts]);
        return Row(group, AciDiagnosticKind.LegacyLogAnalytics, null, StateOf(flowing, missing, shown), flowing, missing, [], shown, notes);
    }

    /// <summary>A group without any collection.</summary>
    public static AciDiagnosticSetting None(FoundGroup group) =>
        Row(group, AciDiagnosticKind.None, null, AciDiagnosticState.Off, [], [.. Categories.All], [], [], ["No logs, events or metrics are collected."]);

    /// <summary>A group whose settings could not be read.</summary>
    public static AciDiagnosticSetting Unread(FoundGroup group, string why) => Row(group, AciDiagnosticKind.None, null, AciDiagnosticState.Unknown, [], [], [], [], [why]);

    // What is certainly wrong goes before what is not known; a destination that could not be looked at is never taken for a good one.
    private static AciDiagnosticState StateOf(string[] flowing, string[] missing, AciDiagnosticDestination[] destinations)
    {
        if (flowing.Length == 0) return AciDiagnosticState.Silent;
        if (Array.TrueForAll(destinations, static destination => destination.CanReceive == false)) return AciDiagnosticState.Broken;
        if (missing.Length > 0) return AciDiagnosticState.Partial;
        return Array.Exists(destinations, static destination => destination.CanReceive == true) ? AciDiagnosticState.Complete : AciDiagnosticState.Unknown;
    }

    private static List<string> NotesOn(FoundGroup group, Setting setting, AciDiagnosticDestination[] destinations, IReadOnlyList<DestinationFacts> facts)
    {
        var notes = new List<string>();
        if (setting.ReliesOnAudit) notes.Add("The category group 'audit' holds no category of container groups, so that it collects nothing.");
        if (setting.IsOff) notes.Add("Everything in the setting is switched off.");
        else if (setting.Flowing is [Categories.Metrics]) notes.Add("Only metrics are collected: no logs and no events.");
        if (destinations.Length == 0) notes.Add("The setting has no destination.");
        if (setting.Flowing.Contains(Categories.Log) && group.Legacy is not null) notes.Add("The group's own agent collects logs as well, so that they are stored twice.");
        AddDestinationNotes(notes, destinations, facts);
        return notes;
    }

    private static void AddDestinationNotes(List<string> notes, AciDiagnosticDestination[] destinations, IReadOnlyList<DestinationFacts> facts)
    {
        for (int i = 0; i < destinations.Length; i++)
        {
            AciDiagnosticDestination destination = destinations[i];
            if (facts[i].Remark is { } remark) notes.Add($"Of {destination} it is to be known: {remark}.");
            if (destination.Reason is null) continue;
            notes.Add(destination.CanReceive == false ? $"{destination} cannot receive: {destination.Reason}." : $"Whether {destination} can receive is not known: {destination.Reason}.");
        }
    }

    private static AciDiagnosticSetting Row(
        FoundGroup group, AciDiagnosticKind kind, string? name, AciDiagnosticState state, string[] flowing, string[] missing, string[] groups,
        AciDiagnosticDestination[] destinations, IReadOnlyList<string> notes) => new()
        {
            ContainerGroupName = group.Name,
            ResourceGroupName = group.Id.ResourceGroupName,
            SubscriptionId = group.Id.SubscriptionId,
            ResourceId = group.Id.Text,
            Kind = kind,
            Name = name,
            State = state,
            Category = flowing,
            MissingCategory = missing,
            CategoryGroup = groups,
            Destination = destinations,
            Note = [.. notes],
        };
}
