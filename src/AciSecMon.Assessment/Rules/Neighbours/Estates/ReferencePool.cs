using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>Keeps one instance of each reference and of each text that many groups have in common.</summary>
internal sealed class ReferencePool
{
    private readonly Dictionary<(Facet, string), NeighbourReference> references = [];
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    public NeighbourReference Of(Facet facet, string? id, string name)
    {
        (Facet, string) key = (facet, (id ?? name).ToUpperInvariant());
        if (!references.TryGetValue(key, out NeighbourReference? known)) references.Add(key, known = new NeighbourReference(facet, id, name));
        return known;
    }

    public string? Of(string? text)
    {
        if (text is null) return null;
        if (!texts.TryGetValue(text, out string? known)) texts.Add(text, known = text);
        return known;
    }
}
