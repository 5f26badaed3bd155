using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Policies;

/// <summary>The values that an assignment gives to parameters. Pure.</summary>
internal static partial class PolicyValues
{
    private const string CategoryGroup = "categoryGroup";
    private const string AllLogs = "allLogs";

    // The definitions that log by category group: to Log Analytics, an event hub, and storage (azure-facts, D.1).
    private static readonly string[] ByCategoryGroup = ["85779c9a-7fdf-4294-937c-ded183166fa8", "60ad0a9f-f760-45ff-ab94-4c64d7439f18", "c600af08-49ff-4f7a-b5c9-0686749387b7"];

    /// <summary>The values to be written.</summary>
    /// <param name="policy">What is assigned.</param>
    /// <param name="effect">The effect that is asked for; null for none.</param>
    /// <param name="given">Values by name.</param>
    /// <param name="standing">The values of an assignment that is there, as <c>{ name: { value } }</c>.</param>
    /// <exception cref="AciProblemException">A value is missing, not known, of the wrong type, or not allowed. Nothing may be written then.</exception>
    public static JsonObject Of(PolicyText policy, string? effect, IReadOnlyDictionary<string, object?> given, Value standing)
    {
        var values = new Dictionary<string, Value>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? value) in given) values[NameOf(policy, name)] = Fitted(policy, name, ValueTree.From(value, new SourceFile(null, "-Parameter")));
        if (effect is not null) values[EffectParameter(policy) ?? throw NoEffect(policy)] = new StringValue(Spelled(policy, effect));
        if (ByCategoryGroup.Contains(policy.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (values.TryGetValue(CategoryGroup, out Value? group) && !group.Is(AllLogs))
                throw Wrong(policy, $"The category group '{group.AsText()}' holds nothing of container groups: the policy would deploy settings that log nothing, and call them compliant.", $"Leave {CategoryGroup} out: {AllLogs} is passed.");
            values[CategoryGroup] = new StringValue(AllLogs);
        }

        var all = new Dictionary<string, Value>(values, StringComparer.OrdinalIgnoreCase);
        foreach (Property property in (standing as ObjectValue)?.Properties ?? []) all.TryAdd(property.Name, property.Value["value"]);
        if (ParameterChecks.FaultsOf(policy.Parameters, all).FirstOrDefault() is { } fault) throw Wrong(policy, fault.Message, Advice(policy));

        var made = new JsonObject();
        foreach ((string name, Value value) in values) made[name] = new JsonObject { ["value"] = JsonText.TreeOf(value) };
        return made;
    }

    /// <summary>The parameter that the effect is given by; null where there is none, or more than one.</summary>
    public static string? EffectParameter(PolicyText policy) => policy.IsSet
        ? policy.Parameters.Properties.Select(static one => one.Name).FirstOrDefault(static name => name.Equals("effect", StringComparison.OrdinalIgnoreCase))
        : ParameterOf(policy.Then["effect"]) is { } name ? NameOf(policy, name) : null;

    /// <summary>The parameter that an expression takes its value from; null for any other text.</summary>
    public static string? ParameterOf(Value value) => value.AsText() is { } text && ParameterForm().Match(text) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>The value that a parameter has: the one given, or its default.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="values">Values as <c>{ name: { value } }</c>.</param>
    public static Value ValueOf(PolicyText policy, string name, Value values) => values[name]["value"] is { IsMissing: false } given ? given : policy.Parameters[name]["defaultValue"];

    private static string NameOf(PolicyText policy, string name) => policy.Parameters.Properties.Select(static one => one.Name).FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    // One member of a list is easily given without being made a list.
    private static Value Fitted(PolicyText policy, string name, Value value) =>
        policy.Parameters[name]["type"].Is("Array") && value is LiteralValue ? new ArrayValue([value]) : value;

    // A person writes deny, and the service counts letters: it is spelled as the definition has it.
    private static string Spelled(PolicyText policy, string effect) =>
        policy.Parameters[EffectParameter(policy)!]["allowedValues"].Items.Select(static one => one.AsText()).FirstOrDefault(one => string.Equals(one, effect, StringComparison.OrdinalIgnoreCase)) ?? effect;

    private static AciProblemException NoEffect(PolicyText policy) => policy.IsSet
        ? Wrong(policy, "The initiative has no single parameter for the effect of its policies.", $"Leave out -Effect, or give with -Parameter one of {string.Join(", ", policy.Parameters.Properties.Select(static one => one.Name).Where(static name => name.Contains("effect", StringComparison.OrdinalIgnoreCase)).Take(5))}.")
        : Wrong(policy, $"The effect of the policy is fixed: {policy.Then["effect"].AsText()}.", "Leave out -Effect.");

    private static string Advice(PolicyText policy) => policy.Parameters.Properties.Count == 0
        ? "It has no parameters."
        : $"It takes {string.Join(", ", policy.Parameters.Properties.Select(static one => $"{one.Name} ({one.Value["type"].AsText()}{(one.Value is ObjectValue declared && declared.Find("defaultValue") is null ? ", needed" : string.Empty)})"))}.";

    private static AciProblemException Wrong(PolicyText policy, string message, string advice) => new(new AciProblem
    {
        Id = "AciPolicyParameterInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = $"{policy.Title}: {message} Nothing was written.",
        Target = policy.Name,
        Recommendation = advice,
    });

    [GeneratedRegex(@"^\[\s*parameters\(\s*'(?<name>[^']+)'\s*\)\s*\]$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ParameterForm();
}
