using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Logs;

namespace AciSecMon.Azure.SetUp;

/// <summary>
/// The making of a workspace, and how it is spoken of. Properties: Azure REST reference, Log Analytics, Workspaces - Create Or Update, 2023-09-01 (sku.name, retentionInDays,
/// features.disableLocalAuth, customerId and provisioningState read only).
/// </summary>
/// <param name="workspace">The workspace.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class WorkspaceChange(ArmId workspace, TimeProvider clock)
{
    private const string Consequence = "The workspace bills what is stored beyond what is free.";
    private const string WriteAction = Workspace.Type + "/write";

    // What is usual to look back for in an incident, and what the rule on retention asks for (checks, LOG-005).
    private const int RetentionDays = 90;

    private string Failure => $"The workspace '{workspace.Name}' in resource group '{workspace.ResourceGroupName}' was not made";

    /// <summary>The change that a person is asked about.</summary>
    /// <param name="location">The region.</param>
    public PlannedChange Plan(string location) => new()
    {
        Target = $"resource group '{workspace.ResourceGroupName}' of subscription '{workspace.SubscriptionId}'",
        Action = $"make workspace '{workspace.Name}' in {location}, which keeps logs for {RetentionDays} days; the workspace bills what is stored beyond what is free",
        Request = ArmRequest.Put(workspace.Text, ApiVersions.Workspaces, BodyOf(location)),
        Make = Make,
        Before = null,
        WouldSay = "The workspace would be made.",
        DidSay = "The workspace is there.",
        Failure = Failure,
        InDoubt = "Whether it was made is not known.",
        Look = "Enable-AciSecurityMonitoring -Only Workspace -WhatIf",
        ProblemTarget = workspace.Text,
        ReadAction = Workspace.ReadAction,
        WriteAction = WriteAction,
        Explain = fault => Faults.On(fault, Failure, workspace.Text, WriteAction),
        Lacking = now => now?["properties"]["customerId"].AsText() is { Length: > 0 } ? null : NotKept(),
    };

    /// <summary>That it is there.</summary>
    public ChangeOutcome Unchanged() => new(Make(AciChangeResult.Unchanged, "The workspace is there.", null));

    /// <summary>That it is there, and can take nothing.</summary>
    public ChangeOutcome Unusable(string state)
    {
        var problem = new AciProblem
        {
            Id = "AciDestinationInvalid",
            Kind = AciProblemKind.InvalidOperation,
            Message = $"The workspace '{workspace.Name}' is in the state {state}.",
            Target = workspace.Text,
            Recommendation = "Wait until it is gone, or name another workspace.",
        };
        return new ChangeOutcome(Make(AciChangeResult.Failed, $"{problem.Message} Nothing was written.", null), problem);
    }

    /// <summary>That it could not be found out.</summary>
    public ChangeOutcome Unread(AciServiceException fault)
    {
        AciProblem problem = Faults.On(fault, $"Whether the workspace '{workspace.Name}' is there could not be found out", workspace.Text, Workspace.ReadAction);
        return new ChangeOutcome(Make(AciChangeResult.Failed, $"{problem.Message} Nothing was written.", null), problem);
    }

    // Nothing but diagnostic settings writes into a new workspace, and they need no key.
    private static JsonObject BodyOf(string location) => new()
    {
        ["location"] = location,
        ["properties"] = new JsonObject
        {
            ["sku"] = new JsonObject { ["name"] = "PerGB2018" },
            ["retentionInDays"] = RetentionDays,
            ["features"] = new JsonObject { ["disableLocalAuth"] = true },
        },
    };

    private AciProblem NotKept() => new()
    {
        Id = "AciChangeNotKept",
        Kind = AciProblemKind.Conflict,
        Message = $"The workspace '{workspace.Name}' is not as asked for: the service accepted the request, and there is no workspace that logs could go to.",
        Target = workspace.Text,
        Recommendation = "Look at the workspace and the policies of its resource group, and run the command again.",
    };

    private AciChange Make(AciChangeResult result, string message, string? after) => new()
    {
        Action = "Make workspace",
        TargetId = workspace.Text,
        TargetName = workspace.Name,
        ResourceGroupName = workspace.ResourceGroupName,
        SubscriptionId = workspace.SubscriptionId,
        ResourceId = workspace.Text,
        Result = result,
        Consequence = result is AciChangeResult.Unchanged or AciChangeResult.Refused ? null : Consequence,
        After = after,
        Message = message,
        At = clock.GetUtcNow(),
    };
}
