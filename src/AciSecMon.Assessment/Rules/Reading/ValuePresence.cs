using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Rules;

/// <summary>Says whether a property is set, which can be known of a value that is not.</summary>
internal static class ValuePresence
{
    /// <summary>Parts of expressions that can give nothing at all.</summary>
    private static readonly string[] MayGiveNothing = ["tryGet(", ".?", "[?", "if(", "null(", "coalesce(", "filter(", "..."];

    /// <summary>
    /// True where it has a value, false where it has none, null where that cannot be told. A required parameter, and what Azure computes, is a value whatever it
    /// will be; only a condition or an optional part can leave a property out.
    /// </summary>
    public static bool? IsSet(this Value value)
    {
        if (value.IsMissingOrEmpty()) return false;
        if (value is not UnresolvedValue unresolved) return value is ChoiceValue ? null : true;
        bool isGiven = unresolved.Causes.Count > 0 && unresolved.Causes.All(static c => c.Kind is CauseKind.ParameterWithoutValue or CauseKind.RuntimeFunction);
        return isGiven && !Array.Exists(MayGiveNothing, part => unresolved.Expression.Contains(part, StringComparison.OrdinalIgnoreCase)) ? true : null;
    }
}
