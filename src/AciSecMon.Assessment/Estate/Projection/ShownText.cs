using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;

namespace AciSecMon.Assessment.Estate;

/// <summary>What of a value may be shown: never a secret, and never what looks like one. A marker stands in its place, which every reader understands.</summary>
internal static class ShownText
{
    private const string SecureInput = "secure input";

    /// <summary>The text of a setting, or the expression for it; null where it is absent.</summary>
    public static string? Of(Value value) => Of(value, SecretShapes.CertainKindOf);

    /// <summary>The text of something that people write freely, where even what looks drawn at random is hidden.</summary>
    public static string? OfFreeText(Value value) => Of(value, SecretShapes.KindOf);

    /// <summary>The text of something that a name describes, such as a tag.</summary>
    public static string? OfNamed(string name, Value value)
    {
        SecretName said = SecretNames.Classify(name);
        return Of(value, text => SecretShapes.KindOf(text) ?? (said.Strength == SecretNameStrength.Secret && text.Length > 0 ? said.Kind : null));
    }

    /// <summary>A name, hidden where it looks like a secret.</summary>
    public static string OfName(string name) => SecretShapes.CertainKindOf(name) is { } kind ? Marker(kind, name) : name;

    private static string? Of(Value value, Func<string, string?> kindOf) => value switch
    {
        LiteralValue { Origins.IsSecure: true } secret => Marker(SecureInput, secret.Text),
        LiteralValue literal => kindOf(literal.Text) is { } kind ? Marker(kind, literal.Text) : literal.Text,
        UnresolvedValue unresolved => unresolved.Expression,
        ChoiceValue choice => choice.ToUnresolved().Expression,
        RedactedValue redacted => redacted.ToString(),
        _ => null,
    };

    // Without a tag: tags belong to one assessment, and this text may be stored.
    private static string Marker(string kind, string secret) => new RedactedValue(kind.Replace(':', ' '), LengthClass.Of(secret), string.Empty).ToString();
}
