using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A condition on a field: where it selects the members of an array, each of them has to fulfil it, and none is enough (azure-facts-2, D.4.3).</summary>
/// <param name="path">Where it stands in the rule.</param>
/// <param name="field">The field; null where only the resource tells which it is.</param>
/// <param name="written">The field as it is written.</param>
/// <param name="operation">The operator.</param>
/// <param name="operand">What it compares with.</param>
internal sealed class FieldCondition(string path, FieldReference? field, Operand written, PolicyOperator operation, Operand operand) : Condition(path)
{
    // A location of the rule that is the same for every resource is brought to its one spelling once.
    private readonly Value? knownLocation = field is { IsLocation: true } && operand.Known is { } known ? Location(known) : null;

    public override Subjects Subjects { get; } = SubjectsOf(field);

    public override Truth Judge(PolicyRun run)
    {
        if ((field ?? Named(run)) is not { } named) return Truth.Unknown;
        Selection selection = run.Read(named);
        Value right = operand.For(run);
        (Truth truth, Value shown) = selection.IsCollection ? All(selection, right) : (One(named, selection[0], right), selection[0]);
        if (run.Trace is { } trace)
        {
            if (selection.IsCollection && truth == Truth.True) shown = selection.AsValue();
            string? cause = truth == Truth.Unknown ? Causes.Of(selection.Open ?? shown, right) : null;
            trace.Add(new PolicyTrace(Path, named.Text, PolicyOperators.NameOf(operation), right, shown, truth, cause));
        }

        return truth;
    }

    public override Truth Concerns(PolicyRun run, Subjects known) =>
        field is not null && (Subjects & known) != Subjects.None ? Comparison.Of(operation, run.Read(field)[0], operand.For(run)) : Truth.Unknown;

    private static Subjects SubjectsOf(FieldReference? field) => field is not { Kind: FieldKind.Root, Parts: [var name] } ? Subjects.Anything : name.ToLowerInvariant() switch
    {
        "type" => Subjects.Type,
        "name" => Subjects.Name,
        "kind" => Subjects.Kind,
        _ => Subjects.Anything,
    };

    private FieldReference? Named(PolicyRun run)
    {
        Value name = written.For(run);
        if (name is LiteralValue { Text: var text } && FieldReference.Parse(text) is { } named) return named;
        run.Trace?.Add(new PolicyTrace(Path, "field", PolicyOperators.NameOf(operation), MissingValue.Instance, name, Truth.Unknown, Causes.Of(name) ?? "the field has no name"));
        return null;
    }

    private (Truth Truth, Value Shown) All(in Selection selection, Value right)
    {
        Truth truth = selection.Open is null ? Truth.True : Truth.Unknown;
        Value shown = MissingValue.Instance;
        for (int at = 0; at < selection.Count && truth != Truth.False; at++)
        {
            Truth one = Comparison.Of(operation, selection[at], right, isMember: true);
            if (one < truth) (truth, shown) = (one, selection[at]);
        }

        return (truth, shown);
    }

    private Truth One(FieldReference named, Value value, Value right) =>
        named.IsLocation ? Comparison.Of(operation, Location(value), knownLocation ?? Location(right)) : Comparison.Of(operation, value, right);

    // Regions are compared by what they are called in both ways: East US 2 is eastus2.
    private static Value Location(Value value) => value switch
    {
        StringValue text when text.Text.Contains(' ', StringComparison.Ordinal) => new StringValue(text.Text.Replace(" ", string.Empty, StringComparison.Ordinal), text.Location),
        ArrayValue array => new ArrayValue([.. array.Items.Select(Location)], array.Rest, array.Location),
        _ => value,
    };
}
