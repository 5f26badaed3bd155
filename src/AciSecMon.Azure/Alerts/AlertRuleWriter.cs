using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Alerts;

/// <summary>Sees to it that a resource of alerting is there: reads it, completes it, writes it, reads it back. What others added to it stays.</summary>
internal sealed class AlertRuleWriter(IArmClient arm, IAciPipeline pipeline, Grace grace, TimeProvider clock)
{
    // What the service adds and does not take back (2023-12-01, properties marked readOnly).
    private static readonly string[] ReadOnly = ["createdWithApiVersion", "isLegacyLogAnalyticsRule", "isWorkspaceAlertsStorageConfigured"];

    private readonly ChangeRunner runner = new(arm, pipeline, grace);

    /// <summary>Sees to one.</summary>
    public async Task<ChangeOutcome> WriteAsync(WantedRule wanted, CancellationToken cancellationToken)
    {
        long readAt = runner.Now;
        NextStep step = await NextAsync(wanted, cancellationToken).ConfigureAwait(false);
        return await runner.RunAsync(step, readAt, stop => NextAsync(wanted, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes one.</summary>
    public async Task<ChangeOutcome> RemoveAsync(WantedRule unwanted, CancellationToken cancellationToken)
    {
        long readAt = runner.Now;
        return await runner.RunAsync(await NextRemovalAsync(unwanted, cancellationToken).ConfigureAwait(false), readAt, stop => NextRemovalAsync(unwanted, stop), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>That a rule of others is not deleted.</summary>
    public ChangeOutcome RefuseToRemove(WantedRule unwanted) => new AlertChange(unwanted, null, clock).Foreign();

    private async Task<NextStep> NextRemovalAsync(WantedRule unwanted, CancellationToken cancellationToken)
    {
        try
        {
            Value there = (await arm.SendAsync(ArmRequest.Get(unwanted.Path, unwanted.ApiVersion), pipeline, cancellationToken).ConfigureAwait(false)).Body;
            return new AlertChange(unwanted, JsonText.Indented(there), clock).PlanRemoval(new ArmRequest(HttpMethod.Delete, unwanted.Path, unwanted.ApiVersion));
        }
        catch (AciServiceException absent) when (absent.Status == 404)
        {
            return new AlertChange(unwanted, null, clock).Outcome(AciChangeResult.Unchanged, "It is not there any more.");
        }
        catch (AciServiceException fault)
        {
            return new AlertChange(unwanted, null, clock).Unread(fault);
        }
    }

    private async Task<NextStep> NextAsync(WantedRule wanted, CancellationToken cancellationToken)
    {
        Value there;
        try
        {
            there = (await arm.SendAsync(ArmRequest.Get(wanted.Path, wanted.ApiVersion), pipeline, cancellationToken).ConfigureAwait(false)).Body;
        }
        catch (AciServiceException absent) when (absent.Status == 404)
        {
            return new AlertChange(wanted, null, clock).Plan(ArmRequest.Put(wanted.Path, wanted.ApiVersion, wanted.Body.DeepClone()));
        }
        catch (AciServiceException fault)
        {
            return new AlertChange(wanted, null, clock).Unread(fault);
        }

        if (wanted.KeepsTuning) wanted = wanted with { Body = Tuning.Keep(there, wanted.Body, wanted.Type) };
        var change = new AlertChange(wanted, JsonText.Indented(there), clock);
        if (JsonMerge.Has(there, wanted.Body, WantedRule.OpenLists)) return change.Outcome(AciChangeResult.Unchanged, $"The {wanted.Kind.ToLowerInvariant()} is as asked for.");
        JsonObject body = JsonText.TreeOf(there) is JsonObject tree ? JsonMerge.Complete(Writable(tree), wanted.Body, WantedRule.OpenLists) : wanted.Body.DeepClone().AsObject();
        return change.Plan(ArmRequest.Put(wanted.Path, wanted.ApiVersion, body));
    }

    private static JsonObject Writable(JsonObject resource)
    {
        foreach (string name in new[] { "id", "name", "type", "etag", "systemData" }) resource.Remove(name);
        if (resource["properties"] is JsonObject properties)
        {
            foreach (string name in ReadOnly) properties.Remove(name);
        }

        return resource;
    }
}
