using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Policy;

/// <summary>Shows verdicts to the outside. Never what may be a secret.</summary>
internal static class PolicyProjection
{
    private const int LongestText = 200;
    private const int MostItems = 10;

    private static readonly string[] Closed = ["environmentvariables", "command", "secret", "password", "key", "token", "ccepolicy", "configmap"];

    /// <summary>The trace as it may be shown.</summary>
    public static AciPolicyTrace ToContract(PolicyTrace trace) => new()
    {
        Path = trace.Path,
        Field = Short(trace.Field),
        Operator = trace.Operator,
        Expected = trace.Operator is null ? null : Shown(trace.Expected, isClosed: false),
        Actual = trace.Operator is null ? null : Shown(trace.Actual, IsClosed(trace.Field)),
        Result = trace.Result.ToString(),
        Cause = trace.Cause,
    };

    /// <summary>A change as it may be shown.</summary>
    public static AciPolicyChange ToContract(PolicyChange change) => new()
    {
        Operation = change.Operation,
        Field = change.Field,
        Value = change.Value.IsMissing ? null : Shown(change.Value, IsClosed(change.Field)),
    };

    // Texts below these names may hold anything; numbers and truth values may be shown all the same.
    private static bool IsClosed(string field) => Array.Exists(Closed, part => field.Contains(part, StringComparison.OrdinalIgnoreCase)) && !field.EndsWith(".name", StringComparison.OrdinalIgnoreCase);

    private static string Shown(Value value, bool isClosed) => value switch
    {
        MissingValue => "(missing)",
        StringValue { Text.Length: > 0 } text when isClosed => $"(a text of {LengthClass.Of(text.Text)} characters)",
        ArrayValue array => $"[{string.Join(", ", array.Items.Take(MostItems).Select(item => Shown(item, isClosed)))}{(array.Items.Count > MostItems || array.Rest is not null ? ", ..." : string.Empty)}]",
        ObjectValue obj => $"{{{string.Join(", ", obj.Properties.Take(MostItems).Select(static property => property.Name))}}}",
        _ => Short(ShownText.OfFreeText(value) ?? string.Empty),
    };

    private static string Short(string text) => text.Length > LongestText ? string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, LongestText)}...") : text;
}
