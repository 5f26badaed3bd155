using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A member of an array, or of a list of values, that a count looks at.</summary>
/// <param name="Array">What leads to the array, as <see cref="FieldReference.Arrays"/> has it; empty for a list of values.</param>
/// <param name="Name">The name of a list of values, or the alias as it is written.</param>
/// <param name="Member">The member.</param>
/// <param name="Outer">The count that this one stands in; null for none.</param>
internal sealed record CountedMember(string Array, string Name, Value Member, CountedMember? Outer)
{
    /// <summary>The member that stands for an array within what is counted; null where that array is not being counted.</summary>
    public static CountedMember? Of(CountedMember? innermost, string array)
    {
        for (CountedMember? one = innermost; one is not null; one = one.Outer)
        {
            if (one.Array == array) return one;
        }

        return null;
    }

    /// <summary>The member of the count of that name or alias; null where there is none around.</summary>
    public static CountedMember? Called(CountedMember? innermost, string name)
    {
        for (CountedMember? one = innermost; one is not null; one = one.Outer)
        {
            if (string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)) return one;
        }

        return null;
    }
}
