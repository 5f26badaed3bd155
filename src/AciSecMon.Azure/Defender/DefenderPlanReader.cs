using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Defender;

/// <summary>Reads the Defender plans that matter to container groups, with one call for each subscription.</summary>
internal sealed class DefenderPlanReader(IArmClient arm)
{
    /// <summary>Reads subscription after subscription, several at a time. Plans that could not be read are objects without an answer, and a problem.</summary>
    /// <param name="names">Plans, with wildcards; empty for those that matter to container groups, and retired ones that are still on.</param>
    /// <param name="subscriptionIds">Subscriptions.</param>
    /// <param name="reporter">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<AciDefenderPlan> ReadAsync(
        IReadOnlyList<string> names, IReadOnlyList<string> subscriptionIds, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] subscriptions = [.. subscriptionIds.Distinct(StringComparer.OrdinalIgnoreCase)];
        int done = 0;
        await foreach (Answer answer in BoundedWork.MapAsync(subscriptions, (id, stop) => ListAsync(id, reporter, stop), cancellationToken).ConfigureAwait(false))
        {
            if (answer.Fault is not null)
            {
                AciProblem problem = Faults.On(
                    answer.Fault, $"The Defender plans of subscription '{answer.SubscriptionId}' could not be read", $"/subscriptions/{answer.SubscriptionId}", Pricing.ReadAction);
                await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
            }

            foreach (AciDefenderPlan plan in Choose(answer, names)) yield return plan;
            if (answer.Fault is null)
            {
                foreach (string missing in names.Where(name => !Wildcards.Has(name) && !answer.Plans.Exists(plan => plan["name"].Is(name))))
                {
                    await reporter.ProblemAsync(NotOffered(answer.SubscriptionId, missing), cancellationToken).ConfigureAwait(false);
                }
            }

            await reporter.ProgressAsync("Reading Defender plans", ++done, subscriptions.Length, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Answer> ListAsync(string subscriptionId, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var answer = new Answer(subscriptionId);
        try
        {
            await foreach (ObjectValue plan in arm.ListAsync(ArmRequest.Get(Pricing.PathOf(subscriptionId), ApiVersions.Pricings), reporter, cancellationToken).ConfigureAwait(false))
            {
                if (plan["name"].AsText() is not null) answer.Plans.Add(plan);
            }

            return answer;
        }
        catch (AciServiceException fault)
        {
            return answer with { Fault = fault };
        }
    }

    // Of a subscription that was read in part, what was read is shown, and the rest as not known.
    private static IEnumerable<AciDefenderPlan> Choose(Answer answer, IReadOnlyList<string> names)
    {
        var shown = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ObjectValue plan in answer.Plans)
        {
            string name = plan["name"].AsText()!;
            bool isMeant = names.Count > 0
                ? names.Any(pattern => Wildcards.Fits(name, pattern))
                : Plans.Default.Contains(name, StringComparer.OrdinalIgnoreCase) || (Plans.Of(name).IsRetired && Pricing.IsOn(plan) == true);
            if (isMeant && shown.Add(name)) yield return Pricing.Show(plan, answer.SubscriptionId, name);
        }

        IEnumerable<string> expected = names.Count == 0 ? Plans.Default
            : answer.Fault is null ? []
            : names.Where(static name => !Wildcards.Has(name))
                .Concat(Plans.Default.Concat(Plans.RetiredNames).Where(known => names.Any(pattern => Wildcards.Has(pattern) && Wildcards.Fits(known, pattern))));
        foreach (string name in expected)
        {
            if (shown.Add(name)) yield return Pricing.Unread(answer.SubscriptionId, name);
        }
    }

    private static AciProblem NotOffered(string subscriptionId, string name) => new()
    {
        Id = "AciDefenderPlanNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"Subscription '{subscriptionId}' knows no Defender plan '{name}'.",
        Target = Pricing.PathOf(subscriptionId, name),
        Recommendation = "Get-AciDefenderPlan -Name * lists those that it knows.",
    };

    private sealed record Answer(string SubscriptionId)
    {
        public List<ObjectValue> Plans { get; } = [];

        public AciServiceException? Fault { get; init; }
    }
}
