using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Locks;

/// <summary>Nothing keeps the group from being deleted by mistake: neither it nor its resource group or subscription is locked.</summary>
internal sealed class NoLockRule() : NeighbourRule("ACI-GOV-004")
{
    private const string Provider = "/providers/Microsoft.Authorization/locks/";

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        bool isLocked = subject.ResourceId is { } id && estate.Locks.Any(l => Covers(l, id));
        if (isLocked) judgement.Pass(Place.Root, "The group is locked.");
        else if (estate.IsLive) judgement.Fail(Place.Root, MissingValue.Instance, "No lock keeps the group from being deleted.", "A lock CanNotDelete on the group or its resource group");
    }

    private static bool Covers(ObjectValue entry, string groupId)
    {
        if (entry["id"].AsText() is not { } id) return false;
        int at = id.LastIndexOf(Provider, StringComparison.OrdinalIgnoreCase);
        return at > 0 && (groupId.Length == at || (groupId.Length > at && groupId[at] == '/')) && groupId.StartsWith(id[..at], StringComparison.OrdinalIgnoreCase);
    }
}
