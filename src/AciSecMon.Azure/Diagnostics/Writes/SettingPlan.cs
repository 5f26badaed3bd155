using System.Text.Json.Nodes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>What has to be written to a group so that everything it can send goes to the places that are asked for.</summary>
/// <param name="Writes">Writes, each to a setting of its own; none where all is as asked for.</param>
/// <param name="Serving">Settings that serve the places already.</param>
/// <param name="Refusal">Why it cannot be done; null where it can.</param>
internal sealed record SettingPlan(IReadOnlyList<PlannedWrite> Writes, IReadOnlyList<Setting> Serving, string? Refusal)
{
    // azure-facts, B.1.
    private const int MostSettings = 5;

    /// <summary>Plans for one group.</summary>
    /// <param name="settings">Settings that the group has.</param>
    /// <param name="asked">Places.</param>
    /// <param name="name">Name of a setting that has to be made.</param>
    public static SettingPlan Make(IReadOnlyList<Setting> settings, IReadOnlyList<Destination> asked, string name)
    {
        List<Setting> serving = [.. settings.Where(setting => setting.IsComplete && asked.Any(setting.SendsTo))];
        List<Destination> open = [.. asked.Where(destination => !serving.Exists(setting => setting.SendsTo(destination)))];
        var writes = new List<PlannedWrite>();

        // A second setting for the same category and place is refused by the service, so that one that sends there in part has to be the one to complete.
        foreach (Setting setting in settings.Where(setting => !setting.IsComplete)
            .OrderByDescending(setting => open.Count(setting.SendsTo)).ThenByDescending(setting => IsNamed(setting, name)).ThenBy(static setting => setting.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (!open.Exists(setting.SendsTo)) continue;
            open.RemoveAll(setting.SendsTo);
            if (!Add(writes, setting, [])) return Unreadable(setting, serving);
        }

        if (open.Count == 0) return new SettingPlan(writes, serving, null);
        PlannedWrite? begun = writes.Find(write => string.Equals(write.Name, name, StringComparison.OrdinalIgnoreCase));
        Setting? own = settings.FirstOrDefault(setting => IsNamed(setting, name));
        if (own is null)
        {
            if (settings.Count >= MostSettings)
            {
                return new SettingPlan([], serving, $"it has {settings.Count} diagnostic settings ({string.Join(", ", settings.Select(static setting => $"'{setting.Name}'"))}); no resource can have more than {MostSettings}. Remove one that is not needed.");
            }

            writes.Add(new PlannedWrite(name, null, SettingBody.New(open), open));
            return new SettingPlan(writes, serving, null);
        }

        Destination? taken = own.Destinations.FirstOrDefault(standing => open.Exists(destination => destination.Kind == standing.Kind));
        if (taken is not null)
        {
            return new SettingPlan([], serving, $"its diagnostic setting '{own.Name}' sends to {taken.InWords}, and a setting has one place of each kind. Give another -Name, or end that setting with Disable-AciDiagnostics first.");
        }

        if (begun is not null) writes.Remove(begun);
        return Add(writes, own, open) ? new SettingPlan(writes, serving, null) : Unreadable(own, serving);
    }

    private static bool Add(List<PlannedWrite> writes, Setting setting, IReadOnlyList<Destination> more)
    {
        if (SettingBody.Merge(setting, more) is not { } body) return false;
        writes.Add(new PlannedWrite(setting.Name, setting, body, [.. setting.Destinations, .. more]));
        return true;
    }

    private static SettingPlan Unreadable(Setting setting, IReadOnlyList<Setting> serving) =>
        new([], serving, $"its diagnostic setting '{setting.Name}' holds something that cannot be written back unchanged");

    private static bool IsNamed(Setting setting, string name) => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A write of one setting.</summary>
/// <param name="Name">Name of the setting.</param>
/// <param name="Before">The setting as it is; null where it is new.</param>
/// <param name="Body">Body of the request.</param>
/// <param name="Destinations">Where it sends to afterwards.</param>
internal sealed record PlannedWrite(string Name, Setting? Before, JsonObject Body, IReadOnlyList<Destination> Destinations);
