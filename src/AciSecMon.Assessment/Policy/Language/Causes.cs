using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Policy;

/// <summary>Says why a value is not known.</summary>
internal static class Causes
{
    /// <summary>Why a comparison is not known, whose two sides are these.</summary>
    public static string Of(Value left, Value right) => Of(left) ?? Of(right) ?? "the order of values of kinds that have no order";

    /// <summary>The first cause; null where the value is known.</summary>
    public static string? Of(Value value) => value switch
    {
        UnresolvedValue { Causes: [var first, ..] } => first.Text,
        UnresolvedValue unresolved => unresolved.Expression,
        ChoiceValue choice => choice.Condition.Text,
        RedactedValue => "a secret that was taken out",
        ArrayValue array => array.Items.Select(Of).FirstOrDefault(static cause => cause is not null) ?? (array.Rest is { } rest ? Of(rest) : null),
        ObjectValue obj => obj.Properties.Select(static property => Of(property.Value)).FirstOrDefault(static cause => cause is not null) ?? (obj.Rest is { } rest ? Of(rest) : null),
        StringValue { Text: var text } when Placeholder.IsIn(text) => "an id in a scope that is not known",
        _ => null,
    };
}
