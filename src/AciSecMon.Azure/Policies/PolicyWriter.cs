using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Policies;

/// <summary>Sees to it that something of Azure Policy is there: reads it, completes it, writes it, reads it back. What others set on it stays.</summary>
internal sealed class PolicyWriter(IArmClient arm, IAciPipeline pipeline, Grace grace, TimeProvider clock)
{
    private static readonly IReadOnlySet<string> NoOpenLists = new HashSet<string>();

    // What the service adds and does not take back (azure-rest-api-specs, resources, Microsoft.Authorization/policy, 2025-03-01: read only).
    private static readonly string[] ReadOnly = ["scope", "latestDefinitionVersion", "effectiveDefinitionVersion", "instanceId"];

    // The parts of a definition that are nobody's but the module's.
    private static readonly string[] Written = ["policyRule", "parameters"];

    private readonly ChangeRunner runner = new(arm, pipeline, grace);

    /// <summary>Sees to a definition or an initiative, which is replaced where it is not word for word what is asked for.</summary>
    public Task<ChangeOutcome> WriteTextAsync(WantedThing wanted, CancellationToken cancellationToken) => RunAsync(
        stop => NextAsync(
            wanted.Thing, there => HasText(there, wanted.Body) ? null : wanted.Body.DeepClone().AsObject(), () => wanted.Body.DeepClone().AsObject(), now => HasText(now, wanted.Body), stop),
        cancellationToken);

    /// <summary>Sees to an assignment. What is there keeps whatever is not asked for.</summary>
    /// <param name="thing">The assignment.</param>
    /// <param name="body">Gives what is asked of the assignment that is there, or of a new one.</param>
    /// <param name="seen">Takes the assignment as it was seen last.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<ChangeOutcome> WriteAssignmentAsync(PolicyThing thing, Func<Value?, JsonObject> body, Action<Value> seen, CancellationToken cancellationToken) => RunAsync(
        stop => NextAsync(
            thing,
            there =>
            {
                seen(there);
                JsonObject asked = body(there);
                return JsonMerge.Has(there, asked, NoOpenLists) ? null : JsonText.TreeOf(there) is JsonObject tree ? JsonMerge.Complete(Writable(tree), asked, NoOpenLists) : asked;
            },
            () => body(null),
            now =>
            {
                seen(now);
                return JsonMerge.Has(now, body(now), NoOpenLists);
            },
            stop),
        cancellationToken);

    /// <summary>Sees to something that is made once and never changed.</summary>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="isGood">True for a state that needs nothing to be done.</param>
    /// <param name="isKept">True for a state that is what was written.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<ChangeOutcome> WriteOnceAsync(WantedThing wanted, Func<Value, bool> isGood, Func<Value, bool> isKept, CancellationToken cancellationToken) => RunAsync(
        stop => NextAsync(wanted.Thing, there => isGood(there) ? null : wanted.Body.DeepClone().AsObject(), () => wanted.Body.DeepClone().AsObject(), isKept, stop), cancellationToken);

    /// <summary>Removes something.</summary>
    public Task<ChangeOutcome> RemoveAsync(PolicyThing thing, CancellationToken cancellationToken) => RunAsync(stop => NextRemovalAsync(thing, stop), cancellationToken);

    private async Task<ChangeOutcome> RunAsync(Func<CancellationToken, Task<NextStep>> next, CancellationToken cancellationToken)
    {
        long readAt = runner.Now;
        return await runner.RunAsync(await next(cancellationToken).ConfigureAwait(false), readAt, next, cancellationToken).ConfigureAwait(false);
    }

    private async Task<NextStep> NextAsync(PolicyThing thing, Func<Value, JsonObject?> change, Func<JsonObject> make, Func<Value, bool> isKept, CancellationToken cancellationToken)
    {
        Value there;
        try
        {
            there = (await arm.SendAsync(ArmRequest.Get(thing.Path, thing.ApiVersion), pipeline, cancellationToken).ConfigureAwait(false)).Body;
        }
        catch (AciServiceException absent) when (absent is { Status: 404, Code: not ("SubscriptionNotFound" or "ResourceGroupNotFound") })
        {
            return new PolicyChange(thing, null, clock).Plan(ArmRequest.Put(thing.Path, thing.ApiVersion, make()), "make", isKept);
        }
        catch (AciServiceException fault)
        {
            return new PolicyChange(thing, null, clock).Unread(fault);
        }

        var changed = new PolicyChange(thing, SecretParameters.Hidden(there), clock);
        return change(there) is { } body
            ? changed.Plan(ArmRequest.Put(thing.Path, thing.ApiVersion, body), "change", isKept)
            : changed.Outcome(AciChangeResult.Unchanged, $"The {thing.Kind.ToLowerInvariant()} is as asked for.");
    }

    private async Task<NextStep> NextRemovalAsync(PolicyThing thing, CancellationToken cancellationToken)
    {
        try
        {
            Value there = (await arm.SendAsync(ArmRequest.Get(thing.Path, thing.ApiVersion), pipeline, cancellationToken).ConfigureAwait(false)).Body;
            return new PolicyChange(thing, SecretParameters.Hidden(there), clock).PlanRemoval();
        }
        catch (AciServiceException absent) when (absent.Status == 404)
        {
            return new PolicyChange(thing, null, clock).Outcome(AciChangeResult.Unchanged, "It is not there any more.", action: "Remove " + thing.Kind.ToLowerInvariant());
        }
        catch (AciServiceException fault)
        {
            return new PolicyChange(thing, null, clock).Unread(fault);
        }
    }

    // What was taken out of a rule counts as well, which a look for what is asked alone would not see.
    private static bool HasText(Value there, JsonObject body)
    {
        if (!JsonMerge.Has(there, body, NoOpenLists)) return false;
        Value asked = JsonDocumentReader.Read(new SourceFile(null, "definition"), body["properties"]!.ToJsonString()).Root;
        return Written.All(part => there["properties"][part].IsMissing || JsonMerge.Has(asked[part], JsonText.TreeOf(there["properties"][part]), NoOpenLists));
    }

    private static JsonObject Writable(JsonObject assignment)
    {
        foreach (string name in new[] { "id", "name", "type", "systemData" }) assignment.Remove(name);
        if (assignment["identity"] is JsonObject identity)
        {
            foreach (string name in new[] { "principalId", "tenantId" }) identity.Remove(name);
        }

        if (assignment["properties"] is JsonObject properties)
        {
            foreach (string name in ReadOnly) properties.Remove(name);
        }

        return assignment;
    }
}
