using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Defender;

/// <summary>Switches Defender plans on: reads, merges, writes, reads back. The service replaces the list of components with what is written, so that what is there is kept.</summary>
internal sealed class DefenderPlanEnabler(IArmClient arm, TimeProvider clock)
{
    private const string WriteAction = "Microsoft.Security/pricings/write";
    private const string Cost = "The plan is billed from now on, by what it covers (see the price list of Defender for Cloud). Components assign roles to an identity of the service: that needs Owner; the plan alone needs Security Admin.";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Works on each plan of each subscription.</summary>
    public async IAsyncEnumerable<AciChange> EnableAsync(
        EnableDefenderPlanRequest request, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string name in request.Name.Where(static n => DefenderPlans.Find(n) is null))
        {
            throw new AciProblemException(new AciProblem
            {
                Id = "AciDefenderPlanUnknown",
                Kind = AciProblemKind.InvalidArgument,
                Message = $"'{name}' is no plan that matters to container groups.",
                Target = name,
                Recommendation = $"Give one of {string.Join(", ", DefenderPlans.All.Select(static p => p.Name))}.",
            });
        }

        foreach (string subscription in subscriptionIds)
        {
            foreach (string name in request.Name) yield return await EnableAsync(subscription, DefenderPlans.Find(name)!, request.Extension, pipeline, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<AciChange> EnableAsync(string subscription, PlanFacts plan, IReadOnlyList<string> extensions, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        string path = $"{DefenderPlanReader.PathOf(subscription)}/{plan.Name}";
        string? before = null;
        string? body = null;
        try
        {
            ArmResponse read = await arm.SendAsync(ArmRequest.Get(path, ApiVersions.Pricings), pipeline, cancellationToken).ConfigureAwait(false);
            AciDefenderPlan now = PlanReading.Read(read.Body, subscription);
            before = read.ToJson()?["properties"]?.ToJsonString(Indented);
            if (now.Deprecated) return Change(AciChangeResult.Refused, $"The plan is retired and cannot be switched on. It is replaced by: {string.Join(", ", now.ReplacedBy)}.");
            if (now.InheritedFrom is { } scope) return Change(AciChangeResult.Refused, $"The plan is inherited from {scope}: change it there.");

            JsonObject merged = Merge(read.ToJson()?["properties"] as JsonObject, extensions.Count > 0 ? extensions : plan.ForContainerGroups, out bool isChanged);
            body = merged.ToJsonString(Indented);
            if (!isChanged) return Change(AciChangeResult.Unchanged, "The plan and its components are on already.");
            bool approved = await pipeline.ShouldProcessAsync(
                new ChangeProposal
                {
                    Target = $"subscription '{subscription}'",
                    Action = $"switch on Defender plan '{plan.Name}'; it is billed from then on, and its components assign roles",
                    Request = $"PUT {path}?api-version={ApiVersions.Pricings}\n{body}",
                },
                cancellationToken).ConfigureAwait(false);
            if (!approved) return Change(pipeline.IsWhatIf ? AciChangeResult.WouldChange : AciChangeResult.Declined, pipeline.IsWhatIf ? "The plan would be switched on." : "It was declined; nothing was written.");

            await arm.SendAsync(ArmRequest.Put(path, ApiVersions.Pricings, merged), pipeline, cancellationToken).ConfigureAwait(false);
            ArmResponse after = await arm.SendAsync(ArmRequest.Get(path, ApiVersions.Pricings), pipeline, cancellationToken).ConfigureAwait(false);
            body = after.ToJson()?["properties"]?.ToJsonString(Indented);
            string[] failed = [.. PlanReading.Read(after.Body, subscription).Extension.Where(static e => string.Equals(e.Status, "Failed", StringComparison.OrdinalIgnoreCase)).Select(static e => $"{e.Name}: {e.Message}")];
            return Change(AciChangeResult.Changed, failed.Length == 0 ? "The plan is on." : $"The plan is on, but not all of its components: {string.Join("; ", failed)}");
        }
        catch (AciServiceException fault)
        {
            AciProblem problem = Faults.On(fault, $"Defender plan '{plan.Name}' of subscription '{subscription}' was not switched on", path, body is null ? DefenderPlanReader.ReadAction : WriteAction);
            await pipeline.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
            return Change(AciChangeResult.Failed, problem.Message);
        }

        AciChange Change(AciChangeResult result, string message) => new()
        {
            Action = "Switch on Defender plan",
            TargetId = path,
            TargetName = plan.Name,
            SubscriptionId = subscription,
            ResourceId = "/subscriptions/" + subscription,
            Result = result,
            Consequence = result is AciChangeResult.Changed or AciChangeResult.WouldChange or AciChangeResult.Declined ? Cost : null,
            Before = before,
            After = result is AciChangeResult.Changed or AciChangeResult.WouldChange or AciChangeResult.Unchanged ? body ?? before : before,
            Message = message,
            At = clock.GetUtcNow(),
        };
    }

    /// <summary>The body to write: what is there, the tier, and the wanted components on. What only the service writes is left out.</summary>
    internal static JsonObject Merge(JsonObject? properties, IReadOnlyList<string> wanted, out bool isChanged)
    {
        isChanged = !string.Equals((string?)properties?["pricingTier"], "Standard", StringComparison.OrdinalIgnoreCase);
        var merged = new JsonObject { ["pricingTier"] = "Standard" };
        if (properties?["subPlan"] is { } subPlan) merged["subPlan"] = subPlan.DeepClone();
        var list = new JsonArray();
        foreach (JsonNode? entry in properties?["extensions"] as JsonArray ?? [])
        {
            if (entry is not JsonObject extension) continue;
            JsonObject kept = extension.DeepClone().AsObject();
            kept.Remove("operationStatus");
            bool isWanted = wanted.Contains((string?)kept["name"], StringComparer.OrdinalIgnoreCase);
            if (isWanted && !string.Equals(kept["isEnabled"]?.ToString(), "True", StringComparison.OrdinalIgnoreCase))
            {
                kept["isEnabled"] = "True";
                isChanged = true;
            }

            list.Add(kept);
        }

        foreach (string name in wanted.Where(w => !list.Any(e => string.Equals((string?)e?["name"], w, StringComparison.OrdinalIgnoreCase))))
        {
            list.Add(new JsonObject { ["name"] = name, ["isEnabled"] = "True" });
            isChanged = true;
        }

        if (list.Count > 0) merged["extensions"] = list;
        return new JsonObject { ["properties"] = merged };
    }
}
