using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What append and modify would change of a resource (Azure Policy, effect-append and effect-modify).</summary>
/// <param name="Changes">The changes; those that would change nothing are not among them.</param>
/// <param name="Conflicts">Fields that have another value than is added, which is what nothing may do to them.</param>
internal sealed record RequestedChanges(IReadOnlyList<PolicyChange> Changes, IReadOnlyList<string> Conflicts)
{
    /// <summary>Finds them out.</summary>
    public static RequestedChanges Of(BoundPolicy policy, PolicyRun run, string effect)
    {
        List<PolicyChange> changes = [];
        List<string> conflicts = [];
        bool isModify = effect == "modify";
        foreach (Value item in (isModify ? policy.Details["operations"] : policy.Details).Items)
        {
            if (!item["condition"].IsMissing && run.Evaluate(item["condition"]).AsBoolean() == false) continue;
            string operation = isModify ? NameOf(run.Evaluate(item["operation"])) : "add";
            string field = run.Evaluate(item["field"]).AsText() ?? string.Empty;
            Value value = run.Evaluate(item["value"]);
            if (FieldReference.Parse(field) is not { } reference) changes.Add(new PolicyChange(operation, field, value));
            else if (isModify && IsParentMissing(reference, run)) continue;
            else if (operation == "remove") Remove(reference, run, changes);
            else Set(reference, value, operation, run, changes, conflicts);
        }

        return new RequestedChanges(changes, conflicts);
    }

    private static string NameOf(Value operation) => operation.AsText()?.ToLowerInvariant() switch
    {
        "remove" => "remove",
        "addorreplace" => "addOrReplace",
        _ => "add",
    };

    private static void Remove(FieldReference field, PolicyRun run, List<PolicyChange> changes)
    {
        Selection now = run.Read(field);
        if (now.Count > 0 && !now[0].IsMissing) changes.Add(new PolicyChange("remove", field.Text, MissingValue.Instance));
    }

    // A field with [*] stands for the members: one is added to them, or all are replaced.
    private static void Set(FieldReference field, Value value, string operation, PolicyRun run, List<PolicyChange> changes, List<string> conflicts)
    {
        Selection now = run.Read(field);
        int same = 0;
        for (int at = 0; at < now.Count; at++)
        {
            if (Comparison.Of(PolicyOperator.Equals, now[at], value, isMember: true) == Truth.True) same++;
        }

        bool isReplaced = operation == "addOrReplace";
        if (same > 0 && (!isReplaced || same == now.Count)) return;
        if (!isReplaced && !now.IsCollection && !now[0].IsMissing) conflicts.Add(field.Text);
        else changes.Add(new PolicyChange(operation, field.Text, value));
    }

    // What a property would be nested in is taken to be left out on purpose where it is not there.
    private static bool IsParentMissing(FieldReference field, PolicyRun run)
    {
        int dot = field.Kind == FieldKind.Alias ? field.Name.LastIndexOf('.') : -1;
        if (dot < field.Name.LastIndexOf('/') || FieldReference.Parse(field.Name[..Math.Max(0, dot)]) is not { } parent) return false;
        Selection now = run.Read(parent);
        return now.Count == 0 || now[0].IsMissing;
    }
}
