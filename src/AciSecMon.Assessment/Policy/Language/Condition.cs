using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A condition of a rule.</summary>
/// <param name="path">Where it stands in the rule.</param>
internal abstract class Condition(string path)
{
    public string Path { get; } = path;

    /// <summary>What can be said of it for a resource.</summary>
    public abstract Truth Judge(PolicyRun run);

    /// <summary>What could be said if only type, name and kind of the resource were known: False means that the rule is not about it (azure-facts-2, D.4.6).</summary>
    public abstract Truth Concerns(PolicyRun run);
}

/// <summary>All of the conditions.</summary>
internal sealed class AllOf(string path, Condition[] parts) : Condition(path)
{
    public override Truth Judge(PolicyRun run)
    {
        Truth all = Truth.True;
        foreach (Condition part in parts)
        {
            all = all.And(part.Judge(run));
            if (all == Truth.False) break;
        }

        run.Trace?.Add(new PolicyTrace(Path, "allOf", null, MissingValue.Instance, MissingValue.Instance, all, null));
        return all;
    }

    public override Truth Concerns(PolicyRun run)
    {
        Truth all = Truth.True;
        for (int at = 0; at < parts.Length && all != Truth.False; at++) all = all.And(parts[at].Concerns(run));
        return all;
    }
}

/// <summary>Any of the conditions.</summary>
internal sealed class AnyOf(string path, Condition[] parts) : Condition(path)
{
    public override Truth Judge(PolicyRun run)
    {
        Truth any = Truth.False;
        foreach (Condition part in parts)
        {
            any = any.Or(part.Judge(run));
            if (any == Truth.True) break;
        }

        run.Trace?.Add(new PolicyTrace(Path, "anyOf", null, MissingValue.Instance, MissingValue.Instance, any, null));
        return any;
    }

    public override Truth Concerns(PolicyRun run)
    {
        Truth any = Truth.False;
        for (int at = 0; at < parts.Length && any != Truth.True; at++) any = any.Or(parts[at].Concerns(run));
        return any;
    }
}

/// <summary>Not the condition.</summary>
internal sealed class Negation(string path, Condition part) : Condition(path)
{
    public override Truth Judge(PolicyRun run)
    {
        Truth truth = part.Judge(run).Not();
        run.Trace?.Add(new PolicyTrace(Path, "not", null, MissingValue.Instance, MissingValue.Instance, truth, null));
        return truth;
    }

    public override Truth Concerns(PolicyRun run) => part.Concerns(run).Not();
}

/// <summary>A condition on a field: where it selects the members of an array, each of them has to fulfil it, and none is enough (azure-facts-2, D.4.3).</summary>
internal sealed class FieldCondition(string path, FieldReference? field, Operand written, PolicyOperator operation, Operand operand) : Condition(path)
{
    private static readonly string[] Telling = ["type", "name", "kind"];

    public override Truth Judge(PolicyRun run)
    {
        FieldReference? named = field;
        if (named is null)
        {
            Value name = written.For(run);
            if (name is not LiteralValue { Text: var text } || (named = FieldReference.Parse(text)) is null)
            {
                run.Trace?.Add(new PolicyTrace(Path, "field", PolicyOperators.NameOf(operation), MissingValue.Instance, name, Truth.Unknown, Causes.Of(name) ?? "the field has no name"));
                return Truth.Unknown;
            }
        }

        Selection selection = run.Read(named);
        Value right = operand.For(run);
        Truth truth;
        Value shown;
        if (selection.IsCollection)
        {
            truth = selection.Open is null ? Truth.True : Truth.Unknown;
            shown = MissingValue.Instance;
            foreach (Value value in selection.Values)
            {
                Truth one = Comparison.Of(operation, value, right, isMember: true);
                if (one < truth) (truth, shown) = (one, value);
                if (truth == Truth.False) break;
            }

            if (run.Trace is not null && truth == Truth.True) shown = selection.AsValue();
        }
        else
        {
            shown = selection.Values[0];
            truth = named.IsLocation ? Comparison.Of(operation, Location(shown), Location(right)) : Comparison.Of(operation, shown, right, isMember: run.Counted is not null && named.IsCollection);
        }

        run.Trace?.Add(new PolicyTrace(Path, named.Text, PolicyOperators.NameOf(operation), right, shown, truth, truth == Truth.Unknown ? Causes.Of(selection.Open ?? shown) ?? Causes.Of(right) : null));
        return truth;
    }

    public override Truth Concerns(PolicyRun run) => field is { Kind: FieldKind.Root } && Telling.Contains(field.Name, StringComparer.OrdinalIgnoreCase) ? Judge(run) : Truth.Unknown;

    // Regions are compared by what they are called in both ways: East US 2 is eastus2.
    private static Value Location(Value value) => value switch
    {
        StringValue text when text.Text.Contains(' ', StringComparison.Ordinal) => new StringValue(text.Text.Replace(" ", string.Empty, StringComparison.Ordinal), text.Location),
        ArrayValue array => new ArrayValue([.. array.Items.Select(Location)], array.Rest, array.Location),
        _ => value,
    };
}

/// <summary>A condition on a value that an expression makes.</summary>
internal sealed class ValueCondition(string path, Operand value, PolicyOperator operation, Operand operand) : Condition(path)
{
    public override Truth Judge(PolicyRun run)
    {
        Value left = value.For(run);
        Value right = operand.For(run);
        Truth truth = Comparison.Of(operation, left, right);
        run.Trace?.Add(new PolicyTrace(Path, value.Source is LiteralValue { Text: var text } ? text : "value", PolicyOperators.NameOf(operation), right, left, truth, truth == Truth.Unknown ? Causes.Of(left) ?? Causes.Of(right) : null));
        return truth;
    }

    public override Truth Concerns(PolicyRun run) => Truth.Unknown;
}

/// <summary>Says why a value is not known.</summary>
internal static class Causes
{
    /// <summary>The first cause; null where the value is known.</summary>
    public static string? Of(Value value) => value switch
    {
        UnresolvedValue { Causes: [var first, ..] } => first.Text,
        UnresolvedValue unresolved => unresolved.Expression,
        ChoiceValue choice => choice.Condition.Text,
        RedactedValue => "a secret that was taken out",
        ArrayValue { Rest: { } rest } => Of(rest),
        ObjectValue { Rest: { } rest } => Of(rest),
        StringValue { Text: var text } when Templates.Evaluation.Placeholder.IsIn(text) => "an id in a scope that is not known",
        _ => null,
    };
}
