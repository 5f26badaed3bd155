using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate.Live;

/// <summary>Reads what belongs to single groups of a part, and puts it into the part.</summary>
internal static class GroupFacetReader
{
    /// <summary>
    /// The part with the facets of its groups: a group that was read by itself takes the place of its row, one that is gone is left out, and what could not be read is
    /// noted. Groups without an id, which cannot be asked for, stay as they are.
    /// </summary>
    /// <param name="part">The part; it must have a living estate.</param>
    /// <param name="facets">Of <see cref="Facet.InstanceView"/> and <see cref="Facet.Diagnostics"/>.</param>
    /// <param name="reporter">Takes what is worth knowing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<EstatePart> ReadAsync(EstatePart part, IReadOnlySet<Facet> facets, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string[] ids = [.. part.Groups.Where(static g => g.Group.Kind == AciSubjectType.ContainerGroup).Select(static g => g.Group.ResourceId).OfType<string>()];
        if (ids.Length == 0) return part;

        var byId = new Dictionary<string, GroupFacets>(StringComparer.OrdinalIgnoreCase);
        await foreach (GroupFacets read in part.Live!.ReadGroupFacetsAsync(ids, facets, reporter, cancellationToken).ConfigureAwait(false)) byId[read.GroupId] = read;

        List<GroupEntry> groups = new(part.Groups.Count);
        List<UnreadPart> unread = [.. part.Unread];
        var settings = new Dictionary<string, IReadOnlyList<ObjectValue>>(StringComparer.OrdinalIgnoreCase);
        foreach (GroupEntry entry in part.Groups)
        {
            if (entry.Group.ResourceId is not { } id || entry.Group.Kind != AciSubjectType.ContainerGroup)
            {
                groups.Add(entry);
                continue;
            }

            GroupFacets read = byId.GetValueOrDefault(id) ?? new GroupFacets(id, null, null, []);
            unread.AddRange(read.Unread);
            if (read.Unread.Any(static u => u.Reason == UnreadReason.Gone)) continue;
            if (read.DiagnosticSettings is { } found) settings[id] = found;
            groups.Add(read.Whole is { } whole ? LiveGroups.ToEntry(whole, isWhole: true, part.Source) : entry);
            unread.AddRange(Unanswered(read, facets));
        }

        return new EstatePart { Source = part.Source, Groups = groups, Live = part.Live, Unread = unread, DiagnosticSettings = settings };
    }

    // What was asked for and neither came nor was refused is lost, and must not be lost silently.
    private static IEnumerable<UnreadPart> Unanswered(GroupFacets read, IReadOnlySet<Facet> facets)
    {
        if (read.Unread.Count > 0) yield break;
        if (facets.Contains(Facet.InstanceView) && read.Whole is null) yield return NoAnswer(read.GroupId, Facet.InstanceView);
        if (facets.Contains(Facet.Diagnostics) && read.DiagnosticSettings is null) yield return NoAnswer(read.GroupId, Facet.Diagnostics);
    }

    private static UnreadPart NoAnswer(string id, Facet facet) => new(facet, id, UnreadReason.Incomplete, new AciProblem
    {
        Id = "AciFacetUnanswered",
        Kind = AciProblemKind.Unavailable,
        Message = $"Nothing came back for {facet} of '{id}'.",
        Target = id,
        Recommendation = "Run the assessment again.",
    });
}
