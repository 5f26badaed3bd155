using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules;

/// <summary>Names values in messages. Never gives the text of a secret.</summary>
internal static class ValueText
{
    /// <summary>The text of a known value, or the expression for one that is not known.</summary>
    public static string Of(Value value) => DisplayName.Of(PlaceKeys.NameOf(value));

    /// <summary>Why a value decides nothing, as the end of a sentence.</summary>
    public static string WhyOpen(Value value) => value switch
    {
        { IsUnresolved: true } => $"{Of(value)} is not known",
        RedactedValue => "the value was redacted",
        { IsMissing: true } => "the value is missing",
        _ => "the value is not one that belongs there",
    };

    /// <summary>The expression of a value that is not known; null for every other value.</summary>
    public static string? ExpressionOf(Value value) => value switch
    {
        ChoiceValue choice => choice.ToUnresolved().Expression,
        UnresolvedValue unresolved => unresolved.Expression,
        _ => null,
    };
}
