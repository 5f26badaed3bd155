using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Defender;

namespace AciSecMon.Azure.Threats;

/// <summary>Says what Defender cannot tell of a subscription, because the plan for it is off. Sources: azure-facts, C.2 and K.5.</summary>
internal sealed class PlanWarnings(AzureSession session)
{
    private static readonly (AciThreatRelation Relation, string Plan, string About)[] Watching =
    [
        (AciThreatRelation.Subscription, "Arm", "operations on container groups"),
        (AciThreatRelation.Vault, "KeyVaults", "key vaults"),
        (AciThreatRelation.StorageAccount, "StorageAccounts", "storage accounts"),
    ];

    /// <summary>What there is to say of a subscription where Defender was never switched on.</summary>
    public static string NeverOn(string subscriptionId) =>
        $"Subscription '{subscriptionId}' is not registered for Microsoft.Security: Defender was never switched on there. That it tells of nothing is no sign of health.";

    /// <summary>Warns where a plan is off whose alerts could concern what groups have in a subscription.</summary>
    public async Task TellAsync(string subscriptionId, IReadOnlySet<AciThreatRelation> there, IAciReporter reporter, CancellationToken cancellationToken)
    {
        (string Plan, string About)[] wanted = [.. Watching.Where(one => there.Contains(one.Relation)).Select(static one => (one.Plan, one.About))];
        if (wanted.Length == 0) return;
        try
        {
            IReadOnlyDictionary<string, ObjectValue> plans = await ReadAsync(subscriptionId, reporter, cancellationToken).ConfigureAwait(false);
            (string Plan, string About)[] off = [.. wanted.Where(one => !plans.TryGetValue(one.Plan, out ObjectValue? plan) || Pricing.IsOn(plan) == false)];
            if (off.Length == 0) return;
            await reporter.WarningAsync(
                $"In subscription '{subscriptionId}' {(off.Length == 1 ? "the Defender plan" : "the Defender plans")} {Listed(off.Select(static one => one.Plan), "and")} {(off.Length == 1 ? "is" : "are")} off: "
                + $"no alert on {Listed(off.Select(static one => one.About), "or")} can come from there, and that there is none is no sign of health.",
                cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault)
        {
            await reporter.WarningAsync(
                $"Which Defender plans are on in subscription '{subscriptionId}' is not known ({Faults.Reason(fault, Pricing.ReadAction)}): that there is no alert may mean that none can come.", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The plans of a subscription by name.</summary>
    public async Task<IReadOnlyDictionary<string, ObjectValue>> ReadAsync(string subscriptionId, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var plans = new Dictionary<string, ObjectValue>(StringComparer.OrdinalIgnoreCase);
        await foreach (ObjectValue plan in session.Arm.ListAsync(ArmRequest.Get(Pricing.PathOf(subscriptionId), ApiVersions.Pricings), reporter, cancellationToken).ConfigureAwait(false))
        {
            if (plan["name"].AsText() is { } name) plans[name] = plan;
        }

        return plans;
    }

    private static string Listed(IEnumerable<string> texts, string last)
    {
        string[] all = [.. texts];
        return all.Length == 1 ? all[0] : $"{string.Join(", ", all[..^1])} {last} {all[^1]}";
    }
}
