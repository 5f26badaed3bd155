using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Rules.Neighbours.Threats;

/// <summary>The container groups that an alert concerns, and how.</summary>
/// <param name="Relation">The narrowest way in which it concerns any.</param>
/// <param name="MatchedBy">What of the alert led to them.</param>
/// <param name="Groups">The groups that it concerns in that way.</param>
internal sealed record AlertMatch(AciThreatRelation Relation, string MatchedBy, IReadOnlyList<GroupNode> Groups)
{
    // Only alerts on operations of Resource Manager are about container groups where they name no more than a subscription (azure-facts, C.2 and K.32).
    private const string Operations = "ARM_";

    /// <summary>Matches an alert; null where it concerns none of the groups.</summary>
    public static AlertMatch? Of(SecurityAlert alert, GroupIndex groups)
    {
        AlertMatch? best = null;
        (string Where, string Id)[] resources = [.. alert.Resources()];

        // One that names a container group is about that one, and not about the others of its subscription, also where that one is not among those that were asked for.
        bool isOnOperations = alert.AlertType.StartsWith(Operations, StringComparison.OrdinalIgnoreCase) && !Array.Exists(resources, static one => GroupIndex.IsGroup(one.Id));
        foreach ((string where, string id) in resources) best = Nearer(best, groups.Find(id, isOnOperations), $"{where} {id}");
        foreach (AlertEntity entity in alert.Entities)
        {
            if (entity.ObjectId is { } principal) best = Nearer(best, groups.FindPrincipal(principal), $"entity {entity.Type} {principal}");
        }

        return best;
    }

    private static AlertMatch? Nearer(AlertMatch? best, (AciThreatRelation Relation, IReadOnlyList<GroupNode> Groups)? found, string by)
    {
        if (found is not { } one || (best is not null && best.Relation < one.Relation)) return best;
        if (best is null || one.Relation < best.Relation) return new AlertMatch(one.Relation, by, one.Groups);

        // Equally near: it concerns both.
        GroupNode[] both = [.. best.Groups.Union(one.Groups)];
        return both.Length == best.Groups.Count ? best : best with { Groups = both };
    }
}
