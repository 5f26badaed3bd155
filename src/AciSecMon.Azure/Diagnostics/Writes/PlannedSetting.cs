using System.Text.Json.Nodes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>A setting of a group as a plan leaves it: as it is, with more places or categories, or new.</summary>
internal sealed class PlannedSetting
{
    private static readonly string[] LogCategories = [Categories.Log, Categories.Event];

    private readonly List<Destination> destinations;
    private readonly HashSet<string> flowing;

    /// <summary>A setting that is there.</summary>
    public PlannedSetting(Setting setting)
    {
        (Name, Before) = (setting.Name, setting);
        destinations = [.. setting.Destinations];
        flowing = new HashSet<string>(setting.Flowing, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A setting that has to be made.</summary>
    public PlannedSetting(string name)
    {
        Name = name;
        destinations = [];
        flowing = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Name of the setting.</summary>
    public string Name { get; }

    /// <summary>The setting as it is; null where it is new.</summary>
    public Setting? Before { get; }

    /// <summary>Where it sends to.</summary>
    public IReadOnlyList<Destination> Destinations => destinations;

    /// <summary>Categories that flow.</summary>
    public IReadOnlyCollection<string> Flowing => flowing;

    /// <summary>True where the plan changes it.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>True where it sends to that place.</summary>
    public bool SendsTo(Destination destination) => destinations.Exists(destination.IsServedBy);

    /// <summary>True where it carries a category to the very place, as the service counts it.</summary>
    public bool Carries(Destination sink, string category) => flowing.Contains(category) && destinations.Exists(sink.IsSameSink);

    /// <summary>What would flow with these categories on. A setting that speaks in groups of categories can only take all logs at once.</summary>
    public IReadOnlyCollection<string> With(IEnumerable<string> categories)
    {
        var all = new HashSet<string>(flowing, StringComparer.OrdinalIgnoreCase);
        all.UnionWith(categories);
        bool gainsLogs = Array.Exists(LogCategories, category => all.Contains(category) && !flowing.Contains(category));
        if (gainsLogs && Before?.SpeaksInGroups == true) all.UnionWith(LogCategories);
        return all;
    }

    /// <summary>Plans more places and categories.</summary>
    public void Add(IEnumerable<Destination> more, IEnumerable<string> categories)
    {
        flowing.UnionWith(With(categories));
        destinations.AddRange(more.Where(destination => !SendsTo(destination)));
        IsTouched = true;
    }

    /// <summary>The write; null where what the setting has is not wholly known.</summary>
    public PlannedWrite? ToWrite()
    {
        string[] shown = [.. Categories.All.Where(flowing.Contains)];
        JsonObject? body = Before is null ? SettingBody.New(destinations, shown) : SettingBody.Merge(Before, destinations, shown);
        return body is null ? null : new PlannedWrite(Name, Before, body, destinations, shown);
    }
}

/// <summary>A write of one setting.</summary>
/// <param name="Name">Name of the setting.</param>
/// <param name="Before">The setting as it is; null where it is new.</param>
/// <param name="Body">Body of the request.</param>
/// <param name="Destinations">Where it sends to afterwards.</param>
/// <param name="Flowing">What of a group it sends afterwards.</param>
internal sealed record PlannedWrite(string Name, Setting? Before, JsonObject Body, IReadOnlyList<Destination> Destinations, IReadOnlyList<string> Flowing)
{
    /// <summary>True where a setting is as the write should leave it.</summary>
    public bool IsKept(Setting? now) => now is not null && Flowing.All(category => now.Flowing.Contains(category)) && Destinations.All(now.SendsTo);
}
