using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>The member of an array, or of a list of values, that a count looks at.</summary>
/// <param name="array">What leads to the array, as <see cref="FieldReference.Arrays"/> has it; empty for a list of values.</param>
/// <param name="name">The name of a list of values, or the alias as it is written.</param>
/// <param name="outer">The count that this one stands in; null for none.</param>
internal sealed class CountedMember(string array, string name, CountedMember? outer)
{
    private readonly string array = array;
    private readonly string name = name;
    private readonly CountedMember? outer = outer;

    /// <summary>The member whose turn it is.</summary>
    public Value Member { get; set; } = MissingValue.Instance;

    /// <summary>The member that stands for an array within what is counted; null where that array is not being counted.</summary>
    public static CountedMember? Of(CountedMember? innermost, string wanted)
    {
        for (CountedMember? one = innermost; one is not null; one = one.outer)
        {
            if (one.array == wanted) return one;
        }

        return null;
    }

    /// <summary>The member of the count of that name or alias; null where there is none around.</summary>
    public static CountedMember? Called(CountedMember? innermost, string wanted)
    {
        for (CountedMember? one = innermost; one is not null; one = one.outer)
        {
            if (string.Equals(one.name, wanted, StringComparison.OrdinalIgnoreCase)) return one;
        }

        return null;
    }
}
