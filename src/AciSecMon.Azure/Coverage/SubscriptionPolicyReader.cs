using System.Collections.Concurrent;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Policies;

namespace AciSecMon.Azure.Coverage;

/// <summary>What is known of the policies that are assigned at a subscription or above it.</summary>
/// <param name="Assignments">Assignments of policies about container groups, or of initiatives that hold one.</param>
/// <param name="Unread">Names of assignments of which it is not known whether they are about container groups, and why.</param>
internal sealed record SubscriptionPolicies(Listed<FoundAssignment> Assignments, Listed<string> Unread);

/// <summary>
/// Reads which policies about container groups are assigned. An initiative of others is read once, whatever it is assigned to, and only where no assignment tells by its definition alone
/// that such a policy is in force.
/// </summary>
internal sealed class SubscriptionPolicyReader(IArmClient arm, IAciReporter reporter)
{
    private const string ReadAssignments = PolicyIds.AssignmentType + "/read";
    private const string ReadSets = PolicyIds.SetType + "/read";

    private readonly ConcurrentDictionary<string, Lazy<Task<bool?>>> sets = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The policies of a subscription.</summary>
    public async Task<SubscriptionPolicies> ReadAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        var scope = PolicyScope.OfSubscription(subscriptionId);
        List<FoundAssignment> all;
        try
        {
            all = await new AssignmentList(arm, reporter).ReadAsync(scope, AssignmentList.AtScope, cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault)
        {
            await reporter.ProblemAsync(Faults.On(fault, $"The policy assignments of {scope.Described} could not be read", scope.Text, ReadAssignments), cancellationToken).ConfigureAwait(false);
            return new SubscriptionPolicies(new Listed<FoundAssignment>(null, Faults.Reason(fault, ReadAssignments)), new Listed<string>([], null));
        }

        List<FoundAssignment> about = [.. all.Where(static one => PolicyMatch.IsAboutGroups(one.DefinitionId))];
        if (about.Exists(one => PolicyPart.IsInForce(one, scope))) return new SubscriptionPolicies(new Listed<FoundAssignment>(about, null), new Listed<string>([], null));
        List<string> open = [];
        foreach (FoundAssignment one in all.Where(one => one.DefinitionId.Contains($"/{PolicyIds.SetType}/", StringComparison.OrdinalIgnoreCase) && !about.Contains(one)))
        {
            bool? holds = await sets.GetOrAdd(one.DefinitionId, id => new Lazy<Task<bool?>>(() => HoldsAsync(id, cancellationToken))).Value.ConfigureAwait(false);
            if (holds is true) about.Add(one);
            if (holds is null) open.Add(one.Title);
        }

        return new SubscriptionPolicies(new Listed<FoundAssignment>(about, null), new Listed<string>(open, open.Count > 0 ? "their initiatives could not be read" : null));
    }

    private async Task<bool?> HoldsAsync(string setId, CancellationToken cancellationToken)
    {
        try
        {
            Value set = (await arm.SendAsync(ArmRequest.Get(setId, ApiVersions.Policy), reporter, cancellationToken).ConfigureAwait(false)).Body;
            if (set["properties"]["policyDefinitions"] is ArrayValue members) return members.Items.Any(static member => PolicyMatch.IsAboutGroups(member["policyDefinitionId"].AsText() ?? string.Empty));
            await reporter.ProblemAsync(NoInitiative(setId), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (AciServiceException fault)
        {
            await reporter.ProblemAsync(Faults.On(fault, $"The initiative '{setId}' could not be read", setId, ReadSets), cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private static AciProblem NoInitiative(string setId) => new()
    {
        Id = "AciResponseInvalid",
        Kind = AciProblemKind.Unavailable,
        Message = $"The service's answer for '{setId}' is not an initiative.",
        Target = setId,
        Recommendation = "Try again. If it stays so, a gateway on the way answers in the service's place.",
    };
}
