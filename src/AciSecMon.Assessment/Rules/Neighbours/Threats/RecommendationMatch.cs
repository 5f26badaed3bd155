using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Rules.Neighbours.Threats;

/// <summary>The container groups that a recommendation concerns, and how that was found out.</summary>
/// <param name="Relation">What the resource is to the groups.</param>
/// <param name="MatchedBy">By the resource id, by a published name, or both.</param>
/// <param name="Groups">The groups.</param>
internal sealed record RecommendationMatch(AciThreatRelation Relation, string MatchedBy, IReadOnlyList<GroupNode> Groups)
{
    private const string ById = "resource id";
    private const string ByName = "published name";

    /// <summary>Matches a recommendation; null where it concerns none of the groups.</summary>
    public static RecommendationMatch? Of(Recommendation recommendation, GroupIndex groups)
    {
        bool isPublished = recommendation.IsPublished;
        if (groups.Find(recommendation.ResourceId, takesOperations: false) is { } direct)
            return new RecommendationMatch(direct.Relation, isPublished ? $"{ById} and {ByName}" : ById, direct.Groups);

        // One on container groups whose resource could not be told from its id concerns those around it.
        return isPublished && groups.Find(recommendation.ResourceId, takesOperations: true) is { } around ? new RecommendationMatch(around.Relation, ByName, around.Groups) : null;
    }
}
