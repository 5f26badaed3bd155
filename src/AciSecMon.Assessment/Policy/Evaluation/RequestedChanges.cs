using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>Finds out what append and modify would change of a resource (azure-facts-2, D.4.6).</summary>
internal static class RequestedChanges
{
    /// <summary>The changes; those that would change nothing are left out.</summary>
    public static IReadOnlyList<PolicyChange> Of(BoundPolicy policy, PolicyRun run, string effect) => effect == "append"
        ? [.. policy.Details.Items.Select(item => Change(run, "add", item)).OfType<PolicyChange>()]
        : [.. policy.Details["operations"].Items.Where(item => IsAskedFor(run, item)).Select(item => Change(run, run.Evaluate(item["operation"]).AsText() ?? "add", item)).OfType<PolicyChange>()];

    private static bool IsAskedFor(PolicyRun run, Value item) => item["condition"].IsMissing || run.Evaluate(item["condition"]).AsBoolean() != false;

    private static PolicyChange? Change(PolicyRun run, string operation, Value item)
    {
        string field = run.Evaluate(item["field"]).AsText() ?? string.Empty;
        Value value = run.Evaluate(item["value"]);
        if (FieldReference.Parse(field) is not { } reference) return new PolicyChange(operation, field, value);
        Selection now = run.Read(reference);
        bool isThere = !now.IsCollection && !now[0].IsMissing;
        bool isSame = now.IsCollection
            ? Enumerable.Range(0, now.Count).Any(at => Comparison.Of(PolicyOperator.Equals, now[at], value, isMember: true) == Truth.True)
            : isThere && Comparison.Of(PolicyOperator.Equals, now[0], value) == Truth.True;
        return operation.ToLowerInvariant() switch
        {
            "remove" => isThere ? new PolicyChange("remove", field, MissingValue.Instance) : null,
            _ => isSame ? null : new PolicyChange(operation, field, value),
        };
    }
}
