using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// Template expressions that stand in a resource outside of its template, as in a fragment or a preview of a deployment: nothing there can evaluate
/// them, and their text is not the value.
/// </summary>
internal static class ExpressionText
{
    /// <summary>The resource with expressions unresolved.</summary>
    public static ObjectValue Unresolve(ObjectValue resource) => (ObjectValue)ValueMapping.Map(resource, Unresolve);

    private static Value Unresolve(Value value)
    {
        if (value is not StringValue { Text: ['[', _, .., ']'] } text || FunctionOf(text.Text) is not { } function) return value;
        string shown = $"[{function}(...)]";
        return new UnresolvedValue(shown, new UnresolvedCause(CauseKind.NotSupported, shown, text.Location), text.Location, text.Origins);
    }

    /// <summary>Name of the function that the text calls first; null where the text is no expression.</summary>
    private static string? FunctionOf(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 2 || text.IndexOf(')', open) < 0) return null;
        string name = text[1..open].Trim();
        return name.Length is > 0 and <= 60 && char.IsAsciiLetter(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.') ? name : null;
    }
}
