using System.Globalization;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// Makes conditions of what a definition writes (azure-facts-2, D.4.1). What breaks the language's own rules is a fault, and everything else is read on.
/// </summary>
/// <param name="operands">Reads the values.</param>
/// <param name="isBuiltIn">True for a definition of Microsoft.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class RuleCompiler(OperandCompiler operands, bool isBuiltIn, List<PolicyFault> faults)
{
    private static readonly string[] Subjects = ["field", "value", "count", "source"];
    private static readonly string[] Logical = ["allOf", "anyOf", "not"];

    private readonly CountCompiler counts = new(operands, isBuiltIn, faults);
    private int conditions;
    private int most;

    /// <summary>The condition of the rule; null where it cannot be read.</summary>
    public Condition? CompileIf(Value written, string path) => CompileWhole(written, path, RuleLimits.ConditionsOfIf);

    /// <summary>The condition on related resources; null where it cannot be read.</summary>
    public Condition? CompileExistence(Value written, string path) => CompileWhole(written, path, RuleLimits.ConditionsOfThen);

    /// <summary>A condition within another; null where it cannot be read.</summary>
    public Condition? Compile(Value written, string path, CountScope? count)
    {
        if (written is not ObjectValue obj) return faults.Refuse<Condition>(path, "A condition has to be an object.", written);
        Property? logical = obj.Properties.Cast<Property?>().FirstOrDefault(static p => IsOneOf(Logical, p!.Value.Name));
        if (logical is not { } one) return Leaf(obj, path, count);
        if (obj.Properties.Count > 1) return faults.Refuse<Condition>(path, $"'{one.Name}' has to stand alone in its object.", obj);
        string at = $"{path}.{one.Name}";
        if (Is(one.Name, "not")) return Compile(one.Value, at, count) is { } part ? new Negation(path, part) : null;
        if (one.Value is not ArrayValue { Items.Count: > 0 } array) return faults.Refuse<Condition>(at, $"'{one.Name}' has to be a list of at least one condition.", one.Value);
        Condition?[] parts = [.. array.Items.Select((item, index) => Compile(item, string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]"), count))];
        return Array.Exists(parts, static part => part is null) ? null : new Junction(path, parts!, isAll: Is(one.Name, "allOf"));
    }

    private Condition? CompileWhole(Value written, string path, int limit)
    {
        (conditions, most) = (0, limit);
        Condition? whole = Compile(written, path, null);
        if (conditions > most) faults.Refuse(path, $"It has more than {most} conditions.", written);
        return whole;
    }

    private Condition? Leaf(ObjectValue obj, string path, CountScope? count)
    {
        // What lies beyond the limit may be any number more, and is told of once.
        if (++conditions > most) return null;
        Property[] subjects = [.. obj.Properties.Where(static p => IsOneOf(Subjects, p.Name))];
        Property[] operators = [.. obj.Properties.Where(static p => PolicyOperators.Find(p.Name) is not null)];
        Property[] others = [.. obj.Properties.Where(p => !subjects.Contains(p) && !operators.Contains(p))];
        if (others.Length > 0) return faults.Refuse<Condition>($"{path}.{others[0].Name}", $"There is no operator '{DisplayName.Of(others[0].Name)}'.", others[0].Value);
        if (subjects.Length != 1) return faults.Refuse<Condition>(path, "A condition has exactly one of field, value and count.", obj);
        if (operators.Length != 1) return faults.Refuse<Condition>(path, "A condition has exactly one operator.", obj);
        string at = $"{path}.{subjects[0].Name}";
        if (Is(subjects[0].Name, "source")) return faults.Refuse<Condition>(at, "'source' is not supported any more.", subjects[0].Value);
        PolicyOperator operation = PolicyOperators.Find(operators[0].Name)!.Value;
        string compared = $"{path}.{operators[0].Name}";
        Operand operand = operands.Compile(operators[0].Value, compared, count);
        if (FaultOf(operation, operand) is { } fault) return faults.Refuse<Condition>(compared, fault, operators[0].Value);
        if (Is(subjects[0].Name, "field")) return Field(subjects[0].Value, at, path, operation, operand, count);
        if (Is(subjects[0].Name, "value")) return new ValueCondition(path, operands.Compile(subjects[0].Value, at, count), operation, operand);
        return counts.Compile(this, subjects[0].Value, path, at, operation, operand, count);
    }

    private FieldCondition? Field(Value written, string at, string path, PolicyOperator operation, Operand operand, CountScope? count)
    {
        Operand name = operands.Compile(written, at, count);
        if (name.Known is not { } known || known.IsUnresolved) return new FieldCondition(path, null, name, operation, operand);
        return known is StringValue { Text: var text } && FieldReference.Parse(text) is { } field
            ? new FieldCondition(path, field, name, operation, operand)
            : faults.Refuse<FieldCondition>(at, "A field has to be a name.", written);
    }

    private static string? FaultOf(PolicyOperator operation, Operand operand)
    {
        if (operand.Known is not { IsUnresolved: false } known) return null;
        string name = PolicyOperators.NameOf(operation);
        return operation switch
        {
            PolicyOperator.In or PolicyOperator.NotIn => known is ArrayValue ? null : $"'{name}' compares with a list.",
            PolicyOperator.Exists => known.AsBoolean() is null ? "'exists' compares with true or false." : null,
            PolicyOperator.Equals or PolicyOperator.NotEquals => known is ArrayValue && operand.Source is StringValue ? $"'{name}' does not compare with a list of a parameter; 'in' and 'notIn' do." : null,
            _ => known is ArrayValue or ObjectValue ? $"'{name}' compares with a text or a number." : null,
        };
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsOneOf(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
