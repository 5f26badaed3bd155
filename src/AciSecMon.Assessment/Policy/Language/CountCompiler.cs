using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>Makes counts of what one rule writes (azure-facts-2, D.4.4).</summary>
/// <param name="operands">Reads the values.</param>
/// <param name="isBuiltIn">True for a definition of Microsoft, of which some go through longer lists than the service takes from others (e87a87f5 has 115 offers).</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class CountCompiler(OperandCompiler operands, bool isBuiltIn, List<PolicyFault> faults)
{
    private static readonly string[] Parts = ["field", "value", "name", "where"];

    private readonly Dictionary<string, int> fieldCounts = new(StringComparer.Ordinal);
    private int valueCounts;

    /// <summary>A count; null where it cannot be read.</summary>
    /// <param name="rule">Reads the condition in it.</param>
    /// <param name="written">The count.</param>
    /// <param name="path">Where the condition that compares it stands.</param>
    /// <param name="at">Where the count stands.</param>
    /// <param name="operation">The operator.</param>
    /// <param name="operand">What it is compared with.</param>
    /// <param name="outer">The count that it stands in; null for none.</param>
    public CountCondition? Compile(RuleCompiler rule, Value written, string path, string at, PolicyOperator operation, Operand operand, CountScope? outer)
    {
        if (written is not ObjectValue obj) return faults.Refuse<CountCondition>(at, "A count has to be an object.", written);
        if (obj.Properties.FirstOrDefault(static part => !Parts.Contains(part.Name, StringComparer.OrdinalIgnoreCase)) is { Name: { } other, Value: var value })
            return faults.Refuse<CountCondition>($"{at}.{other}", $"A count has no part '{DisplayName.Of(other)}'.", value);
        Value? field = obj.Find("field");
        Value? list = obj.Find("value");
        if (field is null == list is null) return faults.Refuse<CountCondition>(at, "A count has either a field or a value.", obj);
        return field is not null ? OfField(rule, obj, field, path, at, operation, operand, outer) : OfValues(rule, obj, list!, path, at, operation, operand, outer);
    }

    private FieldCount? OfField(RuleCompiler rule, ObjectValue obj, Value field, string path, string at, PolicyOperator operation, Operand operand, CountScope? outer)
    {
        if (operands.Compile(field, $"{at}.field", outer).Known is not StringValue { Text: var text } || FieldReference.Parse(text) is not { IsCollection: true } array || !text.TrimEnd().EndsWith("[*]", StringComparison.Ordinal))
            return faults.Refuse<FieldCount>($"{at}.field", "A count of a field needs an alias that ends in [*].", field);
        int same = fieldCounts[array.Arrays[^1]] = fieldCounts.GetValueOrDefault(array.Arrays[^1]) + 1;
        if (same == RuleLimits.FieldCountsOfArray + 1) faults.Refuse($"{at}.field", $"A rule counts the members of one array {RuleLimits.FieldCountsOfArray} times at most.", field);
        return TryWhere(rule, obj, at, new CountScope(text, array, outer?.Iterations ?? 1, outer), out Condition? where) ? new FieldCount(path, array, where, operation, operand) : null;
    }

    private ValueCount? OfValues(RuleCompiler rule, ObjectValue obj, Value values, string path, string at, PolicyOperator operation, Operand operand, CountScope? outer)
    {
        if (++valueCounts == RuleLimits.ValueCounts + 1) faults.Refuse(at, $"A rule has {RuleLimits.ValueCounts} counts of values at most.", obj);
        Operand list = operands.Compile(values, $"{at}.value", outer);
        if (list.Known is { IsUnresolved: false } known and not ArrayValue) return faults.Refuse<ValueCount>($"{at}.value", "A count of values needs a list.", known);
        string? name = obj.Find("name")?.AsText();
        if (name is null && outer is not null) return faults.Refuse<ValueCount>(at, "A count of values that stands in another count needs a name.", obj);
        if (name is not null && (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit))) return faults.Refuse<ValueCount>($"{at}.name", "The name of a count is made of letters and digits.", obj.Find("name")!);

        long iterations = (outer?.Iterations ?? 1) * Math.Max(1, list.Known?.Items.Count ?? 1);
        if (iterations > RuleLimits.Iterations && !isBuiltIn) return faults.Refuse<ValueCount>($"{at}.value", $"Counts of values go through {RuleLimits.Iterations} values at most, those that stand in each other multiplied.", values);
        var scope = new CountScope(name ?? ValueCount.DefaultName, null, iterations, outer);
        return TryWhere(rule, obj, at, scope, out Condition? where) ? new ValueCount(path, list, name, where, operation, operand) : null;
    }

    // False where there is a condition that cannot be read.
    private static bool TryWhere(RuleCompiler rule, ObjectValue obj, string at, CountScope scope, out Condition? where)
    {
        where = obj.Find("where") is { } written ? rule.Compile(written, $"{at}.where", scope) : null;
        return where is not null || obj.Find("where") is null;
    }
}
