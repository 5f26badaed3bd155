using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

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

    /// <summary>The subscription as it is named to a person.</summary>
    public string Target => $"subscription '{subscriptionId}'";

    /// <summary>That it was not done, without a full stop.</summary>
    private string Failure => $"Defender plan '{facts.Name}' of subscription '{subscriptionId}' was not switched on";

    // azure-facts, C.1: extensions assign roles, for which the built-in policies use Owner; a plan alone is content with Security Admin.
    private string Consequence =>
        $"It costs: Defender bills {facts.BilledBy}; see its price list. "
        + (added.Count == 0 ? "It takes Security Admin." : "Extensions assign roles to an identity of the service. It takes Security Admin, or Owner where roles are assigned.");

    /// <summary>What the write needs, for a person who was refused it.</summary>
    private string NeededToWrite => $"{Pricing.WriteAction} ({(added.Count == 0 ? "Security Admin" : "Security Admin; Owner where extensions assign roles")})";

    /// <summary>Makes the change that a person is asked about.</summary>
    /// <param name="request">The request.</param>
    /// <param name="lacking">Why the plan that was read back is not as asked for; null where it is.</param>
    public PlannedChange Plan(ArmRequest request, Func<Value?, AciProblem?> lacking) => new()
    {
        Target = Target,
        Action = Proposal(),
        Request = request,
        Make = Make,
        Before = before,
        WouldSay = "The plan would be switched on.",
        DidSay = "The plan is on.",
        Failure = Failure,
        InDoubt = "Whether it is on is not known.",
        Look = "Get-AciDefenderPlan",
        ProblemTarget = request.Path,
        ReadAction = Pricing.ReadAction,
        WriteAction = NeededToWrite,
        Explain = fault => Faults.On(fault, Failure, request.Path, NeededToWrite),
        Lacking = lacking,
    };

    /// <summary>Makes an outcome that needs no write.</summary>
    public ChangeOutcome Outcome(AciChangeResult result, string message, string? after, AciProblem? problem = null) => new(Make(result, message, after), problem);

    private string Proposal()
    {
        string cost = $"Defender bills {facts.BilledBy} from then on (see its price list)";
        return added.Count == 0
            ? $"switch on Defender plan '{facts.Name}'; {cost}"
            : $"switch on Defender plan '{facts.Name}' with {string.Join(" and ", added)}; {cost}, and extensions assign roles to an identity of the service";
    }

    private AciChange Make(AciChangeResult result, string message, string? after) => new()
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
    };

    /// <summary>It would not work; nothing was written.</summary>
    public ChangeOutcome Refuse(string why, string advice)
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
}
