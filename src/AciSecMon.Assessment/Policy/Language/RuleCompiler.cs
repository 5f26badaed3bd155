using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Policy;

/// <summary>What is wrong with a definition.</summary>
/// <param name="Path">Where, as a path of JSON such as <c>policyRule.if.allOf[1].equals</c>.</param>
/// <param name="Message">What, a sentence.</param>
/// <param name="Location">Where in its file.</param>
internal sealed record PolicyFault(string Path, string Message, SourceLocation Location);

/// <summary>
/// Makes conditions of what a definition writes (azure-facts-2, D.4.1 and D.4.5). What does not differ from resource to resource is evaluated here, once. What breaks the
/// language's own rules is a fault, and everything else is read on.
/// </summary>
/// <param name="scope">The parameters.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class RuleCompiler(TemplateScope scope, List<PolicyFault> faults)
{
    // Limits of the service.
    private const int MostConditions = 4_096;
    private const int DeepestNesting = 64;
    private const int MostCountsOfValues = 10;

    private static readonly string[] Subjects = ["field", "value", "count", "source"];
    private static readonly string[] Logical = ["allOf", "anyOf", "not"];

    private int conditions;
    private int valueCounts;

    /// <summary>The condition that a value writes; null where it writes none.</summary>
    public Condition? Compile(Value written, string path) => Compile(written, path, depth: 0, isCounting: false);

    /// <summary>A value with the expressions in it.</summary>
    public Operand OperandOf(Value written, string path)
    {
        bool isConstant = true;
        Look(written, path, ref isConstant, depth: 0);
        return isConstant
            ? Operand.Constant(scope.Session.Evaluator.EvaluateDocument(written, scope.Context with { Locals = PolicyLocal.Early }))
            : Operand.OfResource(written, written is StringValue { Text: var text } ? scope.Session.Expressions.Parse(text).Root : null);
    }

    private Condition? Compile(Value written, string path, int depth, bool isCounting)
    {
        if (written is not ObjectValue obj) return Fault(path, "A condition has to be an object.", written);
        if (depth > DeepestNesting) return Fault(path, $"Conditions stand in each other more than {DeepestNesting} deep.", written);
        Property? logical = obj.Properties.Cast<Property?>().FirstOrDefault(static p => Logical.Contains(p!.Value.Name, StringComparer.OrdinalIgnoreCase));
        if (logical is not { } one) return Leaf(obj, path, depth, isCounting);
        if (obj.Properties.Count > 1) return Fault(path, $"'{one.Name}' has to stand alone in its object.", obj);
        string at = $"{path}.{one.Name}";
        if (one.Name.Equals("not", StringComparison.OrdinalIgnoreCase)) return Compile(one.Value, at, depth + 1, isCounting) is { } part ? new Negation(path, part) : null;
        if (one.Value is not ArrayValue { Items.Count: > 0 } array) return Fault(at, $"'{one.Name}' has to be a list of at least one condition.", one.Value);
        Condition?[] parts = [.. array.Items.Select((item, index) => Compile(item, string.Create(CultureInfo.InvariantCulture, $"{at}[{index}]"), depth + 1, isCounting))];
        if (Array.Exists(parts, static part => part is null)) return null;
        return new Junction(path, parts!, isAll: one.Name.Equals("allOf", StringComparison.OrdinalIgnoreCase));
    }

    private Condition? Leaf(ObjectValue obj, string path, int depth, bool isCounting)
    {
        if (++conditions > MostConditions) return Fault(path, $"The rule has more than {MostConditions} conditions.", obj);
        Property[] subjects = [.. obj.Properties.Where(static p => Subjects.Contains(p.Name, StringComparer.OrdinalIgnoreCase))];
        Property[] operators = [.. obj.Properties.Where(static p => PolicyOperators.Find(p.Name) is not null)];
        Property[] others = [.. obj.Properties.Where(p => !subjects.Contains(p) && !operators.Contains(p))];
        if (others.Length > 0) return Fault($"{path}.{others[0].Name}", $"There is no operator '{DisplayName.Of(others[0].Name)}'.", others[0].Value);
        if (subjects.Length != 1) return Fault(path, "A condition has exactly one of field, value and count.", obj);
        if (operators.Length != 1) return Fault(path, "A condition has exactly one operator.", obj);
        PolicyOperator operation = PolicyOperators.Find(operators[0].Name)!.Value;
        Operand operand = OperandOf(operators[0].Value, $"{path}.{operators[0].Name}");
        if (operation is PolicyOperator.In or PolicyOperator.NotIn && operand.Known is { IsUnresolved: false } known and not ArrayValue)
            return Fault($"{path}.{operators[0].Name}", $"'{operators[0].Name}' compares with a list.", known);
        string at = $"{path}.{subjects[0].Name}";
        return subjects[0].Name.ToLowerInvariant() switch
        {
            "field" => Field(subjects[0].Value, at, path, operation, operand),
            "value" => new ValueCondition(path, OperandOf(subjects[0].Value, at), operation, operand),
            "count" => Count(subjects[0].Value, at, path, operation, operand, depth, isCounting),
            _ => Fault(at, "'source' is not supported any more.", subjects[0].Value),
        };
    }

    private FieldCondition? Field(Value written, string at, string path, PolicyOperator operation, Operand operand)
    {
        Operand name = OperandOf(written, at);
        if (name.Known is not { } known || known.IsUnresolved) return new FieldCondition(path, null, name, operation, operand);
        if (known is not StringValue { Text: var text } || FieldReference.Parse(text) is not { } field)
        {
            Fault(at, "A field has to be a name.", written);
            return null;
        }

        return new FieldCondition(path, field, name, operation, operand);
    }

    private CountCondition? Count(Value written, string at, string path, PolicyOperator operation, Operand operand, int depth, bool isCounting)
    {
        if (written is not ObjectValue obj)
        {
            Fault(at, "A count has to be an object.", written);
            return null;
        }

        Condition? where = null;
        if (obj.Find("where") is { } condition && (where = Compile(condition, $"{at}.where", depth + 1, isCounting: true)) is null) return null;
        if (obj.Find("field") is { } field)
        {
            if (OperandOf(field, $"{at}.field").Known is StringValue { Text: var text } && FieldReference.Parse(text) is { IsCollection: true } array && text.TrimEnd().EndsWith("[*]", StringComparison.Ordinal))
                return new FieldCount(path, array, where, operation, operand);
            Fault($"{at}.field", "A count of a field needs an alias that ends in [*].", field);
            return null;
        }

        if (obj.Find("value") is not { } values)
        {
            Fault(at, "A count has either a field or a value.", obj);
            return null;
        }

        if (++valueCounts > MostCountsOfValues) Fault(at, $"A rule has {MostCountsOfValues} counts of values at most.", obj);
        string? name = obj.Find("name")?.AsText();
        Operand list = OperandOf(values, $"{at}.value");
        if (list.Known is { IsUnresolved: false } known and not ArrayValue)
        {
            Fault($"{at}.value", "A count of values needs a list.", known);
            return null;
        }

        return new ValueCount(path, list, name, where, operation, operand);
    }

    // Expressions may stand anywhere in a value. Names of properties are no expressions here.
    private void Look(Value value, string path, ref bool isConstant, int depth)
    {
        switch (value)
        {
            case StringValue { Text: var text } when ExpressionParser.IsExpression(text):
                ParsedExpression parsed = scope.Session.Expressions.Parse(text);
                string? fault = parsed.Root is { } root ? PolicyFunctions.FaultOf(root) : $"it does not parse: {parsed.Fault}";
                if (fault is not null) Fault(path, $"The expression cannot be used: {fault}.", value);
                else if (!PolicyFunctions.IsConstant(parsed.Root!)) isConstant = false;
                break;
            case ArrayValue array when depth < DeepestNesting:
                for (int at = 0; at < array.Items.Count; at++) Look(array.Items[at], string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), ref isConstant, depth + 1);
                break;
            case ObjectValue obj when depth < DeepestNesting:
                foreach (Property property in obj.Properties) Look(property.Value, $"{path}.{property.Name}", ref isConstant, depth + 1);
                break;
            case ArrayValue or ObjectValue:
                Fault(path, $"A value is more than {DeepestNesting} deep.", value);
                break;
        }
    }

    private Condition? Fault(string path, string message, Value at)
    {
        faults.Add(new PolicyFault(path, message, at.Location));
        return null;
    }
}
