using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Policies;

/// <summary>One change to something of Azure Policy, and how it is spoken of.</summary>
/// <param name="thing">What is changed.</param>
/// <param name="before">JSON of the state before; null where there was none. Holds no secret.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class PolicyChange(PolicyThing thing, string? before, TimeProvider clock)
{
    private const string Look = "Enable-AciPolicy -WhatIf";

    private string Failure => $"{thing.Kind} '{thing.Name}' at {thing.Scope.Described} was not written";

    private string Removal => $"{thing.Kind} '{thing.Name}' at {thing.Scope.Described} was not removed";

    private string Lower => thing.Kind.ToLowerInvariant();

    /// <summary>The change that a person is asked about.</summary>
    /// <param name="request">The request.</param>
    /// <param name="verb">What is done to it, such as <c>make</c>.</param>
    /// <param name="isKept">True for a state that has what was asked for.</param>
    public PlannedChange Plan(ArmRequest request, string verb, Func<Value, bool> isKept) => new()
    {
        Target = thing.Scope.Described,
        Action = $"{verb} {Lower} '{thing.Name}' ({thing.Title}){(thing.Consequence is null ? string.Empty : $"; {char.ToLowerInvariant(thing.Consequence[0])}{thing.Consequence[1..].TrimEnd('.')}")}",
        Request = request,
        Shown = SecretParameters.Hidden,
        Make = (result, message, after) => Make(result, message, SecretParameters.Hidden(after), "Write " + Lower),
        Before = before,
        WouldSay = $"The {Lower} would be written.",
        DidSay = $"The {Lower} is there.",
        Failure = Failure,
        InDoubt = "Whether it was written is not known.",
        Look = Look,
        ProblemTarget = thing.Path,
        ReadAction = thing.Type + "/read",
        WriteAction = thing.Type + "/write",
        Explain = fault => Faults.On(fault, Failure, thing.Path, MissingAction.Of(fault) ?? thing.Type + "/write"),
        Lacking = now => now is not null && isKept(now) ? null : NotKept("the service accepted the request, and what it gives back is not what was asked for"),
    };

    /// <summary>The removal that a person is asked about.</summary>
    public PlannedChange PlanRemoval() => new()
    {
        Target = thing.Scope.Described,
        Action = $"remove {Lower} '{thing.Name}' ({thing.Title}){(thing.Consequence is null ? string.Empty : $"; {char.ToLowerInvariant(thing.Consequence[0])}{thing.Consequence[1..].TrimEnd('.')}")}",
        Request = ArmRequest.Delete(thing.Path, thing.ApiVersion),
        Make = (result, message, after) => Make(result, message, SecretParameters.Hidden(after), "Remove " + Lower),
        Before = before,
        WouldSay = $"The {Lower} would be removed.",
        DidSay = $"The {Lower} is removed.",
        Failure = Removal,
        InDoubt = "Whether it was removed is not known.",
        Look = "Disable-AciPolicy -WhatIf",
        ProblemTarget = thing.Path,
        ReadAction = thing.Type + "/read",
        WriteAction = thing.Type + "/delete",
        Explain = fault => Faults.On(fault, Removal, thing.Path, MissingAction.Of(fault) ?? thing.Type + "/delete"),
        Lacking = now => now is null ? null : NotKept("the service accepted the request, and it is still there"),
    };

    /// <summary>An outcome that needs no write.</summary>
    public ChangeOutcome Outcome(AciChangeResult result, string message, AciProblem? problem = null, string? action = null) => new(Make(result, message, before, action ?? "Write " + Lower), problem);

    /// <summary>That the state could not be read.</summary>
    public ChangeOutcome Unread(AciServiceException fault)
    {
        AciProblem problem = Faults.On(fault, $"{thing.Kind} '{thing.Name}' at {thing.Scope.Described} could not be read", thing.Path, MissingAction.Of(fault) ?? thing.Type + "/read");
        return Outcome(AciChangeResult.Failed, $"{problem.Message} Nothing was written.", problem);
    }

    private AciProblem NotKept(string why) => new()
    {
        Id = "AciChangeNotKept",
        Kind = AciProblemKind.Conflict,
        Message = $"{thing.Kind} '{thing.Name}' at {thing.Scope.Described} is not as asked for: {why}.",
        Target = thing.Path,
        Recommendation = "Look at it in Azure. Somebody else may be changing it.",
    };

    private AciChange Make(AciChangeResult result, string message, string? after, string action) => new()
    {
        Action = action,
        TargetId = thing.Path,
        TargetName = thing.Name,
        ResourceGroupName = thing.Scope.ResourceGroupName,
        SubscriptionId = thing.Scope.SubscriptionId,
        ResourceId = thing.Scope.Text,
        Result = result,
        Consequence = result is AciChangeResult.Unchanged or AciChangeResult.Refused ? null : thing.Consequence,
        Before = before,
        After = after,
        Message = message,
        At = clock.GetUtcNow(),
    };
}
