using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Locks;

/// <summary>Nothing keeps the group from being deleted by mistake: neither it nor its resource group or subscription is locked.</summary>
internal sealed class NoLockRule() : NeighbourRule("ACI-GOV-004")
{
    public override bool FailsOnAbsence => true;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        bool isLocked = subject.ResourceId is { } id && estate.IsLocked(id);
        if (isLocked) judgement.Pass(Place.Root, "The group is locked.");
        else if (estate.IsLive) judgement.Fail(Place.Root, MissingValue.Instance, "No lock keeps the group from being deleted.", "A lock CanNotDelete on the group or its resource group");
    }
}
