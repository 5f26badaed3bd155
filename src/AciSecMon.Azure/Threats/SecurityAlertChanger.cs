using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Threats;

/// <summary>Gives alerts a status: reads, asks, sends, reads back. An alert that has the status already is left alone.</summary>
internal sealed class SecurityAlertChanger(IArmClient arm, TimeProvider clock, Grace grace)
{
    private const string Verb = "Set status of alert";

    /// <summary>Works on one alert after the other. A fault on one keeps no other from being worked on.</summary>
    public async IAsyncEnumerable<AciChange> SetAsync(SetSecurityAlertRequest request, IAciPipeline pipeline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var runner = new ChangeRunner(arm, pipeline, grace);
        foreach (string id in request.ResourceId.Select(static id => id.TrimEnd('/')).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!SecurityAlertPath.IsValid(id))
            {
                await pipeline.ProblemAsync(Invalid(id), cancellationToken).ConfigureAwait(false);
                continue;
            }

            long readAt = runner.Now;
            NextStep step = await NextAsync(id, request.Status, pipeline, cancellationToken).ConfigureAwait(false);
            ChangeOutcome outcome = await runner.RunAsync(step, readAt, stop => NextAsync(id, request.Status, pipeline, stop), cancellationToken).ConfigureAwait(false);
            await outcome.TellAsync(pipeline, cancellationToken).ConfigureAwait(false);
            yield return outcome.Change;
            if (outcome.Stopped is not null) ExceptionDispatchInfo.Throw(outcome.Stopped);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<NextStep> NextAsync(string id, AciSecurityAlertStatus status, IAciPipeline pipeline, CancellationToken cancellationToken)
    {
        Value alert;
        try
        {
            alert = (await arm.SendAsync(ArmRequest.Get(id, ApiVersions.SecurityAlerts), pipeline, cancellationToken).ConfigureAwait(false)).Body;
        }
        catch (AciServiceException fault)
        {
            AciProblem problem = Faults.On(fault, $"Alert '{ResourceIds.LastSegment(id)}' could not be read", id, SecurityAlertPath.ReadAction);
            return new ChangeOutcome(Make(id, null, null, AciChangeResult.Failed, $"{problem.Message} Nothing was changed.", null), problem);
        }

        string title = SecretScrubber.Clean(alert["properties"]["alertDisplayName"].AsText() ?? ResourceIds.LastSegment(id));
        string before = StateOf(alert);
        if (SecurityAlert.StatusOf(alert["properties"]) == status) return new ChangeOutcome(Make(id, title, before, AciChangeResult.Unchanged, $"The alert is {status} already.", before));
        var request = new ArmRequest(HttpMethod.Post, SecurityAlertPath.ActionOf(id, status), ApiVersions.SecurityAlerts);
        string failure = $"Alert '{title}' was not set to {status}";
        return new PlannedChange
        {
            Target = $"alert '{title}' of subscription '{ResourceIds.SegmentAfter(id, "subscriptions")}'",
            Action = ActionOf(status),
            Request = request,
            ReadPath = id,
            Make = (result, message, after) => Make(id, title, before, result, message, after is null ? null : StateText(after) ?? after),
            Before = before,
            WouldSay = $"The alert would be {status}.",
            DidSay = $"The alert is {status}.",
            Failure = failure,
            InDoubt = "Which status it has is not known.",
            Look = "Get-AciSecurityAlert -Status Active, InProgress, Resolved, Dismissed",
            ProblemTarget = id,
            ReadAction = SecurityAlertPath.ReadAction,
            WriteAction = SecurityAlertPath.WriteAction(status),
            Explain = fault => Faults.On(fault, failure, id, SecurityAlertPath.WriteAction(status)),
            Lacking = now => now is not null && SecurityAlert.StatusOf(now["properties"]) == status ? null : NotKept(id, failure, now),
        };
    }

    private static string ActionOf(AciSecurityAlertStatus status) => status switch
    {
        AciSecurityAlertStatus.Dismissed => "dismiss the alert as no threat; it is not shown among the open ones any more",
        AciSecurityAlertStatus.Resolved => "mark the alert as resolved; it is not shown among the open ones any more",
        AciSecurityAlertStatus.InProgress => "mark the alert as being worked on",
        _ => "open the alert again",
    };

    private AciChange Make(string id, string? title, string? before, AciChangeResult result, string message, string? after) => new()
    {
        Action = Verb,
        TargetId = id,
        TargetName = title ?? ResourceIds.LastSegment(id),
        SubscriptionId = ResourceIds.SegmentAfter(id, "subscriptions"),
        ResourceGroupName = ResourceIds.SegmentAfter(id, "resourceGroups"),
        ResourceId = "/subscriptions/" + ResourceIds.SegmentAfter(id, "subscriptions"),
        Result = result,
        Before = before,
        After = after,
        Message = message,
        At = clock.GetUtcNow(),
    };

    // What an alert holds beside its status can hold secrets, and does not change.
    private static string StateOf(Value alert) => $"{{ \"status\": \"{SecurityAlert.StatusOf(alert["properties"])}\" }}";

    private static string? StateText(string after) =>
        System.Text.Json.Nodes.JsonNode.Parse(after) is System.Text.Json.Nodes.JsonObject whole && whole["properties"]?["status"] is { } status ? $"{{ \"status\": {status.ToJsonString()} }}" : null;

    private static AciProblem NotKept(string id, string failure, Value? now) => new()
    {
        Id = "AciChangeNotKept",
        Kind = AciProblemKind.Conflict,
        Message = now is null ? $"{failure}: it is gone." : $"{failure}: the service accepted the request, and the alert is {SecurityAlert.StatusOf(now["properties"])}.",
        Target = id,
        Recommendation = "Look with Get-AciSecurityAlert; a rule that suppresses alerts, or somebody else, may change it too.",
    };

    private static AciProblem Invalid(string id) => new()
    {
        Id = "AciSecurityAlertIdInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = $"{(id.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) ? $"'{SecretScrubber.Clean(id)}'" : "What was given")} is not the resource id of an alert.",
        Target = "ResourceId",
        Recommendation = "Pipe what Get-AciSecurityAlert gives, or give /subscriptions/{id}/[resourceGroups/{name}/]providers/Microsoft.Security/locations/{region}/alerts/{name}.",
    };
}
