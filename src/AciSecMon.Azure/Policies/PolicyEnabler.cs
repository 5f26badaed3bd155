using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Policies;

/// <summary>
/// Assigns policies: first the module's own definitions and initiative where one of them is meant, then the assignment, then the roles of its identity, then remediations. Everything is
/// checked before the first of them is written.
/// </summary>
internal sealed class PolicyEnabler
{
    private readonly IArmClient arm;
    private readonly IAciPipeline pipeline;
    private readonly TimeProvider clock;
    private readonly PolicyWriter writer;
    private readonly PolicyAliases aliases;
    private readonly PolicyPlanner planner;
    private readonly HashSet<string> made = new(StringComparer.OrdinalIgnoreCase);
    private OperationCanceledException? stopped;

    public PolicyEnabler(IArmClient arm, IAciPipeline pipeline, Grace grace, TimeProvider clock)
    {
        this.arm = arm;
        this.pipeline = pipeline;
        this.clock = clock;
        writer = new PolicyWriter(new PatientArm(arm, clock), pipeline, grace, clock);
        aliases = new PolicyAliases(arm, pipeline);
        planner = new PolicyPlanner(arm, new PolicyFinder(arm, pipeline), pipeline);
    }

    /// <summary>Works on one scope and policy after the other. A fault on one keeps no other from being worked on.</summary>
    /// <param name="request">What is to be assigned.</param>
    /// <param name="scopes">Where.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="AciProblemException">The request itself is wrong; nothing was written.</exception>
    public async IAsyncEnumerable<AciChange> EnableAsync(EnablePolicyRequest request, IReadOnlyList<PolicyScope> scopes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = PolicyFinder.Expand(request.Name);
        if (request.AssignmentName is not null && names.Count > 1) throw OneName(request.AssignmentName, names);
        foreach (PolicyScope scope in scopes)
        {
            if (await ThereAsync(scope, cancellationToken).ConfigureAwait(false) is not { } there) continue;
            foreach (string name in names)
            {
                if (request.KeepsTuning && Above(name, scope, there) is { } above)
                {
                    yield return above;
                    continue;
                }

                PolicyPlan? plan = await PlanAsync(name, request, scope, [.. there.Where(one => Is(one.Scope.Text, scope.Text))], cancellationToken).ConfigureAwait(false);
                if (plan is null) continue;
                await foreach (AciChange change in CarryOutAsync(plan, request, cancellationToken).ConfigureAwait(false))
                {
                    yield return change;
                    if (stopped is not null) ExceptionDispatchInfo.Throw(stopped);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
    }

    private async Task<List<FoundAssignment>?> ThereAsync(PolicyScope scope, CancellationToken cancellationToken)
    {
        try
        {
            return await new AssignmentList(arm, pipeline).ReadAsync(scope, AssignmentList.AtScope, cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault)
        {
            await pipeline.ProblemAsync(Faults.On(fault, $"The policy assignments of {scope.Described} could not be read; nothing was written", scope.Text, MissingAction.Of(fault) ?? PolicyIds.AssignmentType + "/read"), cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    // The set-up leaves alone what a management group sees to already.
    private AciChange? Above(string name, PolicyScope scope, IReadOnlyList<FoundAssignment> there)
    {
        FoundAssignment? above = there.FirstOrDefault(one => !Is(one.Scope.Text, scope.Text) && Is(ResourceIds.LastSegment(one.DefinitionId), name));
        return above is null ? null : new PolicyChange(PolicyThing.Assignment(above.Id, above.Title, scope), SecretParameters.Hidden(above.Raw), clock)
            .Outcome(AciChangeResult.Unchanged, $"It is assigned at {above.Scope.Described}, which counts here.").Change;
    }

    // What is wrong with one policy is told, and the next one goes on.
    private async Task<PolicyPlan?> PlanAsync(string name, EnablePolicyRequest request, PolicyScope scope, IReadOnlyList<FoundAssignment> there, CancellationToken cancellationToken)
    {
        try
        {
            PolicyPlan plan = await planner.PlanAsync(name, request, scope, there, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<AciProblem> lacking = await LackingAsync(plan, cancellationToken).ConfigureAwait(false);
            foreach (AciProblem problem in lacking) await pipeline.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
            if (lacking.Count == 0 || request.Force) return plan;
            await pipeline.WarningAsync($"'{plan.Policy.Title}' was not assigned at {scope.Described}, and nothing was written for it. -Force goes on all the same.", cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault)
        {
            await pipeline.ProblemAsync(Faults.On(fault, $"'{name}' was not assigned at {scope.Described}, and nothing was written for it", scope.Text, MissingAction.Of(fault) ?? PolicyIds.DefinitionType + "/read"), cancellationToken).ConfigureAwait(false);
        }
        catch (AciProblemException wrong)
        {
            await pipeline.ProblemAsync(wrong.Problem, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<IReadOnlyList<AciProblem>> LackingAsync(PolicyPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.Policy.IsOwn) return [];
        List<AciProblem> problems = [];
        foreach (PolicyDefinition definition in OwnPolicies.DefinitionsOf(plan.Policy))
        {
            try
            {
                IReadOnlyList<string> missing = await aliases.MissingAsync(definition.Rule, plan.Scope, cancellationToken).ConfigureAwait(false);
                if (missing.Count > 0) problems.Add(PolicyAliases.Lacking(definition.DisplayName, definition.Name, missing));
            }
            catch (AciServiceException fault)
            {
                return [PolicyAliases.Unread(fault, plan.Policy.Title, plan.Scope.Text)];
            }
        }

        return problems;
    }

    private async IAsyncEnumerable<AciChange> CarryOutAsync(PolicyPlan plan, EnablePolicyRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (WantedThing text in TextsOf(plan).Where(one => made.Add(one.Thing.Path)))
        {
            AciChange written = await ToldAsync(await writer.WriteTextAsync(text, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            yield return written;
            if (IsThere(written)) continue;
            made.Remove(text.Thing.Path);
            await pipeline.WarningAsync($"'{plan.Policy.Title}' was not assigned at {plan.Scope.Described}: {text.Thing.Kind.ToLowerInvariant()} '{text.Thing.Name}', which it needs, is not there.", cancellationToken).ConfigureAwait(false);
            yield break;
        }

        foreach (string secret in SecretParameters.NamesIn(plan.Values))
            await pipeline.WarningAsync($"The value of '{secret}' stands in clear in the assignment, for everybody who may read it at {plan.Scope.Described}.", cancellationToken).ConfigureAwait(false);
        Value seen = MissingValue.Instance;
        ChangeOutcome outcome = await writer.WriteAssignmentAsync(plan.Assignment, plan.BodyOf, now => seen = now, cancellationToken).ConfigureAwait(false);
        AciChange assigned = await ToldAsync(outcome, cancellationToken).ConfigureAwait(false);
        yield return assigned;
        if (!IsThere(assigned) || plan.Deploying.Count == 0)
        {
            if (request.Remediate && plan.Deploying.Count == 0) await pipeline.WarningAsync($"There is nothing to remediate: '{plan.Policy.Title}' deploys and changes nothing with this effect.", cancellationToken).ConfigureAwait(false);
            yield break;
        }

        string? principal = FoundAssignment.Of(seen)?.PrincipalId ?? (assigned.Result == AciChangeResult.WouldChange ? RoleGrants.NotMadeYet : null);
        bool hasRoles = true;
        await foreach (ChangeOutcome given in new RoleGrants(arm, pipeline).GiveAsync(plan, principal, writer, clock, cancellationToken).ConfigureAwait(false))
        {
            AciChange granted = await ToldAsync(given, cancellationToken).ConfigureAwait(false);
            hasRoles &= IsThere(granted);
            yield return granted;
        }

        if (!request.Remediate) yield break;
        if (!hasRoles)
        {
            await pipeline.WarningAsync($"No remediation of '{plan.Policy.Title}' was started at {plan.Scope.Described}: its identity lacks a role.", cancellationToken).ConfigureAwait(false);
            yield break;
        }

        foreach (WantedThing remediation in plan.Remediations())
            yield return await ToldAsync(await writer.WriteOnceAsync(remediation, plan.IsUnderWay, plan.IsRemediation, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<WantedThing> TextsOf(PolicyPlan plan)
    {
        if (!plan.Policy.IsOwn) yield break;
        foreach (PolicyDefinition definition in OwnPolicies.DefinitionsOf(plan.Policy))
            yield return new WantedThing(PolicyThing.Definition(OwnPolicies.PathOf(plan.Scope, PolicyIds.DefinitionType, definition.Name), definition.DisplayName, plan.Scope), OwnPolicies.BodyOf(definition));
        if (plan.Policy.IsSet) yield return new WantedThing(PolicyThing.Initiative(plan.Policy.Id, plan.Policy.Title, plan.Scope), OwnPolicies.BodyOf(plan.Policy));
    }

    private async Task<AciChange> ToldAsync(ChangeOutcome outcome, CancellationToken cancellationToken)
    {
        // Even where the caller has stopped, what was begun is reported.
        await outcome.TellAsync(pipeline, cancellationToken).ConfigureAwait(false);
        stopped ??= outcome.Stopped;
        return outcome.Change;
    }

    private static bool IsThere(AciChange change) => change.Result is AciChangeResult.Changed or AciChangeResult.Unchanged or AciChangeResult.WouldChange;

    private static AciProblemException OneName(string name, IReadOnlyList<string> policies) => new(new AciProblem
    {
        Id = "AciPolicyAssignmentNameInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = $"'{name}' cannot be the name of {policies.Count} assignments.",
        Target = name,
        Recommendation = "Leave out -AssignmentName, or assign one policy at a time.",
    });

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
