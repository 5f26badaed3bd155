using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Tells secrets that a file itself holds from those that come to it.</summary>
internal static class LiteralSecret
{
    /// <summary>True where the text stands in the file itself and is neither empty nor a slot to be filled. What a parameter gives is judged where it is given.</summary>
    public static bool IsIn(Value value)
    {
        if (value.Origins.Members.Any(static o => o.Kind is OriginKind.Parameter or OriginKind.KeyVaultReference)) return false;
        return IsText(value);
    }

    /// <summary>True for a known text that is neither empty nor a slot to be filled, and for one that was taken out before.</summary>
    public static bool IsText(Value value) => value is RedactedValue || (value.AsText() is { Length: > 0 } text && !Placeholders.IsSlot(text));

    public static bool IsWellKnown(Value value) => value.AsText() is { } text && Placeholders.IsWellKnownDefault(text);

    /// <summary>True where something within the value could not be evaluated, so that it may be a literal after all.</summary>
    public static bool MayBe(Value value) => value is UnresolvedValue { Origins.IsSecure: false } unresolved
        && unresolved.Causes.Any(static c => c.Kind is not (CauseKind.ParameterWithoutValue or CauseKind.RuntimeFunction or CauseKind.Condition));
}
