using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Defender;

/// <summary>Reads the Defender plans of subscriptions. One call for each subscription.</summary>
internal sealed class DefenderPlanReader(IArmClient arm)
{
    /// <summary>The action that reading needs.</summary>
    public const string ReadAction = "Microsoft.Security/pricings/read";

    /// <summary>Path of the plans of a subscription.</summary>
    public static string PathOf(string subscriptionId) => $"/subscriptions/{subscriptionId}/providers/Microsoft.Security/pricings";

    /// <summary>The plans. A subscription that cannot be read is a problem, and its plans are given as not known.</summary>
    public async IAsyncEnumerable<AciDefenderPlan> ReadAsync(
        IReadOnlyList<string> names, IReadOnlyList<string> subscriptionIds, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string subscription in subscriptionIds)
        {
            var plans = new List<AciDefenderPlan>();
            AciServiceException? fault = null;
            try
            {
                await foreach (ObjectValue row in arm.ListAsync(ArmRequest.Get(PathOf(subscription), ApiVersions.Pricings), reporter, cancellationToken).ConfigureAwait(false)) plans.Add(PlanReading.Read(row, subscription));
            }
            catch (AciServiceException refused)
            {
                fault = refused;
            }

            if (fault is not null)
            {
                await reporter.ProblemAsync(Faults.On(fault, $"The Defender plans of subscription '{subscription}' could not be read", "/subscriptions/" + subscription, ReadAction), cancellationToken).ConfigureAwait(false);
                foreach (PlanFacts unknown in DefenderPlans.All.Where(p => Wants(names, p.Name))) yield return new AciDefenderPlan { Name = unknown.Name, SubscriptionId = subscription, Gives = unknown.Gives, DoesNotGive = unknown.DoesNotGive };
                continue;
            }

            // Retired plans are shown where they are on: somebody pays for them, and relies on them.
            foreach (AciDefenderPlan plan in plans.Where(p => names.Count > 0 ? Wants(names, p.Name) : DefenderPlans.Find(p.Name) is not null || (p.Deprecated && p.Enabled == true))) yield return plan;
        }
    }

    private static bool Wants(IReadOnlyList<string> names, string name) => names.Count == 0 || names.Any(n => Wildcards.Fits(name, n));
}
