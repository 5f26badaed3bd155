using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Policies;

/// <summary>
/// Removes assignments of policies with the roles of their identities, and the module's own definitions where nothing uses them any more. What others assigned is switched off: it is
/// evaluated from then on, and has no effect.
/// </summary>
internal sealed class PolicyDisabler(IArmClient arm, IAciPipeline pipeline, Grace grace, TimeProvider clock)
{
    private readonly PolicyWriter writer = new(arm, pipeline, grace, clock);
    private readonly AssignmentList assignments = new(arm, pipeline);
    private readonly RoleGrants grants = new(arm, pipeline);
    private OperationCanceledException? stopped;

    /// <summary>Works on one assignment after the other. A fault on one keeps no other from being worked on.</summary>
    /// <param name="request">Which assignments.</param>
    /// <param name="scopes">Where to look.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<AciChange> DisableAsync(DisablePolicyRequest request, IReadOnlyList<PolicyScope> scopes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var removed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        List<string> texts = [];
        bool isWhole = true;
        var met = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (PolicyScope scope in scopes)
        {
            List<FoundAssignment>? there = await ThereAsync(scope, cancellationToken).ConfigureAwait(false);
            isWhole &= there is not null;
            foreach (FoundAssignment one in there ?? [])
            {
                string[] names = [.. request.Name.Where(name => PolicyMatch.IsMeant(one, name))];
                if (names.Length == 0 || !seen.Add(one.Id)) continue;
                met.UnionWith(names);
                await foreach (AciChange change in EndAsync(one, request, cancellationToken).ConfigureAwait(false))
                {
                    if (change.TargetId == one.Id && change.Result is AciChangeResult.Changed or AciChangeResult.WouldChange or AciChangeResult.Unchanged && IsRemoved(one, request)) removed.Add(one.Id);
                    yield return change;
                    if (stopped is not null) ExceptionDispatchInfo.Throw(stopped);
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (removed.Contains(one.Id)) texts.Add(one.DefinitionId);
            }
        }

        foreach (string missing in request.Name.Where(name => isWhole && !Wildcards.Has(name) && !met.Contains(name))) await pipeline.ProblemAsync(PolicyMatch.NotFound(missing, scopes), cancellationToken).ConfigureAwait(false);
        if (!request.RemoveDefinition) yield break;
        await foreach (ChangeOutcome outcome in new DefinitionRemover(arm, pipeline, writer, clock).RemoveAsync(texts, removed, cancellationToken).ConfigureAwait(false))
        {
            yield return await ToldAsync(outcome, cancellationToken).ConfigureAwait(false);
            if (stopped is not null) ExceptionDispatchInfo.Throw(stopped);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<List<FoundAssignment>?> ThereAsync(PolicyScope scope, CancellationToken cancellationToken)
    {
        try
        {
            List<FoundAssignment> found = await assignments.ReadAsync(scope, scope.SubscriptionId is null ? AssignmentList.AtExactScope : null, cancellationToken).ConfigureAwait(false);
            return [.. found.Where(one => scope.Holds(one.Scope.Text))];
        }
        catch (AciServiceException fault)
        {
            await pipeline.ProblemAsync(Faults.On(fault, $"The policy assignments of {scope.Described} could not be read", scope.Text, MissingAction.Of(fault) ?? PolicyIds.AssignmentType + "/read"), cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private async IAsyncEnumerable<AciChange> EndAsync(FoundAssignment one, DisablePolicyRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PolicyThing thing = PolicyThing.Assignment(one.Id, one.Title, one.Scope);
        if (!IsRemoved(one, request))
        {
            PolicyThing off = thing with { Consequence = "It is not enforced from then on: nothing is refused or deployed by it. This module did not make it, and leaves it there." };
            var body = new JsonObject { ["properties"] = new JsonObject { ["policyDefinitionId"] = one.DefinitionId, ["enforcementMode"] = "DoNotEnforce" } };
            yield return await ToldAsync(await writer.WriteAssignmentAsync(off, _ => body.DeepClone().AsObject(), static _ => { }, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            yield break;
        }

        // The roles go first: a run that stops in between is continued by another, which would not find them without the assignment.
        if (one.Raw["identity"]["principalId"].AsText() is { } principal)
        {
            foreach (PolicyThing role in await RolesOfAsync(one, principal, cancellationToken).ConfigureAwait(false))
                yield return await ToldAsync(await writer.RemoveAsync(role, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        PolicyThing gone = thing with { Consequence = "From then on nothing is judged, refused or deployed by it." };
        yield return await ToldAsync(await writer.RemoveAsync(gone, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    // At its scope and below it, and on the resources that its parameters name.
    private async Task<IReadOnlyList<PolicyThing>> RolesOfAsync(FoundAssignment one, string principal, CancellationToken cancellationToken)
    {
        IEnumerable<string> beside = (one.Raw["properties"]["parameters"] as ObjectValue)?.Properties.Select(static parameter => parameter.Value["value"].AsText()).OfType<string>()
            .Where(id => ArmId.TryParse(id, out _) && !one.Scope.Holds(id)) ?? [];
        var found = new SortedDictionary<string, PolicyThing>(StringComparer.OrdinalIgnoreCase);
        foreach (string scope in beside.Prepend(one.Scope.Text))
        {
            try
            {
                foreach (ObjectValue grant in await grants.OfAsync(scope, principal, cancellationToken).ConfigureAwait(false))
                {
                    if (grant["id"].AsText() is { } id) found[id] = PolicyThing.Role(id, $"of the identity of policy assignment '{one.Name}'", new PolicyScope(RoleGrants.ScopeOf(grant)));
                }
            }
            catch (AciServiceException fault)
            {
                await pipeline.ProblemAsync(
                    Faults.On(fault, $"The roles of the identity of policy assignment '{one.Name}' could not be read, and stay", scope, MissingAction.Of(fault) ?? PolicyThing.RoleType + "/read"), cancellationToken).ConfigureAwait(false);
            }
        }

        return [.. found.Values];
    }

    private async Task<AciChange> ToldAsync(ChangeOutcome outcome, CancellationToken cancellationToken)
    {
        // Even where the caller has stopped, what was begun is reported.
        await outcome.TellAsync(pipeline, cancellationToken).ConfigureAwait(false);
        stopped ??= outcome.Stopped;
        return outcome.Change;
    }

    private static bool IsRemoved(FoundAssignment one, DisablePolicyRequest request) => one.IsMadeByModule || request.Force;
}
