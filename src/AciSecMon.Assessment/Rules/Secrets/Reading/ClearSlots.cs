using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Judges slots that everyone who can read the group can read too.</summary>
internal static class ClearSlots
{
    /// <summary>Says Fail where a secret stands in the slot and Unknown where that cannot be told; nothing otherwise.</summary>
    /// <param name="judgement">Takes the result.</param>
    /// <param name="place">The slot.</param>
    /// <param name="value">What stands there.</param>
    /// <param name="slot">What the slot is called in a sentence.</param>
    /// <param name="name">The name that the value goes by, where that says something.</param>
    public static void Judge(Judgement judgement, Place place, Value value, string slot, string? name = null)
    {
        if (ClearSecret.Find(name, value) is { } secret)
        {
            judgement.FailSecret(place, value, secret.Kind, $"Everyone who can read the group can read {slot}: {secret.Reason}.", "No secret in clear", secret.Severity);
        }
        else if (IsOpen(value))
        {
            judgement.Unknown(place, value, $"Whether {slot} holds a secret could not be decided: {ValueText.WhyOpen(value)}.");
        }
    }

    /// <summary>As <see cref="Judge"/> for everything within a value, by the names within it.</summary>
    public static void JudgeParts(Judgement judgement, Place place, Value value, Func<string?, string> slotOf)
    {
        foreach (ValuePart part in ValueParts.Of(place, value)) Judge(judgement, part.Place, part.Choice ?? part.Value, slotOf(part.Name), part.Name);
    }

    /// <summary>True where the value is not known and that can hide a secret.</summary>
    public static bool IsOpen(Value value) => value switch
    {
        UnresolvedValue unresolved => !unresolved.Causes.All(IsPublicKnowledge),
        ChoiceValue => true,
        _ => false,
    };

    /// <summary>What the scope functions give is known to everyone who can read the group.</summary>
    private static bool IsPublicKnowledge(UnresolvedCause cause) => cause.Kind == CauseKind.RuntimeFunction
        && (Begins(cause, "resourceGroup(") || Begins(cause, "subscription(") || Begins(cause, "tenant(") || Begins(cause, "managementGroup(")
            || Begins(cause, "environment(") || Begins(cause, "resourceId(") || Begins(cause, "uniqueString(") || Begins(cause, "utcNow("));

    private static bool Begins(UnresolvedCause cause, string function) => cause.Text.StartsWith(function, StringComparison.OrdinalIgnoreCase);
}
