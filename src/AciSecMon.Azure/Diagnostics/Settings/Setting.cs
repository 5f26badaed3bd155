using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>A diagnostic setting as the service gave it, and what of it flows.</summary>
internal sealed class Setting
{
    private Setting(ObjectValue raw, string name)
    {
        Raw = raw;
        Name = name;
        Properties = raw["properties"];
        Destinations = Destination.Read(Properties);
        Flowing = FlowingOf(Properties);
        Groups = [.. Properties["logs"].Items.Select(static item => item["categoryGroup"].AsText()).OfType<string>().Where(static group => group.Length > 0)];
        IsOff = !Properties["logs"].Items.Concat(Properties["metrics"].Items).Any(IsOn);
    }

    /// <summary>The setting as the service gave it.</summary>
    public ObjectValue Raw { get; }

    /// <summary>Its properties.</summary>
    public Value Properties { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where it sends to.</summary>
    public IReadOnlyList<Destination> Destinations { get; }

    /// <summary>Categories that are on and exist for container groups.</summary>
    public string[] Flowing { get; }

    /// <summary>Category groups that it names, whether on or off.</summary>
    public string[] Groups { get; }

    /// <summary>True where it names groups of categories; categories by themselves are not to be mixed with them (azure-facts, B.1).</summary>
    public bool SpeaksInGroups => Groups.Length > 0;

    /// <summary>True where all that it holds is known, so that it can be written back.</summary>
    public bool IsWritable => Changes.JsonText.TreeOf(Properties) is System.Text.Json.Nodes.JsonObject;

    /// <summary>True where it names a category, on or off.</summary>
    public bool Lists(string category) => Properties["logs"].Items.Concat(Properties["metrics"].Items).Any(item => item["category"].Is(category));

    /// <summary>True where nothing in it is on.</summary>
    public bool IsOff { get; }

    /// <summary>True where all that a group can send flows.</summary>
    public bool IsComplete => Flowing.Length == Categories.All.Count;

    /// <summary>True where it names the group that holds no category of container groups, and relies on it.</summary>
    public bool ReliesOnAudit => Properties["logs"].Items.Any(static item => IsOn(item) && item["categoryGroup"].Is(Categories.Audit));

    /// <summary>Reads one; null where it has no name.</summary>
    public static Setting? Read(ObjectValue raw) => raw["name"].AsText() is { Length: > 0 } name ? new Setting(raw, name) : null;

    /// <summary>True where it sends to that place.</summary>
    public bool SendsTo(Destination destination) => Destinations.Any(destination.IsServedBy);

    private static bool IsOn(Value item) => item["enabled"].AsBoolean() == true;

    private static string[] FlowingOf(Value properties)
    {
        var flowing = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Value log in properties["logs"].Items.Where(IsOn))
        {
            if (log["categoryGroup"].Is(Categories.AllLogs)) flowing.UnionWith([Categories.Log, Categories.Event]);
            if (log["category"].AsText() is { } category) flowing.Add(category);
        }

        foreach (Value metric in properties["metrics"].Items.Where(IsOn))
        {
            if (metric["category"].AsText() is { } category) flowing.Add(category);
        }

        return [.. Categories.All.Where(flowing.Contains)];
    }
}
