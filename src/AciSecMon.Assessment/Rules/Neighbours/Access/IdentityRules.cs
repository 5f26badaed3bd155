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
        foreach ((string writer, RightSet held) in WritersOf(subject, estate))
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
            judgement.Fail(
                Where.Of("gains", what), MissingValue.Instance,
                $"Who writes a container group with {NeighbourWords.NameOf(subject)} gets {what}, and may not do so otherwise: {AccessWords.Names(estate, writers, MostNames)}.",
                "No right to write groups together with the right to assign a stronger identity");
        }

        AccessWords.LeaveOpen(
            estate.Access.Estate.AssignmentsOf(principal).Concat(subject.Groups.Select(static node => node.ResourceId).OfType<string>().DistinctBy(estate.Access.Estate.PlaceOf, StringComparer.OrdinalIgnoreCase).SelectMany(estate.Access.Estate.AssignmentsAt)), estate, judgement);
        judgement.PassUnlessObjected(Where, $"Nobody gets more by a container group with {NeighbourWords.NameOf(subject)} than he has.");
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
