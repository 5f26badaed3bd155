namespace AciSecMon.Assessment.Rules.Findings;

/// <summary>The groups that something concerns: their number, and names and ids of the first of them.</summary>
internal sealed class GroupNames
{
    /// <summary>Most groups that a finding names.</summary>
    public const int Most = 100;

    private readonly HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> names = [];
    private readonly List<string> ids = [];

    public int Count => seen.Count;

    public string? Single => seen.Count == 1 ? names[0] : null;

    /// <summary>Resource ids of the first groups that have one.</summary>
    public IReadOnlyList<string> Ids => ids;

    public void Add(string name, string? id)
    {
        if (!seen.Add(id ?? name) || names.Count >= Most) return;
        names.Add(name);
        if (id is not null) ids.Add(id);
    }

    public void Add(GroupNames others)
    {
        foreach (string id in others.ids) Add(ResourceIdName(id), id);
    }

    private static string ResourceIdName(string id) => id[(id.LastIndexOf('/') + 1)..];
}
