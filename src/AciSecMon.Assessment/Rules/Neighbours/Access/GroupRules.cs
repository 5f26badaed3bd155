using System.Globalization;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Access;

/// <summary>A group has secrets in clear, and principals that may only read it can read them.</summary>
internal sealed class ReadableSecretsRule() : NeighbourRule("ACI-RBAC-008")
{
    private const int MostNames = 3;
    private static readonly Place Where = Place.Root.Of("roleAssignments");

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive || subject.ResourceId is not { } id) return;
        GroupNode node = subject.Groups[0];
        if (node.HasClearSecrets is not { } has) judgement.NotApplicable(Where, "Whether the group has secrets in clear was not looked for.");
        else if (!has) judgement.Pass(Where, "The group has no secret that a reader could read.");
        else
        {
            string[] readers =
            [
                .. estate.Access.HeldAt(id).Where(static pair => pair.Value.Active.Has(AciAccessRight.Read) && pair.Value.Active.Common(RightSet.Changes).IsEmpty && IsByItself(pair.Key, pair.Value)).Select(static pair => pair.Key),
            ];
            AccessWords.LeaveOpen(estate.Access.Estate.AssignmentsAt(id), estate, judgement);
            if (readers.Length == 0) judgement.PassUnlessObjected(Where, "Nobody who may only read the group is known, so that its secrets are read by none but those who may change it.");
            else judgement.Fail(
                Where, MissingValue.Instance,
                string.Create(CultureInfo.InvariantCulture, $"Secrets stand in clear in the group, and {readers.Length} {(readers.Length == 1 ? "principal" : "principals")} that may only read it can read them: {AccessWords.Names(estate, readers, MostNames)}."),
                "Secrets in secure values or a key vault");
        }
    }

    // Of readers by a group, the group is named.
    private static bool IsByItself(string principal, HeldRights held) => held.Assignments.Any(one => string.Equals(one.PrincipalId, principal, StringComparison.OrdinalIgnoreCase));
}
