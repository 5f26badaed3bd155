namespace AciSecMon.Azure.Diagnostics;

/// <summary>
/// What has to be written to a group so that everything it can send goes to the places that are asked for. Counted is what flows over all settings together; written is
/// only what is missing, and never so that two settings carry one category to one place, which the service refuses: "Data sink '…' is already used in diagnostic setting
/// '…' for category '…'" (Azure/bicep-registry-modules, issue 3407).
/// </summary>
/// <param name="Writes">Writes, each to a setting of its own; none where all is as asked for.</param>
/// <param name="Serving">Settings that serve the places already.</param>
/// <param name="Refusal">Why it cannot be done; null where it can.</param>
internal sealed record SettingPlan(IReadOnlyList<PlannedWrite> Writes, IReadOnlyList<Setting> Serving, string? Refusal)
{
    /// <summary>Plans for one group.</summary>
    /// <param name="settings">Settings that the group has.</param>
    /// <param name="asked">Places.</param>
    /// <param name="name">Name of a setting that has to be made.</param>
    public static SettingPlan Make(IReadOnlyList<Setting> settings, IReadOnlyList<Destination> asked, string name)
    {
        Setting[] serving = [.. settings.Where(setting => setting.Flowing.Length > 0 && asked.Any(setting.SendsTo))];
        var planner = new SettingPlanner(settings, asked, name);
        string? refusal = planner.Run();
        return new SettingPlan(refusal is null ? planner.Writes : [], serving, refusal);
    }
}
