using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>
/// Texts in braces that stand in resource ids for the subscription and the resource group of a deployment whose scope nobody told us:
/// <c>/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/...</c>. Two expressions for one resource so give one id, which rules need that
/// follow references. Only ids hold them: alone, the subscription's id and the group's name stay unresolved, and so does whatever is made of
/// the very characters of such an id.
/// </summary>
internal static class Placeholder
{
    public const string Subscription = "{subscriptionId}";
    public const string ResourceGroup = "{resourceGroup}";
    public const string ManagementGroup = "{managementGroup}";

    private static readonly string[] Beginnings = ["{subscriptionId", "{resourceGroup", "{managementGroup"];

    /// <summary>True where a placeholder stands in the text.</summary>
    public static bool IsIn(string text) => text.Contains('{', StringComparison.Ordinal) && HasBeginning(text);

    // By itself, for every text is asked and a closure would be made for each.
    private static bool HasBeginning(string text) => Array.Exists(Beginnings, beginning => text.Contains(beginning, StringComparison.OrdinalIgnoreCase));

    /// <summary>The text that a value has or that stands for it within an id; null where there is none.</summary>
    public static string? TextOf(Value value) => value switch
    {
        LiteralValue literal => literal.Text,
        UnresolvedValue { Source: EvaluatedExpression { Placeholder: { } placeholder } } => placeholder,
        _ => null,
    };

    /// <summary>The cause of something that cannot be made of a text with a placeholder in it.</summary>
    public static UnresolvedCause CauseOf(string text)
    {
        if (text.Contains(Beginnings[1], StringComparison.OrdinalIgnoreCase)) return new(CauseKind.RuntimeFunction, "resourceGroup()");
        return new(CauseKind.RuntimeFunction, text.Contains(Beginnings[0], StringComparison.OrdinalIgnoreCase) ? "subscription()" : "managementGroup()");
    }
}
