using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate.Live;

/// <summary>Reads what belongs to single groups of a part, and puts it into the part.</summary>
internal static class GroupFacetReader
{
    private const int GroupsAtOnce = 25;

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
        string[] ids = IdsOf(part);
        if (ids.Length == 0) return part;
        var byId = new Dictionary<string, GroupFacets>(StringComparer.OrdinalIgnoreCase);
        await foreach (GroupFacets read in part.Live!.ReadGroupFacetsAsync(ids, facets, reporter, cancellationToken).ConfigureAwait(false)) byId[read.GroupId] = read;
        return Merge(part, part.Groups, part.Unread, byId, facets);
    }

    /// <summary>The same, some groups at a time as they come in, so that nobody waits for a whole page of calls.</summary>
    public static async IAsyncEnumerable<EstatePart> ReadBitByBitAsync(
        EstatePart part, IReadOnlySet<Facet> facets, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var waiting = new Dictionary<string, List<GroupEntry>>(StringComparer.OrdinalIgnoreCase);
        foreach (GroupEntry entry in part.Groups.Where(IsAskedFor))
        {
            if (!waiting.TryAdd(entry.Group.ResourceId!, [entry])) waiting[entry.Group.ResourceId!].Add(entry);
        }

        List<GroupEntry> some = [.. part.Groups.Where(static entry => !IsAskedFor(entry))];
        IReadOnlyList<UnreadPart> unread = part.Unread;
        var byId = new Dictionary<string, GroupFacets>(StringComparer.OrdinalIgnoreCase);
        await foreach (GroupFacets read in part.Live!.ReadGroupFacetsAsync([.. waiting.Keys], facets, reporter, cancellationToken).ConfigureAwait(false))
        {
            if (!waiting.Remove(read.GroupId, out List<GroupEntry>? entries)) continue;
            byId[read.GroupId] = read;
            some.AddRange(entries);
            if (some.Count < GroupsAtOnce) continue;
            yield return Merge(part, some, unread, byId, facets);
            (some, unread) = ([], []);
            byId.Clear();
        }

        some.AddRange(waiting.Values.SelectMany(static entries => entries));
        if (some.Count > 0 || unread.Count > 0) yield return Merge(part, some, unread, byId, facets);
    }

    private static string[] IdsOf(EstatePart part) => [.. part.Groups.Where(IsAskedFor).Select(static g => g.Group.ResourceId!)];

    private static bool IsAskedFor(GroupEntry entry) => entry.Group is { Kind: AciSubjectType.ContainerGroup, ResourceId: not null };

    private static EstatePart Merge(EstatePart part, IReadOnlyList<GroupEntry> entries, IReadOnlyList<UnreadPart> before, Dictionary<string, GroupFacets> byId, IReadOnlySet<Facet> facets)
    {
        List<GroupEntry> groups = new(entries.Count);
        List<UnreadPart> unread = [.. before];
        var settings = new Dictionary<string, IReadOnlyList<ObjectValue>>(StringComparer.OrdinalIgnoreCase);
        foreach (GroupEntry entry in entries)
        {
            if (!IsAskedFor(entry))
            {
                groups.Add(entry);
                continue;
            }

            string id = entry.Group.ResourceId!;
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
