using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Policy;

/// <summary>Shows verdicts to the outside. Never what may be a secret.</summary>
internal static class PolicyProjection
{
    private const int LongestText = 200;
    private const int MostItems = 10;

    private static readonly string[] Closed = ["environmentvariables", "command", "secret", "password", "key", "token", "ccepolicy", "configmap"];

    /// <summary>A verdict on a group as it is shown.</summary>
    public static AciPolicyCompliance ToContract(LoadedPolicy policy, PolicyVerdict verdict, List<PolicyTrace>? trace, ContainerGroup group, RecordedState? state = null) =>
        ToContract(policy, verdict, trace, group.Resource, group.ResourceId, group.DisplayName, group.Kind == AciSubjectType.ContainerGroup ? group.DisplayName : null, group.Location, state);

    /// <summary>What Azure Policy recorded of a group, as it is shown.</summary>
    public static AciPolicyCompliance ToContract(RecordedState state, PolicyShelf shelf, ContainerGroup group)
    {
        string day = state.Time is { } time ? $" on {time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : string.Empty;
        return new AciPolicyCompliance
        {
            State = state.State,
            Effect = state.Effect,
            PolicyDisplayName = shelf.Find(state.DefinitionId, null)?.DisplayName ?? PolicyIds.NameOf(state.DefinitionId),
            PolicyName = PolicyIds.NameOf(state.DefinitionId),
            PolicyDefinitionId = state.DefinitionId,
            InitiativeDisplayName = state.SetId is null ? null : shelf.FindSet(state.SetId, null)?.DisplayName ?? PolicyIds.NameOf(state.SetId),
            ReferenceId = state.ReferenceId,
            PolicyGroup = [.. state.Groups],
            AssignmentId = state.AssignmentId,
            AssignmentDisplayName = shelf.Assignments.FirstOrDefault(one => string.Equals(one.Id, state.AssignmentId, StringComparison.OrdinalIgnoreCase))?.DisplayName,
            IsEnforced = shelf.Assignments.FirstOrDefault(one => string.Equals(one.Id, state.AssignmentId, StringComparison.OrdinalIgnoreCase))?.IsNotEnforced != true,
            RecordedState = state.Compliance,
            RecordedAt = state.Time,
            ResourceType = state.ResourceType,
            ResourceName = group.DisplayName,
            ResourceId = group.ResourceId,
            ContainerGroupName = group.DisplayName,
            ResourceGroupName = ResourceIds.SegmentAfter(group.ResourceId, "resourceGroups"),
            SubscriptionId = ResourceIds.SegmentAfter(group.ResourceId, "subscriptions"),
            Message = $"Azure Policy recorded {state.Compliance}{day}.",
        };
    }

    /// <summary>A verdict on another resource as it is shown.</summary>
    public static AciPolicyCompliance ToContract(LoadedPolicy policy, PolicyVerdict verdict, List<PolicyTrace>? trace, ObjectValue resource, string name, SourceLocation location) =>
        ToContract(policy, verdict, trace, resource, resource["id"].AsText(), name, null, location);

    private static AciPolicyCompliance ToContract(
        LoadedPolicy policy, PolicyVerdict verdict, List<PolicyTrace>? trace, ObjectValue resource, string? id, string name, string? group, SourceLocation location, RecordedState? state = null) => new()
    {
        State = verdict.State,
        Effect = verdict.Effect,
        PolicyDisplayName = policy.Policy.Definition.DisplayName,
        PolicyName = policy.Policy.Definition.Name,
        PolicyDefinitionId = policy.Policy.Definition.Id,
        InitiativeDisplayName = policy.Set?.DisplayName,
        ReferenceId = policy.ReferenceId,
        PolicyGroup = [.. policy.Groups],
        AssignmentId = policy.Assignment?.Id ?? policy.Assignment?.Name,
        AssignmentDisplayName = policy.Assignment?.DisplayName,
        IsEnforced = policy.Assignment?.IsNotEnforced != true,
        ExemptionId = verdict.Exemption?.Id ?? verdict.Exemption?.Name,
        RecordedState = state?.Compliance,
        RecordedAt = state?.Time,
        IsRecordOutdated = state?.Disagrees(verdict.State) == true,
        ResourceType = resource["type"].AsText() ?? string.Empty,
        ResourceName = name,
        ResourceId = id,
        ContainerGroupName = group,
        ResourceGroupName = ResourceIds.SegmentAfter(id, "resourceGroups"),
        SubscriptionId = ResourceIds.SegmentAfter(id, "subscriptions"),
        Message = verdict.Message,
        Change = [.. verdict.Changes.Select(ToContract)],
        Trace = trace is null ? [] : [.. trace.Select(ToContract)],
        SourceLocation = location.File?.Path is null ? null : location.ToContract(),
    };

    /// <summary>The trace as it may be shown.</summary>
    public static AciPolicyTrace ToContract(PolicyTrace trace) => new()
    {
        Path = trace.Path,
        Field = Short(trace.Field),
        Operator = trace.Operator,
        Expected = trace.Operator is null ? null : Shown(trace.Expected, isClosed: false),
        Actual = trace.Operator is null ? null : Shown(trace.Actual, IsClosed(trace.Field)),
        Result = trace.Result.ToString(),
        Cause = trace.Cause,
    };

    /// <summary>A change as it may be shown.</summary>
    public static AciPolicyChange ToContract(PolicyChange change) => new()
    {
        Operation = change.Operation,
        Field = change.Field,
        Value = change.Value.IsMissing ? null : Shown(change.Value, IsClosed(change.Field)),
    };

    // Texts below these names may hold anything; numbers and truth values may be shown all the same.
    private static bool IsClosed(string field) => Array.Exists(Closed, part => field.Contains(part, StringComparison.OrdinalIgnoreCase)) && !field.EndsWith(".name", StringComparison.OrdinalIgnoreCase);

    private static string Shown(Value value, bool isClosed) => value switch
    {
        MissingValue => "(missing)",
        StringValue { Text.Length: > 0 } text when isClosed => $"(a text of {LengthClass.Of(text.Text)} characters)",
        ArrayValue array => $"[{string.Join(", ", array.Items.Take(MostItems).Select(item => Shown(item, isClosed)))}{(array.Items.Count > MostItems || array.Rest is not null ? ", ..." : string.Empty)}]",
        ObjectValue obj => $"{{{string.Join(", ", obj.Properties.Take(MostItems).Select(static property => property.Name))}}}",
        _ => Short(ShownText.OfFreeText(value) ?? string.Empty),
    };

    private static string Short(string text) => text.Length > LongestText ? string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, LongestText)}...") : text;
}
