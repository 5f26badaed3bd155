namespace AciSecMon.Azure.Diagnostics;

/// <summary>
/// Chooses the settings to write. In this order: one that goes to such a place already and to none that is not asked for; the module's own by its name; a new one; and
/// where no more can be made, one that goes elsewhere as well.
/// </summary>
internal sealed class SettingPlanner(IReadOnlyList<Setting> settings, IReadOnlyList<Destination> asked, string name)
{
    // azure-facts, B.1.
    private const int MostSettings = 5;

    private readonly List<PlannedSetting> all = [.. settings.Select(static setting => new PlannedSetting(setting))];

    /// <summary>The writes of the plan, in the order of the settings.</summary>
    public IReadOnlyList<PlannedWrite> Writes => [.. all.Where(static setting => setting.IsTouched).Select(static setting => setting.ToWrite()!)];

    /// <summary>Plans until nothing is missing. Gives why that cannot be done; null where it can.</summary>
    public string? Run()
    {
        while (NextMissing() is { } missing)
        {
            if (TryComplete(missing, mayGoElsewhere: false) || TryExtendOwn(missing, mayGoElsewhere: false)) continue;
            if ((Occupied(missing) ?? SharesRule(missing)) is { } obstacle) return obstacle;
            if (all.Count < MostSettings) MakeNew(missing);
            else if (!TryComplete(missing, mayGoElsewhere: true) && !TryExtendOwn(missing, mayGoElsewhere: true)) return Full();
        }

        return null;
    }

    // Places that lack the same categories are dealt with together, so that one write, and one restart, can do for all.
    private Missing? NextMissing()
    {
        Missing? next = null;
        foreach (Destination destination in asked)
        {
            string[] lacking = [.. Categories.All.Where(category => !all.Exists(setting => setting.Flowing.Contains(category) && setting.SendsTo(destination)))];
            if (lacking.Length == 0) continue;
            next ??= new Missing([], lacking);
            if (next.Categories.SequenceEqual(lacking)) next.Destinations.Add(destination);
        }

        return next;
    }

    private bool TryComplete(Missing missing, bool mayGoElsewhere)
    {
        PlannedSetting? best = all
            .Where(setting => missing.Destinations.Exists(setting.SendsTo) && CanTake(setting, [], missing.Categories, mayGoElsewhere))
            .OrderByDescending(setting => missing.Destinations.Count(setting.SendsTo))
            // A category that stands there switched off belongs there.
            .ThenByDescending(setting => missing.Categories.Count(category => setting.Before?.Lists(category) == true))
            .ThenByDescending(setting => IsNamed(setting, name))
            .ThenByDescending(static setting => SettingName.IsOwn(setting.Name))
            .ThenBy(static setting => setting.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault();
        best?.Add([], missing.Categories);
        return best is not null;
    }

    private bool TryExtendOwn(Missing missing, bool mayGoElsewhere)
    {
        if (Own() is not { } own || !CanTake(own, missing.Destinations, missing.Categories, mayGoElsewhere)) return false;
        own.Add(missing.Destinations, missing.Categories);
        return true;
    }

    private void MakeNew(Missing missing)
    {
        string free = name;
        for (int number = 2; all.Exists(setting => IsNamed(setting, free)); number++) free = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}-{number}");
        var made = new PlannedSetting(free);
        made.Add(missing.Destinations, missing.Categories);
        all.Add(made);
    }

    private bool CanTake(PlannedSetting setting, IReadOnlyList<Destination> more, IReadOnlyList<string> categories, bool mayGoElsewhere)
    {
        if (setting.Before is { IsWritable: false } || Taken(setting, more) is not null) return false;
        IReadOnlyCollection<string> flowing = setting.With(categories);
        foreach (Destination place in setting.Destinations.Concat(more))
        {
            if (flowing.Any(category => all.Exists(other => other != setting && other.Carries(place, category)))) return false;
            bool isAsked = asked.Any(destination => destination.IsServedBy(place));
            if (!isAsked && !mayGoElsewhere && flowing.Any(category => !setting.Carries(place, category))) return false;
        }

        return true;
    }

    private string? Occupied(Missing missing) => Own() is { } own && Taken(own, missing.Destinations) is { } taken
        ? $"its diagnostic setting '{own.Name}' sends to {taken.InWords}, and a setting has one place of each kind. Give another -SettingName, or end that setting with Disable-AciDiagnostics first."
        : null;

    // Only event hubs come to this: another hub of the same rule is another place to who asks, and the same to the service.
    private string? SharesRule(Missing missing)
    {
        PlannedSetting? other = all.Find(setting => missing.Destinations.Exists(destination => missing.Categories.Any(category => setting.Carries(destination, category))));
        return other is null ? null : $"its diagnostic setting '{other.Name}' uses the same authorization rule for another event hub, which the service takes for the same place. Give an authorization rule of its own for this one.";
    }

    private string Full() =>
        $"it has {settings.Count} diagnostic settings ({string.Join(", ", settings.Select(static setting => $"'{setting.Name}'"))}); no resource can have more than {MostSettings}, and none of them can take what is missing. Remove one that is not needed.";

    private PlannedSetting? Own() => all.Find(setting => IsNamed(setting, name));

    private static Destination? Taken(PlannedSetting setting, IReadOnlyList<Destination> more) => setting.Destinations.FirstOrDefault(
        standing => more.Any(destination => destination.Kind == standing.Kind && !destination.IsServedBy(standing)));

    private static bool IsNamed(PlannedSetting setting, string name) => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase);

    private sealed record Missing(List<Destination> Destinations, IReadOnlyList<string> Categories);
}
