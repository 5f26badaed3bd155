namespace AciSecMon.Assessment.Documents;

/// <summary>Collects the faults of one document that do not keep it from being read.</summary>
internal sealed class DocumentNotices
{
    private const int CompareEachUpTo = 16;
    private const int KeepSetUpTo = 1024;

    private readonly List<DocumentNotice> notices = [];
    private HashSet<string>? seen;

    public IReadOnlyList<DocumentNotice> All => notices.Count == 0 ? [] : notices;

    /// <summary>Notes each property whose name, ignoring case, stood in the object before.</summary>
    public void NoteDuplicates(ReadOnlySpan<Property> properties)
    {
        if (properties.Length > CompareEachUpTo)
        {
            NoteDuplicatesOfMany(properties);
            return;
        }

        for (int i = 1; i < properties.Length; i++)
        {
            for (int k = 0; k < i; k++)
            {
                if (!string.Equals(properties[i].Name, properties[k].Name, StringComparison.OrdinalIgnoreCase)) continue;
                NoteDuplicate(properties[i]);
                break;
            }
        }
    }

    private void NoteDuplicatesOfMany(ReadOnlySpan<Property> properties)
    {
        // A set that once grew large stays slow to clear, so only small ones are used again.
        HashSet<string> names = properties.Length > KeepSetUpTo ? New() : seen ??= New();
        foreach (Property property in properties)
        {
            if (!names.Add(property.Name)) NoteDuplicate(property);
        }

        names.Clear();

        static HashSet<string> New() => new(StringComparer.OrdinalIgnoreCase);
    }

    private void NoteDuplicate(Property property)
    {
        if (notices.Count > DocumentLimits.Notices) return;
        notices.Add(new DocumentNotice(
            notices.Count == DocumentLimits.Notices
                ? "Further faults of this document are not listed."
                : $"The property '{DisplayName.Of(property.Name)}' stands more than once in its object; the last one counts.",
            property.NameLocation));
    }
}
