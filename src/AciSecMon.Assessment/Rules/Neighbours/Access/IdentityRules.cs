using System.Globalization;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Access;

/// <summary>One identity belongs to many groups: who gets into any of them has the rights of all.</summary>
internal sealed class SharedIdentityRule() : NeighbourRule("ACI-IDN-003")
{
    private const int Most = 5;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        // One of a group's own cannot be shared.
        if (subject.Reference is null) return;
        Place place = Place.Root.Of("containerGroups");
        int count = subject.Groups.Count;
        string number = count.ToString(CultureInfo.InvariantCulture);
        if (count > Most) judgement.Fail(place, MissingValue.Instance, $"{NeighbourWords.NameOf(subject)} is shared by {number} container groups.", string.Create(CultureInfo.InvariantCulture, $"An identity for each workload, of {Most} groups at most"));
        else judgement.Pass(place, $"{NeighbourWords.NameOf(subject)} belongs to {number} container {(count == 1 ? "group" : "groups")}.");
    }
}

/// <summary>Somebody may write a group with an identity that may do what he himself may not.</summary>
internal sealed class EscalationRule() : NeighbourRule("ACI-RBAC-003")
{
    private const int MostNames = 3;
    private static readonly Place Where = Place.Root.Of("roleAssignments");

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        if (subject.PrincipalId is not { } principal)
        {
            judgement.Unknown(Where, new UnresolvedCause(CauseKind.NotCarried, $"the object id of identity {subject.Name}"), $"The object id of {NeighbourWords.NameOf(subject)} is not known, so who could become it was not found.");
            return;
        }

        var gains = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var identity = new GroupIdentity(principal, subject.Name, subject.Reference?.Id);
        Dictionary<string, RightSet> all = WritersOf(subject, estate);
        foreach ((string writer, RightSet held) in all)
        {
            // An identity of a group's own comes with whoever may write that group; another one has to be assigned.
            string[] gained = identity.ResourceId is not null ? estate.Access.Escalations.PairOf(writer, held, identity)
                : [.. estate.Access.Escalations.Of(writer, held, new AccessTarget(subject.ResourceId ?? subject.Name, [identity])).Where(static way => !way.Through.Contains(AciAccessRight.Exec)).SelectMany(static way => way.Gains)];
            if (gained.Length == 0) continue;
            string what = string.Join(", ", gained);
            if (!gains.TryGetValue(what, out List<string>? writers)) gains[what] = writers = [];
            writers.Add(writer);
        }

        foreach ((string what, List<string> writers) in gains)
        {
            // Of what a group gains, the group is named and not each member.
            writers.RemoveAll(writer => estate.Access.Estate.GroupsOf(writer).Any(writers.Contains));
            judgement.Fail(
                Where.Of("gains", what), MissingValue.Instance,
                $"Who writes a container group with {NeighbourWords.NameOf(subject)} gets {what}, and may not do so otherwise: {AccessWords.Names(estate, writers, MostNames)}.",
                "No right to write groups together with the right to assign a stronger identity");
        }

        if (gains.Count == 0) LeaveHalvesOpen(identity, all, estate, judgement);
        AccessWords.LeaveOpen(
            estate.Access.Estate.AssignmentsOf(principal).Concat(subject.Groups.Select(static node => node.ResourceId).OfType<string>().DistinctBy(estate.Access.Estate.PlaceOf, StringComparer.OrdinalIgnoreCase).SelectMany(estate.Access.Estate.AssignmentsAt)), estate, judgement);
        judgement.PassUnlessObjected(Where, $"Nobody gets more by a container group with {NeighbourWords.NameOf(subject)} than he has.");
    }

    // One may write groups, another assign the identity: where one of them is a group of unknown members, somebody may be both.
    private static void LeaveHalvesOpen(GroupIdentity identity, Dictionary<string, RightSet> writers, NeighbourEstate estate, Judgement judgement)
    {
        if (identity.ResourceId is not { } id || writers.Count == 0 || estate.Access.Estate.AssignmentsOf(identity.PrincipalId).Count == 0) return;
        string[] assigners = [.. estate.Access.Rights.AllAt(id).Where(static pair => pair.Value.Active.Has(AciAccessRight.AssignIdentity)).Select(static pair => pair.Key)];
        foreach (string writer in writers.Keys)
        {
            string? other = assigners.FirstOrDefault(one => !string.Equals(one, writer, StringComparison.OrdinalIgnoreCase) && (estate.Access.Estate.IsUnreadGroup(one) || estate.Access.Estate.IsUnreadGroup(writer)));
            if (other is null || !estate.Access.Escalations.WouldGain(writer, identity.PrincipalId)) continue;
            string group = estate.Access.Estate.IsUnreadGroup(writer) ? writer : other;
            string who = string.Equals(group, writer, StringComparison.OrdinalIgnoreCase) ? other : writer;
            AccessWords.MembersOpen(group, $"who is in it and has the rights of {AccessWords.NameOf(estate, who)} too could write a container group with {identity.Name} and become it", estate, judgement);
            return;
        }
    }

    // What somebody may do in any resource group that has groups with the identity; the same pair works there for new groups.
    private static Dictionary<string, RightSet> WritersOf(NeighbourSubject subject, NeighbourEstate estate)
    {
        var writers = new Dictionary<string, RightSet>(StringComparer.OrdinalIgnoreCase);
        foreach (GroupNode place in subject.Groups.Where(static node => node.ResourceId is not null).DistinctBy(node => estate.Access.Estate.PlaceOf(node.ResourceId!), StringComparer.OrdinalIgnoreCase))
        {
            foreach ((string principal, HeldRights held) in estate.Access.HeldAt(place.ResourceId!))
            {
                // Exec leads to the identity too, and has a rule of its own.
                if (held.Active.Has(AciAccessRight.Write)) writers[principal] = writers.GetValueOrDefault(principal).And(held.Active.Without(default(RightSet).With(AciAccessRight.Exec)));
            }
        }

        return writers;
    }
}
