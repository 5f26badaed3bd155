using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>The effects that a rule may have. Their names ignore case (azure-facts-2, D.4.1).</summary>
internal static class PolicyEffects
{
    public const string Disabled = "disabled";

    private static readonly Dictionary<string, string> Names = new[]
    {
        "append", "audit", "auditIfNotExists", "deny", "denyAction", "deployIfNotExists", Disabled, "manual", "modify", "addToNetworkGroup", "mutate", "auditAction",
    }.ToDictionary(static name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>An effect as the documentation writes it; null where the value is none.</summary>
    public static string? NameOf(Value effect) => effect.AsText() is { Length: > 0 } text ? Names.GetValueOrDefault(text, text) : null;

    /// <summary>True where there is such an effect.</summary>
    public static bool IsEffect(string name) => Names.ContainsKey(name);

    /// <summary>True for effects that look at related resources, and are about nothing where the condition does not hold.</summary>
    public static bool IsLooking(string? name) => name is "auditIfNotExists" or "deployIfNotExists";
}
