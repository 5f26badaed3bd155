namespace AciSecMon.Azure.Defender;

/// <summary>One change to a plan, and what becomes of it.</summary>
/// <param name="subscriptionId">The subscription.</param>
/// <param name="facts">What is known of the plan.</param>
/// <param name="before">JSON of the state before; null where it is not known.</param>
/// <param name="added">Extensions that are switched on by it.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class PlanChange(string subscriptionId, PlanFacts facts, string? before, IReadOnlyList<string> added, TimeProvider clock)
{
    /// <summary>Name of the plan.</summary>
    public string PlanName => facts.Name;

    /// <summary>JSON of the state before; null where it is not known.</summary>
    public string? Before => before;

    /// <summary>The subscription as it is named to a person.</summary>
    public string Target => $"subscription '{subscriptionId}'";

    /// <summary>That it was not done, without a full stop.</summary>
    public string Failure => $"Defender plan '{facts.Name}' of subscription '{subscriptionId}' was not switched on";

    // azure-facts, C.1: extensions assign roles, for which the built-in policies use Owner; a plan alone is content with Security Admin.
    private string Consequence =>
        $"It costs: Defender bills {facts.BilledBy}; see its price list. "
        + (added.Count == 0 ? "It takes Security Admin." : "Extensions assign roles to an identity of the service. It takes Security Admin, or Owner where roles are assigned.");

    /// <summary>What the write needs, for a person who was refused it.</summary>
    public string NeededToWrite => $"{Pricing.WriteAction} ({(added.Count == 0 ? "Security Admin" : "Security Admin; Owner where extensions assign roles")})";

    /// <summary>What is done and what follows, for the question.</summary>
    public string Proposal()
    {
        string cost = $"Defender bills {facts.BilledBy} from then on (see its price list)";
        return added.Count == 0
            ? $"switch on Defender plan '{facts.Name}'; {cost}"
            : $"switch on Defender plan '{facts.Name}' with {string.Join(" and ", added)}; {cost}, and extensions assign roles to an identity of the service";
    }

    /// <summary>Makes the object that a person sees.</summary>
    public PlanOutcome Outcome(AciChangeResult result, string message, string? after, AciProblem? problem = null, OperationCanceledException? stopped = null) => new(
        new AciChange
        {
            Action = "Switch on Defender plan",
            TargetId = Pricing.PathOf(subscriptionId, facts.Name),
            TargetName = facts.Name,
            SubscriptionId = subscriptionId,
            ResourceId = "/subscriptions/" + subscriptionId,
            Result = result,
            Consequence = result is AciChangeResult.Unchanged or AciChangeResult.Refused ? null : Consequence,
            Before = before,
            After = after,
            Message = message,
            At = clock.GetUtcNow(),
        },
        problem,
        stopped);

    /// <summary>It would not work; nothing was written.</summary>
    public PlanOutcome Refuse(string why, string advice)
    {
        var problem = new AciProblem
        {
            Id = "AciDefenderPlanRefused",
            Kind = AciProblemKind.InvalidOperation,
            Message = $"{Failure}: {why}.",
            Target = Pricing.PathOf(subscriptionId, facts.Name),
            Recommendation = advice,
        };
        return Outcome(AciChangeResult.Refused, $"{problem.Message} {advice}", before, problem);
    }

    /// <summary>The caller stopped while it was under way.</summary>
    public PlanOutcome Stop(OperationCanceledException stopped)
    {
        var problem = new AciProblem
        {
            Id = "AciChangeInterrupted",
            Kind = AciProblemKind.Conflict,
            Message = $"Stopped while Defender plan '{facts.Name}' of subscription '{subscriptionId}' was being switched on.",
            Target = Pricing.PathOf(subscriptionId, facts.Name),
            Recommendation = "Look with Get-AciDefenderPlan whether it is on.",
        };
        return Outcome(AciChangeResult.Failed, $"{problem.Message} Whether it is on is not known: look with Get-AciDefenderPlan.", null, problem, stopped);
    }
}

/// <summary>What became of a change: the object, the problem that goes with it, and whether the caller stopped in the middle of it.</summary>
internal sealed record PlanOutcome(AciChange Change, AciProblem? Problem, OperationCanceledException? Stopped);
