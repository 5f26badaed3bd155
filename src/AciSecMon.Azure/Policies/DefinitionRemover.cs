using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Policies;

/// <summary>
/// Removes the module's own definitions and its initiative where nothing uses them any more. Assignments are read where they stand; initiatives come from the index, which may lag by
/// minutes, and the service itself refuses to remove what is used.
/// </summary>
internal sealed class DefinitionRemover(IArmClient arm, IAciPipeline pipeline, PolicyWriter writer, TimeProvider clock)
{
    /// <summary>Removes what assignments assigned that are gone: an initiative, and then its definitions.</summary>
    /// <param name="texts">Ids of definitions and initiatives.</param>
    /// <param name="removed">Ids of assignments that are gone, or would be.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<ChangeOutcome> RemoveAsync(IReadOnlyList<string> texts, IReadOnlySet<string> removed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, string> group in texts.Distinct(StringComparer.OrdinalIgnoreCase).Where(IsOwn).GroupBy(ScopeOf, StringComparer.OrdinalIgnoreCase))
        {
            var scope = new PolicyScope(group.Key);
            (List<FoundAssignment> assignments, List<PolicyText> sets)? users = await UsersAsync(scope, cancellationToken).ConfigureAwait(false);
            if (users is not var (assignments, sets)) continue;
            var gone = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (PolicyThing thing in ThingsOf(group, scope))
            {
                string? user = assignments.FirstOrDefault(one => Is(one.DefinitionId, thing.Path) && !removed.Contains(one.Id))?.Id
                    ?? sets.FirstOrDefault(one => !gone.Contains(one.Id) && one.Members!.Any(member => Is(member.DefinitionId, thing.Path)))?.Id;
                ChangeOutcome outcome = user is null
                    ? await writer.RemoveAsync(thing, cancellationToken).ConfigureAwait(false)
                    : new PolicyChange(thing, null, clock).Outcome(AciChangeResult.Unchanged, $"It stays, for {user} uses it.", action: "Remove " + thing.Kind.ToLowerInvariant());
                if (user is null && outcome.Change.Result is AciChangeResult.Changed or AciChangeResult.Unchanged or AciChangeResult.WouldChange) gone.Add(thing.Path);
                yield return outcome;
            }
        }
    }

    private async Task<(List<FoundAssignment> Assignments, List<PolicyText> Sets)?> UsersAsync(PolicyScope scope, CancellationToken cancellationToken)
    {
        try
        {
            List<FoundAssignment> assignments = await new AssignmentList(arm, pipeline).ReadAsync(scope, filter: null, cancellationToken).ConfigureAwait(false);
            var query = new GraphQuery(ResourceQuery.OwnInitiatives) { SubscriptionIds = scope.SubscriptionId is { } id ? [id] : [], IncludesAbove = true };
            List<PolicyText> sets = [];
            await foreach (GraphPage page in arm.QueryAsync(query, pipeline, cancellationToken).ConfigureAwait(false)) sets.AddRange(page.Rows.Select(PolicyText.Of).Where(static one => one.IsSet));
            return (assignments, sets);
        }
        catch (AciServiceException fault)
        {
            await pipeline.ProblemAsync(
                Faults.On(fault, $"What uses the policy definitions of {scope.Described} could not be read, and so they stay", scope.Text, MissingAction.Of(fault) ?? PolicyIds.AssignmentType + "/read"), cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    // The initiative goes before its definitions.
    private static IEnumerable<PolicyThing> ThingsOf(IEnumerable<string> ids, PolicyScope scope)
    {
        var definitions = new SortedDictionary<string, PolicyDefinition>(StringComparer.OrdinalIgnoreCase);
        foreach (string id in ids)
        {
            bool isSet = OwnPolicies.IsInitiative(ResourceIds.LastSegment(id));
            PolicyText text = isSet ? OwnPolicies.InitiativeText(scope) : OwnPolicies.TextOf(OwnPolicies.Find(ResourceIds.LastSegment(id))!, scope);
            if (isSet) yield return PolicyThing.Initiative(text.Id, text.Title, scope);
            foreach (PolicyDefinition definition in OwnPolicies.DefinitionsOf(text)) definitions[definition.Name] = definition;
        }

        foreach (PolicyDefinition definition in definitions.Values) yield return PolicyThing.Definition(OwnPolicies.PathOf(scope, PolicyIds.DefinitionType, definition.Name), definition.DisplayName, scope);
    }

    private static bool IsOwn(string id) => ScopeOf(id).Length > 0 && OwnPolicies.Names.Contains(ResourceIds.LastSegment(id), StringComparer.OrdinalIgnoreCase);

    private static string ScopeOf(string id) => id[..Math.Max(id.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase), 0)];

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
