using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Policy;

/// <summary>Says why a value is not known.</summary>
internal static class Causes
{
    /// <summary>The first cause; null where the value is known.</summary>
    public static string? Of(Value value) => value switch
    {
        UnresolvedValue { Causes: [var first, ..] } => first.Text,
        UnresolvedValue unresolved => unresolved.Expression,
        ChoiceValue choice => choice.Condition.Text,
        RedactedValue => "a secret that was taken out",
        ArrayValue { Rest: { } rest } => Of(rest),
        ObjectValue { Rest: { } rest } => Of(rest),
        StringValue { Text: var text } when Placeholder.IsIn(text) => "an id in a scope that is not known",
        _ => null,
    };
}
