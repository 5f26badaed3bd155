using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Why a value in a slot that everyone can read counts as a secret.</summary>
/// <param name="Kind">Kind of secret.</param>
/// <param name="Reason">Why, as the end of a sentence.</param>
/// <param name="Severity">The severity where it differs from the rule's.</param>
internal sealed record ClearSecret(string Kind, string Reason, AciSeverity? Severity = null)
{
    /// <summary>By everything that can speak for it: what flowed into it, its look, and the name that it goes by.</summary>
    public static ClearSecret? Find(string? name, Value value) => ByFlow(value) ?? ByLook(value) ?? (name is null ? null : ByName(name, value));

    /// <summary>A secure input flowed into it. Holds whether or not the value itself is known.</summary>
    public static ClearSecret? ByFlow(Value value)
    {
        if (!value.Origins.IsSecure || value.IsMissingOrEmpty()) return null;
        string kind = value is RedactedValue { Kind.Length: > 0 } redacted ? redacted.Kind : value.AsText() is { } text ? SecretShapes.KindOf(text) ?? SecretKinds.Secret : SecretKinds.Secret;
        return new(kind, $"it comes from {SecretWords.SecureSources(value.Origins)}");
    }

    /// <summary>A known text looks like a secret; what was taken out before counts as what it was.</summary>
    public static ClearSecret? ByLook(Value value)
    {
        if (value is RedactedValue redacted) return new(redacted.Kind.Length == 0 ? SecretKinds.Secret : redacted.Kind, "a secret stood there and was taken out before it was read");
        if (value.AsText() is not { } text) return null;
        if (SecretShapes.CertainKindOf(text) is { } kind) return new(kind, $"it looks like {SecretWords.A(kind)}");
        return SecretShapes.KindOf(text) is { } likely ? new(likely, $"it is {SecretWords.A(likely)}, as keys and tokens are", AciSeverity.Medium) : null;
    }

    /// <summary>
    /// The name says so, and the value does not show otherwise. A value that is not known counts where there will be one: whatever it is, it will stand in a clear
    /// slot under that name.
    /// </summary>
    public static ClearSecret? ByName(string name, Value value)
    {
        SecretName says = SecretNames.Classify(name);
        if (says.Strength == SecretNameStrength.None || value.IsMissingOrEmpty() || !MayBeSecret(value, says)) return null;
        return says.Strength == SecretNameStrength.Weak
            ? new(says.Kind, $"its name says that it may be {SecretWords.A(says.Kind)}", AciSeverity.Low)
            : new(says.Kind, $"its name says that it is {SecretWords.A(says.Kind)}");
    }

    private static bool MayBeSecret(Value value, SecretName says) => value switch
    {
        UnresolvedValue or ChoiceValue => value.IsSet() == true,
        LiteralValue literal => Placeholders.IsSlot(literal.Text) || Credentials.CanBeSecret(literal.Text, says.Kind),
        _ => true,
    };
}
