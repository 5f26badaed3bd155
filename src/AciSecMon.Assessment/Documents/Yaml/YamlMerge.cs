namespace AciSecMon.Assessment.Documents;

/// <summary>Carries out the merge key <c>&lt;&lt;</c> of YAML 1.1, through which a mapping takes over the properties of others.</summary>
internal static class YamlMerge
{
    public const string Key = "<<";

    /// <summary>The mapping with what it takes over: its own properties win over those, and of several mappings the first wins.</summary>
    /// <exception cref="DocumentException">What is to be taken over is no mapping.</exception>
    public static ObjectValue Apply(ObjectValue own)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Property property in own.Properties) names.Add(property.Name);

        var taken = new List<Property>();
        UnresolvedValue? rest = null;
        foreach (Property merge in own.Properties.Where(IsMerge))
        {
            foreach (Value source in merge.Value is ArrayValue list ? list.Items : [merge.Value])
            {
                rest ??= source.Rest;
                if (source is ObjectValue mapping) Take(mapping, names, taken);
                else if (source is not UnresolvedValue) throw DocumentException.At(merge.NameLocation, "a mapping, or a list of mappings, is expected after <<");
            }
        }

        return new ObjectValue([.. taken, .. own.Properties.Where(static p => !IsMerge(p))], rest, own.Location);
    }

    private static void Take(ObjectValue mapping, HashSet<string> names, List<Property> taken)
    {
        int before = taken.Count;
        foreach (Property property in mapping.Properties)
        {
            if (!names.Contains(property.Name)) taken.Add(property);
        }

        // Only now: a name that stands twice in one mapping is taken over twice, and its last value counts as it does there.
        for (int i = before; i < taken.Count; i++) names.Add(taken[i].Name);
    }

    private static bool IsMerge(Property property) => string.Equals(property.Name, Key, StringComparison.Ordinal);
}
