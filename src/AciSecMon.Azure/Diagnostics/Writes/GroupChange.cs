using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>One change to a setting of a group, and what becomes of it.</summary>
internal sealed class GroupChange(FoundGroup group, string action, string settingName, string? consequence, TimeProvider clock)
{
    /// <summary>JSON of the state before; null where there was none.</summary>
    public string? Before { get; init; }

    /// <summary>The group as it is named to a person.</summary>
    public string Target => group.InWords;

    /// <summary>Makes the object that a person sees.</summary>
    public AciChange Make(AciChangeResult result, string message, string? after) => new()
    {
        Action = action,
        TargetId = SettingPath.Of(group.Id, settingName),
        TargetName = settingName,
        ContainerGroupName = group.Name,
        ResourceGroupName = group.Id.ResourceGroupName,
        SubscriptionId = group.Id.SubscriptionId,
        ResourceId = group.Id.Text,
        Result = result,
        Consequence = result is AciChangeResult.Unchanged or AciChangeResult.Refused ? null : consequence,
        Before = Before,
        After = after,
        Message = message,
        At = clock.GetUtcNow(),
    };

    /// <summary>Makes the change that a person is asked about.</summary>
    /// <param name="proposal">What is done and what follows, for the question.</param>
    /// <param name="request">The request.</param>
    /// <param name="rules">What the setting should be afterwards, and how to speak of it.</param>
    public PlannedChange Plan(string proposal, ArmRequest request, SettingRules rules) => new()
    {
        Target = Target,
        Action = proposal,
        Request = request,
        Make = Make,
        Before = Before,
        WouldSay = rules.WouldSay,
        DidSay = rules.DidSay,
        Failure = rules.Failure,
        InDoubt = rules.InDoubt,
        Look = "Get-AciDiagnostics",
        ProblemTarget = group.Id.Text,
        ReadAction = SettingPath.ReadAction,
        WriteAction = rules.WriteAction,
        Explain = fault => SettingRefusal.Explain(fault, rules.Failure, group.Id.Text, rules.Destinations, rules.WriteAction),
        Lacking = now => rules.IsDone(now is ObjectValue raw ? Setting.Read(raw) : null) ? null : new AciProblem
        {
            Id = "AciChangeNotKept",
            Kind = AciProblemKind.Conflict,
            Message = $"{rules.Failure}: the service accepted the request, and what it gives back is not what was asked for.",
            Target = group.Id.Text,
            Recommendation = "Look with Get-AciDiagnostics; a policy or another deployment may have changed it.",
        },
    };
}

/// <summary>How a change of a setting is spoken of, and when it is done.</summary>
internal sealed class SettingRules
{
    /// <summary>What would be done.</summary>
    public required string WouldSay { get; init; }

    /// <summary>What was done.</summary>
    public required string DidSay { get; init; }

    /// <summary>That it was not done, without a full stop.</summary>
    public required string Failure { get; init; }

    /// <summary>What may or may not be the state.</summary>
    public required string InDoubt { get; init; }

    /// <summary>The action that the change needs.</summary>
    public required string WriteAction { get; init; }

    /// <summary>Where the setting sends to.</summary>
    public required IReadOnlyList<Destination> Destinations { get; init; }

    /// <summary>True where the setting, or its absence, is as asked for.</summary>
    public required Func<Setting?, bool> IsDone { get; init; }
}
