using System.Reflection;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>The module's own policy definitions: files that can be deployed as they are, and that say what rules of the module say.</summary>
internal static class PolicyLibrary
{
    private const string Folder = "policies/";

    private static readonly Lazy<IReadOnlyList<PolicyDefinition>> Loaded = new(static () =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(static name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)]);

    /// <summary>The definitions, in the order of their names.</summary>
    public static IReadOnlyList<PolicyDefinition> All => Loaded.Value;

    /// <summary>The rule of the module that says the same as a definition.</summary>
    public static string RuleOf(PolicyDefinition definition) => definition.Raw["properties"]["metadata"]["acisecmon"]["rule"].AsText() ?? string.Empty;

    /// <summary>A definition as it is shown.</summary>
    public static AciPolicyDefinition ToContract(PolicyDefinition definition) => new()
    {
        Name = definition.Name,
        DisplayName = definition.DisplayName,
        Description = definition.Description ?? string.Empty,
        Origin = AciPolicyOrigin.Module,
        Mode = definition.Mode,
        Effect = [.. definition.Parameters["effect"]["allowedValues"].Items.Select(static effect => effect.AsText()).OfType<string>()],
        Parameter = [.. definition.Parameters.Properties.Where(static parameter => parameter.Name != "effect").Select(static parameter => $"{parameter.Name} ({parameter.Value["type"].AsText()})")],
        RuleId = RuleOf(definition),
        Deployable = Enum.TryParse(definition.Raw["properties"]["metadata"]["acisecmon"]["deployable"].AsText(), out AciPolicyDeployable known) ? known : AciPolicyDeployable.Unconfirmed,
        Json = TextOf(definition.Name),
    };

    private static PolicyDefinition Read(string resource) =>
        PolicyReader.Read(JsonDocumentReader.Read(new SourceFile(null, resource), TextOf(resource[Folder.Length..^".json".Length])).Root, resource).Definitions[0];

    private static string TextOf(string name)
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Folder}{name}.json")!);
        return text.ReadToEnd();
    }
}
