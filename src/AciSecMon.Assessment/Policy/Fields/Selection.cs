using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What a field selects of a resource: one value of a plain field, which may be missing, and those of all members of a field with <c>[*]</c>.</summary>
/// <param name="isCollection">True for a field with <c>[*]</c>.</param>
internal struct Selection(bool isCollection)
{
    // Almost every field selects one value or none, and for those no list is made.
    private Value? first;
    private List<Value>? all;

    /// <summary>True for a field with <c>[*]</c>.</summary>
    public readonly bool IsCollection => isCollection;

    /// <summary>How many values there are.</summary>
    public readonly int Count => all?.Count ?? (first is null ? 0 : 1);

    /// <summary>What keeps further members from being known; null where all are.</summary>
    public Value? Open { get; private set; }

    public readonly Value this[int index] => all is null ? first! : all[index];

    /// <summary>The value of a plain field.</summary>
    public static Selection Of(Value value) => new(isCollection: false) { first = value };

    public void Add(Value value)
    {
        if (first is null) first = value;
        else (all ??= [first]).Add(value);
    }

    /// <summary>Says why there may be more values.</summary>
    public void LeaveOpen(Value? cause) => Open ??= cause;

    /// <summary>What <c>field()</c> gives: the value, an empty text where it is missing (POLDOC), or the members that are there.</summary>
    public readonly Value AsValue()
    {
        if (!IsCollection) return this[0].IsMissing ? new StringValue(string.Empty) : this[0];
        List<Value> present = new(Count);
        for (int at = 0; at < Count; at++)
        {
            if (!this[at].IsMissing) present.Add(this[at]);
        }

        return new ArrayValue(present, Open as UnresolvedValue ?? (Open as ChoiceValue)?.ToUnresolved());
    }
}
