using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.SetUp;

/// <summary>One change to the export of an activity log, and how it is spoken of.</summary>
/// <param name="subscriptionId">The subscription.</param>
/// <param name="workspaceId">Resource id of the workspace.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class ExportChange(string subscriptionId, string workspaceId, TimeProvider clock)
{
    private const string Consequence = "The workspace bills what is stored beyond what is free.";

    private string Scope => "/subscriptions/" + subscriptionId;

    private string Failure => $"The export of the activity log of subscription '{subscriptionId}' was not written";

    /// <summary>The settings of a subscription.</summary>
    public static string PathOf(string subscriptionId) => $"/subscriptions/{subscriptionId}/providers/Microsoft.Insights/diagnosticSettings";

    /// <summary>The change that a person is asked about.</summary>
    public PlannedChange Plan(ExportPlan plan)
    {
        string path = $"{PathOf(subscriptionId)}/{Uri.EscapeDataString(plan.Name)}";
        string? before = plan.Before is null ? null : JsonText.Indented(plan.Before.Raw);
        return new PlannedChange
        {
            Target = $"subscription '{subscriptionId}'",
            Action = $"export {string.Join(", ", plan.Lacking)} of the activity log by diagnostic setting '{plan.Name}' to workspace '{workspaceId[(workspaceId.LastIndexOf('/') + 1)..]}'; the workspace bills what is stored beyond what is free",
            Request = ArmRequest.Put(path, ApiVersions.DiagnosticSettings, plan.Body),
            Make = (result, message, after) => Make(plan.Name, path, before, result, message, after),
            Before = before,
            WouldSay = $"Would export {string.Join(", ", plan.Lacking)}.",
            DidSay = $"{string.Join(", ", plan.Lacking)} {(plan.Lacking.Count == 1 ? "is" : "are")} exported.",
            Failure = Failure,
            InDoubt = "Whether it was written is not known.",
            Look = "Get-AciMonitoringCoverage",
            ProblemTarget = Scope,
            ReadAction = SettingPath.ReadAction,
            WriteAction = SettingPath.WriteAction,
            Explain = fault => Faults.On(fault, Failure, Scope, MissingAction.Of(fault) ?? SettingPath.WriteAction),
            Lacking = now => now is not null && plan.IsKept(now, workspaceId) ? null : NotKept(),
        };
    }

    /// <summary>That nothing is lacking.</summary>
    public ChangeOutcome Unchanged() =>
        new(Make("activity log", PathOf(subscriptionId), null, AciChangeResult.Unchanged, "The activity log is exported to the workspace already.", null));

    /// <summary>That the settings could not be read.</summary>
    public ChangeOutcome Unread(AciServiceException fault)
    {
        AciProblem problem = Faults.On(fault, $"The diagnostic settings of subscription '{subscriptionId}' could not be read", Scope, SettingPath.ReadAction);
        return new ChangeOutcome(Make("activity log", PathOf(subscriptionId), null, AciChangeResult.Failed, $"{problem.Message} Nothing was written.", null), problem);
    }

    private AciProblem NotKept() => new()
    {
        Id = "AciChangeNotKept",
        Kind = AciProblemKind.Conflict,
        Message = $"The export of the activity log of subscription '{subscriptionId}' is not as asked for: the service accepted the request, and what it gives back is not what was asked for.",
        Target = Scope,
        Recommendation = "Look with Get-AciMonitoringCoverage. A policy may change what is written.",
    };

    private AciChange Make(string name, string path, string? before, AciChangeResult result, string message, string? after) => new()
    {
        Action = "Export activity log",
        TargetId = path,
        TargetName = name,
        SubscriptionId = subscriptionId,
        ResourceId = Scope,
        Result = result,
        Consequence = result is AciChangeResult.Unchanged or AciChangeResult.Refused ? null : Consequence,
        Before = before,
        After = after,
        Message = message,
        At = clock.GetUtcNow(),
    };
}
