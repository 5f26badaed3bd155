using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Rules.Identity;

/// <summary>
/// Compares values that hold resource ids. Case does not count. A template whose scope nobody told has placeholders such as <c>{subscriptionId}</c> in its ids: they are
/// equal to themselves and may be equal to any other segment.
/// </summary>
internal static class ResourceIdMatch
{
    /// <summary>True where both name the same resource, false where they do not, null where that cannot be told.</summary>
    public static bool? Compare(Value first, Value second)
    {
        if (first.AsText() is { } a && second.AsText() is { } b) return Compare(a, b);
        return ReferenceEquals(first, second) || IsSameExpression(ValueText.ExpressionOf(first), ValueText.ExpressionOf(second)) ? true : null;
    }

    /// <summary>True where both are the same id, false where they are not, null where that cannot be told.</summary>
    public static bool? Compare(string first, string second)
    {
        string[] a = first.Trim('/').Split('/');
        string[] b = second.Trim('/').Split('/');
        if (a.Length != b.Length) return false;
        bool? isSame = true;
        for (int i = 0; i < a.Length && isSame != false; i++)
        {
            if (!string.Equals(a[i], b[i], StringComparison.OrdinalIgnoreCase)) isSame = IsPlaceholder(a[i]) || IsPlaceholder(b[i]) ? null : false;
        }

        return isSame;
    }

    private static bool IsPlaceholder(string segment) => segment.StartsWith('{') && segment.EndsWith('}');

    // Where literals were left out of an expression, two that read alike may not be the same.
    private static bool IsSameExpression(string? first, string? second) =>
        first is not null && !first.Contains("...", StringComparison.Ordinal) && string.Equals(first, second, StringComparison.Ordinal);
}
