using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Reads documents that hold resources as they are, without a template around them.</summary>
internal static class DocumentEstate
{
    /// <summary>What the documents of one source hold; null where they hold no container groups.</summary>
    /// <param name="source">The source.</param>
    /// <param name="documents">Its documents.</param>
    /// <param name="scope">Resource group id for groups without an id; empty where it is not known.</param>
    /// <param name="typeName">Type name of a pipeline object; null elsewhere.</param>
    public static EstatePart? Read(SourceFile source, IReadOnlyList<Document> documents, string scope, string? typeName = null)
    {
        List<GroupEntry> groups = [];
        List<Neighbour> neighbours = [];
        List<UnresolvedCause> gaps = [];
        foreach (Document document in documents)
        {
            if (UnreadShapes.GapOf(document.Root) is { } gap)
            {
                gaps.Add(gap);
                continue;
            }

            // A YAML file that holds resources somewhere deep is something else, such as a pipeline or a test case.
            FoundResources found = ResourceFinder.Find(document.Root, isDeep: !document.IsYaml, typeName);
            groups.AddRange(found.Resources.Select(r => VariantBuilder.Build(r.Resource, new GroupOrigin(r.Kind, r.Shape, source) { Scope = scope })));
            neighbours.AddRange(found.Neighbours);
        }

        if (groups.Count == 0 && gaps.Count == 0) return null;
        return new EstatePart
        {
            Source = source,
            Groups = groups,
            Neighbours = neighbours,
            Gaps = gaps,
            Notices = [.. documents.SelectMany(static d => d.Notices)],
        };
    }
}
