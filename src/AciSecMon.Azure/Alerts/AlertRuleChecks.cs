using AciSecMon.Assessment.Alerts;

namespace AciSecMon.Azure.Alerts;

/// <summary>Checks what is asked of alert rules before anything is read or written.</summary>
internal static class AlertRuleChecks
{
    /// <summary>Ends the call where the request cannot be carried out.</summary>
    /// <exception cref="AciProblemException">It cannot.</exception>
    public static void Check(EnableAlertRuleRequest request)
    {
        bool isOnLogs = request.Detection.Count > 0 || request.Query is not null;
        if (isOnLogs && request.WorkspaceId is null) throw Invalid("No workspace is named.", null, "Give the resource id of a Log Analytics workspace with -WorkspaceId.");
        if (request.Threshold is null && request.Metric.Any(static name => !WatchedMetric.Of(name).IsOfContainer))
            throw Invalid("How much traffic is too much, only you know.", null, "Give -Threshold in bytes per second.");
        if (request.Threshold is <= 0 or double.NaN) throw Invalid("A threshold must be above zero.", null, "Give a percentage of the request, or bytes per second for the network.");
        if (request.Operation.Count > 0 && request.ResourceGroupName is null)
            throw Invalid("No resource group is named to make the rules in.", null, "Give -ResourceGroupName; it must be there in each subscription.");
        if (request.Email.Count > 0 && !isOnLogs && request.ResourceGroupName is null)
            throw Invalid("No resource group is named to make the action group in.", null, "Give -ResourceGroupName, or an action group that is there already with -ActionGroupId.");
        if (request.ActionGroupId.Count == 0 && request.Email.Count == 0)
            throw Invalid("Nobody would hear of the alerts.", null, "Give an action group with -ActionGroupId, or addresses with -Email.");
        string? noGroup = request.ActionGroupId.FirstOrDefault(static id => !id.Contains($"/providers/{AlertTypes.ActionGroup}/", StringComparison.OrdinalIgnoreCase));
        if (noGroup is not null) throw Invalid($"'{noGroup}' is no resource id of an action group.", noGroup, "It reads /subscriptions/.../providers/Microsoft.Insights/actionGroups/<name>.");
        if (request.Email.FirstOrDefault(static address => !address.Contains('@', StringComparison.Ordinal)) is { } address) throw Invalid($"'{address}' is no address to write to.", address, "Check it.");
    }

    /// <summary>That a workspace is not named by its resource id.</summary>
    public static AciProblemException NoWorkspaceId(string given) =>
        Invalid($"'{given}' is no resource id of a workspace.", given, "It reads /subscriptions/.../providers/Microsoft.OperationalInsights/workspaces/<name>.");

    /// <summary>That rules were not written since nobody would hear of their alerts.</summary>
    public static AciProblem NobodyToCall(string actionGroupId) => new()
    {
        Id = "AciAlertRuleUnheard",
        Kind = AciProblemKind.InvalidOperation,
        Message = "No alert rule was written: the action group that they were to call was not.",
        Target = actionGroupId,
        Recommendation = "See to the action group first, or name another one with -ActionGroupId.",
    };

    private static AciProblemException Invalid(string message, string? target, string recommendation) =>
        new(new AciProblem { Id = "AciAlertRuleInvalid", Kind = AciProblemKind.InvalidArgument, Message = message, Target = target, Recommendation = recommendation });
}
