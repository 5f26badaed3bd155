using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Rules.Neighbours.Policies;

/// <summary>Azure Policy recorded that a group is not as a policy wants it.</summary>
internal sealed class RecordedStateRule() : NeighbourRule("ACI-POL-007")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive || subject.ResourceId is not { } id) return;
        IReadOnlyList<RecordedState> states = estate.Policies.StatesOf(id);
        if (states.Count == 0)
        {
            judgement.NotApplicable(Place.Root.Of("policyStates"), "Azure Policy recorded nothing of the group.");
            return;
        }

        foreach (RecordedState state in states.Where(static one => one.State == AciPolicyState.NonCompliant))
        {
            string title = estate.Policies.Shelf.Find(state.DefinitionId, null)?.DisplayName ?? PolicyIds.NameOf(state.DefinitionId);
            string since = state.Time is { } time ? $" ({time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})" : string.Empty;
            judgement.Fail(
                Place.Root.Of("policyStates", $"{PolicyIds.NameOf(state.AssignmentId)}/{state.ReferenceId ?? PolicyIds.NameOf(state.DefinitionId)}"), MissingValue.Instance,
                $"The policy '{DisplayName.Of(title)}' of the assignment {PolicyIds.NameOf(state.AssignmentId)} is not complied with, by the last evaluation{since}; its effect is {state.Effect}.",
                "A group that complies, or an exemption with an end", state.Effect.Equals("deny", StringComparison.OrdinalIgnoreCase) ? AciSeverity.High : null);
        }

        foreach (RecordedState state in states.Where(static one => one.State is AciPolicyState.Unknown or AciPolicyState.Error))
        {
            judgement.Unknown(
                Place.Root.Of("policyStates", $"{PolicyIds.NameOf(state.AssignmentId)}/{state.ReferenceId ?? PolicyIds.NameOf(state.DefinitionId)}"),
                new UnresolvedCause(CauseKind.NotCarried, $"the compliance with {PolicyIds.NameOf(state.AssignmentId)}, which Azure Policy gives as {state.Compliance}"),
                $"Azure Policy does not say whether the group complies with {PolicyIds.NameOf(state.AssignmentId)}: it recorded {state.Compliance}.");
        }

        judgement.PassUnlessObjected(Place.Root.Of("policyStates"), "By the last evaluation the group complies with every policy.");
    }
}
