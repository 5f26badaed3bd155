using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;

namespace AciSecMon.Assessment.Rules;

/// <summary>Turns a value into the text that may be shown of it. Every value that leaves the assessment goes through here.</summary>
internal sealed class EvidenceText(SecretTag tags)
{
    private const int LongestText = 256;

    /// <summary>The text; null where nothing is to be shown.</summary>
    /// <param name="value">The value.</param>
    /// <param name="kind">How it may be shown. A plain value is still described where a secure input went into it or where it looks like a secret.</param>
    /// <param name="secretKind">Kind of secret, where it is known.</param>
    public string? Of(Value value, EvidenceKind kind, string? secretKind = null) => kind == EvidenceKind.None ? null : value switch
    {
        LiteralValue literal => OfLiteral(literal, kind, secretKind),
        RedactedValue redacted => SecretTag.Describe(redacted),
        MissingValue => "not set",
        ChoiceValue choice => choice.ToUnresolved().Expression,
        UnresolvedValue unresolved => unresolved.Expression,
        ArrayValue array => Count(array.Items.Count, "item", "items", array.Rest is not null),
        ObjectValue thing => Count(thing.Properties.Count, "property", "properties", thing.Rest is not null),
        _ => null,
    };

    private string OfLiteral(LiteralValue literal, EvidenceKind kind, string? secretKind)
    {
        string text = literal.Text;
        if (kind == EvidenceKind.Secret || literal.Origins.IsSecure) return tags.Describe(secretKind ?? SecretShapes.KindOf(text) ?? SecretKinds.Secret, text);
        if (SecretShapes.KindOf(text) is { } shape) return tags.Describe(shape, text);
        return text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "...");
    }

    private static string Count(int count, string one, string many, bool isOpen) =>
        (count, isOpen) switch
        {
            (0, false) => $"no {many}",
            (1, false) => $"1 {one}",
            (_, false) => $"{count} {many}",
            (0, true) => $"{many} that are not known",
            (_, true) => $"{count} known {(count == 1 ? one : many)} and more that are not known",
        };
}
