using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Policy;

/// <summary>Reads definitions and initiatives from a connection by their ids. An initiative brings its definitions.</summary>
internal static class NamedPolicies
{
    private static readonly HashSet<Facet> Policies = [Facet.Policies];

    /// <summary>What was found.</summary>
    /// <param name="live">The connection.</param>
    /// <param name="ids">Resource ids, or the GUIDs of those of Microsoft.</param>
    /// <param name="reporter">Takes what could not be read.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<IReadOnlyList<ObjectValue>> ReadAsync(ILiveEstate live, IReadOnlyList<string> ids, IAciReporter reporter, CancellationToken cancellationToken)
    {
        ILookup<string, string> asked = ids.SelectMany(static id => MeaningsOf(id).Select(meaning => (Meaning: meaning, Id: id))).ToLookup(static one => one.Meaning, static one => one.Id, StringComparer.OrdinalIgnoreCase);
        List<ObjectValue> found = [];
        List<UnreadPart> unread = [];
        var request = new NeighbourRequest { Facets = Policies, References = [], PolicyIds = [.. asked.Select(static one => one.Key)] };
        await foreach (LivePage page in live.ReadNeighboursAsync(request, reporter, cancellationToken).ConfigureAwait(false))
        {
            found.AddRange(page.Rows);
            unread.AddRange(page.Unread);
        }

        // A GUID does not say whether it is of a definition or of an initiative: one of both is there.
        HashSet<string> seen = new(found.SelectMany(row => asked[row["id"].AsText() ?? string.Empty]), StringComparer.OrdinalIgnoreCase);
        foreach (UnreadPart part in unread.Where(part => !asked[part.Target].Any(seen.Contains) && !(part.Reason == UnreadReason.Gone && asked.Contains(part.Target))))
            await reporter.ProblemAsync(part.Problem, cancellationToken).ConfigureAwait(false);
        foreach (string id in ids.Where(id => !seen.Contains(id) && !unread.Exists(part => part.Reason != UnreadReason.Gone)))
            await reporter.ProblemAsync(NotFound(id), cancellationToken).ConfigureAwait(false);
        return found;
    }

    private static string[] MeaningsOf(string id) => Guid.TryParse(id, out _) ? [$"/providers/{PolicyIds.DefinitionType}/{id}", $"/providers/{PolicyIds.SetType}/{id}"] : [id];

    private static AciProblem NotFound(string id) => new()
    {
        Id = "AciPolicyNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"Azure has no policy definition and no initiative '{id}', or the account may not read it.",
        Target = id,
        Recommendation = "Give the resource id of a definition or initiative, or the GUID of one of Microsoft.",
    };
}
