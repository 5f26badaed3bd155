using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What a document holds of policies, and what is wrong with it.</summary>
internal sealed class PolicyDocument
{
    public IReadOnlyList<PolicyDefinition> Definitions { get; init; } = [];

    public IReadOnlyList<PolicySet> Sets { get; init; } = [];

    public IReadOnlyList<PolicyAssignment> Assignments { get; init; } = [];

    public IReadOnlyList<PolicyExemption> Exemptions { get; init; } = [];

    public IReadOnlyList<PolicyFault> Faults { get; init; } = [];

    /// <summary>True where there is nothing of policies in it.</summary>
    public bool IsEmpty => Definitions.Count + Sets.Count + Assignments.Count + Exemptions.Count == 0;
}

/// <summary>
/// Reads definitions, initiatives, assignments and exemptions in every form that they are kept in: a resource, its properties alone, a list of them, what <c>az policy definition show</c> and the
/// repository of Microsoft's definitions write, and the resources of a template.
/// </summary>
internal static class PolicyReader
{
    /// <summary>Reads a document.</summary>
    /// <param name="root">Its root.</param>
    /// <param name="name">What to call a definition that has no name, such as that of its file.</param>
    public static PolicyDocument Read(Value root, string name)
    {
        List<PolicyDefinition> definitions = [];
        List<PolicySet> sets = [];
        List<PolicyAssignment> assignments = [];
        List<PolicyExemption> exemptions = [];
        List<PolicyFault> faults = [];
        foreach ((ObjectValue item, string path) in ItemsOf(root))
        {
            ObjectValue properties = item["properties"] as ObjectValue ?? item;
            if (Is(item, PolicyIds.ExemptionType) || properties.Find("policyAssignmentId") is not null) Add(exemptions, PolicyExemption.Of(item));
            else if (Is(item, PolicyIds.AssignmentType) || (properties.Find("policyDefinitionId") is not null && properties.Find("policyRule") is null)) Add(assignments, PolicyAssignment.Of(item));
            else if (Is(item, PolicyIds.SetType) || properties.Find("policyDefinitions") is not null) sets.Add(SetOf(item, properties, name));
            else if (Is(item, PolicyIds.DefinitionType) || properties.Find("policyRule") is not null || properties.Find("if") is not null) Add(definitions, faults, item, properties, name, path);
        }

        var document = new PolicyDocument { Definitions = definitions, Sets = sets, Assignments = assignments, Exemptions = exemptions, Faults = faults };
        if (document.IsEmpty && faults.Count == 0) faults.Add(new PolicyFault("$", "There is no policy definition, initiative, assignment or exemption in it.", root.Location));
        return document;
    }

    private static void Add<T>(List<T> all, T? one)
        where T : class
    {
        if (one is not null) all.Add(one);
    }

    private static IEnumerable<(ObjectValue Item, string Path)> ItemsOf(Value root)
    {
        if (root is ArrayValue list) return list.Items.OfType<ObjectValue>().Select(static (item, at) => (item, FormattableString.Invariant($"$[{at}]")));
        if (root is not ObjectValue obj) return [];
        if (obj["resources"] is ArrayValue resources) return resources.Items.OfType<ObjectValue>().Select(static (item, at) => (item, FormattableString.Invariant($"$.resources[{at}]")));
        return obj["value"] is ArrayValue values ? values.Items.OfType<ObjectValue>().Select(static (item, at) => (item, FormattableString.Invariant($"$.value[{at}]"))) : [(obj, "$")];
    }

    private static bool Is(ObjectValue item, string type) => item["type"].Is(type) || (item["id"].AsText()?.Contains($"/{type}/", StringComparison.OrdinalIgnoreCase) ?? false);

    private static void Add(List<PolicyDefinition> definitions, List<PolicyFault> faults, ObjectValue item, ObjectValue properties, string name, string path)
    {
        Value rule = properties.Find("if") is not null ? properties : properties["policyRule"];
        string at = ReferenceEquals(rule, properties) ? path : ReferenceEquals(properties, item) ? $"{path}.policyRule" : $"{path}.properties.policyRule";
        if (rule is not ObjectValue { } written)
        {
            faults.Add(new PolicyFault(at, "The rule has to be an object.", rule.Location));
            return;
        }

        foreach (string part in new[] { "if", "then" })
        {
            if (written.Find(part) is null) faults.Add(new PolicyFault(at, $"The rule has no '{part}'.", written.Location));
        }

        string called = item["name"].AsText() ?? name;
        definitions.Add(new PolicyDefinition
        {
            Id = item["id"].AsText(),
            Name = called,
            DisplayName = properties["displayName"].AsText() ?? called,
            Description = properties["description"].AsText(),
            Mode = properties["mode"].AsText() ?? "Indexed",
            Version = properties["version"].AsText() ?? properties["metadata"]["version"].AsText(),
            Kind = properties["policyType"].AsText(),
            Category = properties["metadata"]["category"].AsText(),
            Parameters = properties["parameters"] as ObjectValue ?? ObjectValue.Empty,
            Rule = written,
            Raw = item,
        });
    }

    private static PolicySet SetOf(ObjectValue item, ObjectValue properties, string name) => new()
    {
        Id = item["id"].AsText(),
        Name = item["name"].AsText() ?? name,
        DisplayName = properties["displayName"].AsText() ?? item["name"].AsText() ?? name,
        Description = properties["description"].AsText(),
        Version = properties["version"].AsText() ?? properties["metadata"]["version"].AsText(),
        Parameters = properties["parameters"] as ObjectValue ?? ObjectValue.Empty,
        Members =
        [
            .. properties["policyDefinitions"].Items.Select(static (member, at) => new PolicySetMember(
                member["policyDefinitionId"].AsText() ?? string.Empty, member["policyDefinitionReferenceId"].AsText() ?? FormattableString.Invariant($"{at}"),
                member["parameters"] as ObjectValue ?? ObjectValue.Empty, [.. member["groupNames"].Items.Select(static group => group.AsText()).OfType<string>()],
                member["definitionVersion"].AsText())),
        ],
        Raw = item,
    };
}
