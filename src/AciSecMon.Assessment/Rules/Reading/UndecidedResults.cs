using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules;

/// <summary>Says Unknown in the right way: some values could be read better, and some only their owner can set right.</summary>
internal static class UndecidedResults
{
    /// <summary>
    /// The rule could not be decided because of this value: where it is unresolved, its causes are named; where it is something that the slot does not take,
    /// <paramref name="expected"/> says what to write.
    /// </summary>
    public static void Undecided(this Judgement judgement, Place place, Value value, string message, string expected)
    {
        if (value.IsUnresolved) judgement.Unknown(place, value, message);
        else judgement.Unknown(place, value, message, expected);
    }
}
