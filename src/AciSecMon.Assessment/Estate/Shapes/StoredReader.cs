using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// Reads the properties of a stored group. Expressions that stood for values come back unresolved; where anything was unresolved, an empty list may
/// have been one that could not be seen, so that it is open.
/// </summary>
internal sealed class StoredReader
{
    private readonly ObjectValue record;
    private readonly HashSet<string> expressions;

    public StoredReader(ObjectValue record)
    {
        this.record = record;
        expressions = new(record["Unresolved"].Items.Select(static e => e.AsText()).OfType<string>(), StringComparer.Ordinal);
    }

    private bool HasGaps => expressions.Count > 0 || record["Unresolved"].IsUnresolved || record.Find("Unresolved") is null;

    public UnresolvedValue Unknown(string property) => NotCarried.Of(property, $"a stored group does not carry {property}", record.Location);

    /// <summary>Nothing, where the group was known whole; otherwise not known.</summary>
    public Value Absent(string property) => HasGaps ? Unknown(property) : new MissingValue(record.Location);

    /// <summary>The rest of a list: null where the group was known whole.</summary>
    public UnresolvedValue? OpenRest(string property) => HasGaps ? Unknown(property) : null;

    public bool IsEmpty(string name) => record.Find(name) is { } value && (value.IsMissingOrEmpty() || (value is ArrayValue { Items.Count: 0 }));

    public Value Scalar(string name) => record.Find(name) is { } value ? ScalarOf(value, name) : Unknown(name);

    /// <summary>A scalar, or the expression that stood for one.</summary>
    public Value ScalarOf(Value value, string name = "value") => value switch
    {
        StringValue { Text.Length: 0 } or MissingValue => HasGaps && expressions.Contains(name) ? Unknown(name) : new MissingValue(record.Location),
        StringValue text when expressions.Contains(text.Text) => new UnresolvedValue(
            text.Text, new UnresolvedCause(CauseKind.NotCarried, text.Text, record.Location), record.Location),
        ObjectValue or ArrayValue => Unknown(name),
        _ => value,
    };

    /// <summary>A list of objects; where it was cut off on its way, it is not known.</summary>
    public Value Objects(string name, string property, Func<ObjectValue, Value> read) => record.Find(name) is { } list
        ? ListOf(list, property, item => item is ObjectValue known ? read(known) : Unknown(property))
        : Unknown(property);

    public Value List(string name, string property, Func<Value, Value> read) =>
        record.Find(name) is { } list ? ListOf(list, property, read) : Unknown(property);

    public Value ListOf(Value list, string property, Func<Value, Value> read) => list switch
    {
        ArrayValue array => new ArrayValue([.. array.Items.Select(read)], OpenRest(property), array.Location),
        ObjectValue single => new ArrayValue([read(single)], OpenRest(property), single.Location),
        StringValue { Text.Length: > 0 } single => new ArrayValue([read(single)], OpenRest(property), single.Location),
        MissingValue or StringValue => Absent(property),
        _ => Unknown(property),
    };
}
