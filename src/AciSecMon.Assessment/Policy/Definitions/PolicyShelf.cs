namespace AciSecMon.Assessment.Policy;

/// <summary>The definitions, initiatives, assignments and exemptions that were given, to be found by id or name.</summary>
internal sealed class PolicyShelf
{
    private readonly Dictionary<string, List<PolicyDefinition>> byKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<PolicySet>> setsByKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<PolicyDefinition> definitions = [];
    private readonly List<PolicySet> sets = [];
    private readonly List<PolicyAssignment> assignments = [];
    private readonly List<PolicyExemption> exemptions = [];

    public IReadOnlyList<PolicyDefinition> Definitions => definitions;

    public IReadOnlyList<PolicySet> Sets => sets;

    public IReadOnlyList<PolicyAssignment> Assignments => assignments;

    public IReadOnlyList<PolicyExemption> Exemptions => exemptions;

    /// <summary>Puts in what a document holds.</summary>
    public void Add(PolicyDocument document)
    {
        foreach (PolicyDefinition one in document.Definitions) Put(definitions, byKey, one, one.Id, one.Name);
        foreach (PolicySet one in document.Sets) Put(sets, setsByKey, one, one.Id, one.Name);
        assignments.AddRange(document.Assignments);
        exemptions.AddRange(document.Exemptions);
    }

    /// <summary>The newest definition of an id, or else of its name, in a version that was asked for; null for none.</summary>
    public PolicyDefinition? Find(string id, string? version) => Newest(Of(byKey, id), version, static one => one.Version);

    /// <summary>The newest initiative of an id, or else of its name, in a version that was asked for; null for none.</summary>
    public PolicySet? FindSet(string id, string? version) => Newest(Of(setsByKey, id), version, static one => one.Version);

    /// <summary>Versions of a definition or initiative that were given.</summary>
    public IEnumerable<string> VersionsOf(string id) => Of(byKey, id).Select(static one => one.Version).Concat(Of(setsByKey, id).Select(static one => one.Version)).OfType<string>();

    // An initiative and a definition may bear the same name: the id tells which is meant.
    private static List<T> Of<T>(Dictionary<string, List<T>> all, string id) => all.GetValueOrDefault(id) ?? all.GetValueOrDefault(PolicyIds.NameOf(id)) ?? [];

    private static T? Newest<T>(List<T> all, string? version, Func<T, string?> versionOf)
        where T : class
    {
        T? best = null;
        foreach (T one in all.Where(one => PolicyVersions.Fits(versionOf(one), version)))
        {
            if (best is null || PolicyVersions.Compare(versionOf(one), versionOf(best)) > 0) best = one;
        }

        return best;
    }

    private static void Put<T>(List<T> all, Dictionary<string, List<T>> byKey, T one, string? id, string name)
    {
        all.Add(one);
        foreach (string key in new[] { id, name }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!byKey.TryGetValue(key, out List<T>? same)) byKey.Add(key, same = []);
            same.Add(one);
        }
    }
}
