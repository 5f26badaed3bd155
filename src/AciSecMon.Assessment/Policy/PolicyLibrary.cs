using System.Reflection;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// The module's own policies: definitions that can be deployed as they are and say what rules of the module say, and the initiative that groups them, a template.
/// </summary>
internal static class PolicyLibrary
{
    /// <summary>Name of the initiative.</summary>
    public const string InitiativeName = "acisecmon-container-groups";

    private const string Folder = "policies/";

    private static readonly Lazy<PolicyDocument> Loaded = new(static () =>
    {
        string[] names = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(static name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        PolicyDocument[] documents = [.. names.Select(static name => Read(name[Folder.Length..^".json".Length]))];
        return new PolicyDocument { Definitions = [.. documents.SelectMany(static one => one.Definitions)], Sets = [.. documents.SelectMany(static one => one.Sets)] };
    });

    /// <summary>The definitions, in the order of their names.</summary>
    public static IReadOnlyList<PolicyDefinition> All => Loaded.Value.Definitions;

    /// <summary>The initiative that groups them. The ids of its definitions stand for a subscription that is not known.</summary>
    public static PolicySet Initiative => Loaded.Value.Sets[0];

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
        Effect = EffectsOf(definition.Parameters),
        Parameter = ParametersOf(definition.Parameters),
        RuleId = RuleOf(definition),
        Deployable = DeployableOf(definition),
        Json = TextOf(definition.Name),
    };

    /// <summary>The initiative as it is shown.</summary>
    public static AciPolicyDefinition ToContract(PolicySet initiative) => new()
    {
        Name = initiative.Name,
        DisplayName = initiative.DisplayName,
        Description = initiative.Description ?? string.Empty,
        Origin = AciPolicyOrigin.Module,
        IsInitiative = true,
        Member = [.. initiative.Members.Select(static member => PolicyIds.NameOf(member.DefinitionId))],
        Effect = EffectsOf(initiative.Parameters),
        Parameter = ParametersOf(initiative.Parameters),
        Deployable = All.All(static one => DeployableOf(one) == AciPolicyDeployable.Confirmed) ? AciPolicyDeployable.Confirmed : AciPolicyDeployable.Unconfirmed,
        Json = TextOf(initiative.Name),
    };

    private static string[] EffectsOf(ObjectValue parameters) => [.. parameters["effect"]["allowedValues"].Items.Select(static effect => effect.AsText()).OfType<string>()];

    private static string[] ParametersOf(ObjectValue parameters) => [.. parameters.Properties.Where(static parameter => parameter.Name != "effect").Select(static parameter => $"{parameter.Name} ({parameter.Value["type"].AsText()})")];

    private static AciPolicyDeployable DeployableOf(PolicyDefinition definition) =>
        Enum.TryParse(definition.Raw["properties"]["metadata"]["acisecmon"]["deployable"].AsText(), out AciPolicyDeployable known) ? known : AciPolicyDeployable.Unconfirmed;

    private static PolicyDocument Read(string name)
    {
        var source = new SourceFile(null, name);
        return PolicyReader.Read(PolicyTemplate.Read(JsonDocumentReader.Read(source, TextOf(name)), CancellationToken.None), name);
    }

    private static string TextOf(string name)
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Folder}{name}.json")!);
        return text.ReadToEnd();
    }
}
