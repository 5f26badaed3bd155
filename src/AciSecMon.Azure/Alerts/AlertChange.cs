using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Alerts;

/// <summary>One change to a resource of alerting, and how it is spoken of.</summary>
/// <param name="wanted">What is to be there.</param>
/// <param name="before">JSON of the state before; null where there was none.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class AlertChange(WantedRule wanted, string? before, TimeProvider clock)
{
    private string SubscriptionId => ResourceIds.SegmentAfter(wanted.Path, "subscriptions") ?? string.Empty;

    private string ResourceGroup => ResourceIds.SegmentAfter(wanted.Path, "resourceGroups") ?? string.Empty;

    private string Target => $"resource group '{ResourceGroup}' of subscription '{SubscriptionId}'";

    private string Failure => $"{wanted.Kind} '{wanted.Name}' in {Target} was not written";

    private string WriteAction => wanted.Type + "/write";

    // Azure Monitor bills log search rules by their frequency and metric rules by time series; rules on the activity log cost nothing. Source: learn.microsoft.com,
    // azure/azure-monitor/fundamentals/cost-usage, "Alerts".
    private string? Consequence => wanted.Type switch
    {
        Assessment.Alerts.AlertTypes.LogSearch => "Azure Monitor bills the rule by how often it runs.",
        Assessment.Alerts.AlertTypes.Metric => "Azure Monitor bills the rule by what it watches.",
        _ => null,
    };

    /// <summary>The change that a person is asked about.</summary>
    public PlannedChange Plan(ArmRequest request) => new()
    {
        Target = Target,
        Action = $"{(before is null ? "make" : "change")} {wanted.Kind.ToLowerInvariant()} '{wanted.Name}' ({wanted.Title}){(Consequence is null ? string.Empty : $"; {Consequence.TrimEnd('.')}")}",
        Request = request,
        Make = Make,
        Before = before,
        WouldSay = $"The {wanted.Kind.ToLowerInvariant()} would be written.",
        DidSay = $"The {wanted.Kind.ToLowerInvariant()} is there.",
        Failure = Failure,
        InDoubt = "Whether it was written is not known.",
        Look = "Get-AciAlertRule",
        ProblemTarget = wanted.Path,
        ReadAction = wanted.Type + "/read",
        WriteAction = WriteAction,
        Explain = fault => Faults.On(fault, Failure, wanted.Path, WriteAction),
        Lacking = now => now is not null && JsonMerge.Has(now, wanted.Body, WantedRule.OpenLists) ? null : NotKept("the service accepted the request, and what it gives back is not what was asked for"),
    };

    /// <summary>The deletion that a person is asked about.</summary>
    public PlannedChange PlanRemoval(ArmRequest request) => new()
    {
        Target = Target,
        Action = $"delete alert rule '{wanted.Name}' ({wanted.Title})",
        Request = request,
        Make = (result, message, after) => Make(result, message, after, "Delete alert rule"),
        Before = before,
        WouldSay = "The alert rule would be deleted.",
        DidSay = "The alert rule is deleted.",
        Failure = $"Alert rule '{wanted.Name}' in {Target} was not deleted",
        InDoubt = "Whether it was deleted is not known.",
        Look = "Get-AciAlertRule",
        ProblemTarget = wanted.Path,
        ReadAction = wanted.Type + "/read",
        WriteAction = wanted.Type + "/delete",
        Explain = fault => Faults.On(fault, $"Alert rule '{wanted.Name}' in {Target} was not deleted", wanted.Path, wanted.Type + "/delete"),
        Lacking = now => now is null ? null : NotKept("the service accepted the request, and the rule is still there"),
    };

    /// <summary>That others made it, so that it is not deleted.</summary>
    public ChangeOutcome Foreign()
    {
        var problem = new AciProblem
        {
            Id = "AciAlertRuleForeign",
            Kind = AciProblemKind.InvalidOperation,
            Message = $"Alert rule '{wanted.Name}' in {Target} was not deleted: this module did not make it.",
            Target = wanted.Path,
            Recommendation = "Leave out -Remove to switch it off.",
        };
        return Outcome(AciChangeResult.Refused, problem.Message, problem);
    }

    /// <summary>An outcome that needs no write.</summary>
    public ChangeOutcome Outcome(AciChangeResult result, string message, AciProblem? problem = null) => new(Make(result, message, before), problem);

    /// <summary>That the state could not be read.</summary>
    public ChangeOutcome Unread(AciServiceException fault)
    {
        AciProblem problem = Faults.On(fault, $"{wanted.Kind} '{wanted.Name}' in {Target} could not be read", wanted.Path, wanted.Type + "/read");
        return Outcome(AciChangeResult.Failed, $"{problem.Message} Nothing was written.", problem);
    }

    private AciProblem NotKept(string why) => new()
    {
        Id = "AciChangeNotKept",
        Kind = AciProblemKind.Conflict,
        Message = $"{wanted.Kind} '{wanted.Name}' in {Target} is not as asked for: {why}.",
        Target = wanted.Path,
        Recommendation = "Look with Get-AciAlertRule. A policy may change what is written.",
    };

    private AciChange Make(AciChangeResult result, string message, string? after) => Make(result, message, after, $"Write {wanted.Kind.ToLowerInvariant()}");

    private AciChange Make(AciChangeResult result, string message, string? after, string action) => new()
    {
        Action = action,
        TargetId = wanted.Path,
        TargetName = wanted.Name,
        ContainerGroupName = ResourceKinds.OfId(wanted.Concerns) is null ? null : ResourceIds.LastSegment(wanted.Concerns),
        ResourceGroupName = ResourceGroup,
        SubscriptionId = SubscriptionId,
        ResourceId = wanted.Concerns,
        Result = result,
        Consequence = result is AciChangeResult.Unchanged or AciChangeResult.Refused ? null : Consequence,
        Before = before,
        After = after,
        Message = message,
        At = clock.GetUtcNow(),
    };
}
