using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Policies;

/// <summary>The module's own definitions and its initiative, as they are made in Azure. Pure.</summary>
internal static class OwnPolicies
{
    /// <summary>The property of metadata that tells what the module made.</summary>
    public const string Mark = "acisecmon";

    /// <summary>A definition of the module by its name or title; null for none.</summary>
    public static PolicyDefinition? Find(string name) =>
        PolicyLibrary.All.FirstOrDefault(one => Is(one.Name, name) || Is(one.DisplayName, name));

    /// <summary>True for the name or the title of the initiative.</summary>
    public static bool IsInitiative(string name) => Is(PolicyLibrary.Initiative.Name, name) || Is(PolicyLibrary.Initiative.DisplayName, name);

    /// <summary>The names of all of them.</summary>
    public static IEnumerable<string> Names => PolicyLibrary.All.Select(static one => one.Name).Append(PolicyLibrary.Initiative.Name);

    /// <summary>A definition as it is assigned.</summary>
    public static PolicyText TextOf(PolicyDefinition definition, PolicyScope scope) => new()
    {
        Id = PathOf(scope, PolicyIds.DefinitionType, definition.Name),
        Name = definition.Name,
        Title = definition.DisplayName,
        IsOwn = true,
        Parameters = definition.Parameters,
        Then = definition.Rule["then"],
    };

    /// <summary>The initiative as it is assigned.</summary>
    public static PolicyText InitiativeText(PolicyScope scope)
    {
        PolicySet initiative = PolicyLibrary.Initiative;
        return new PolicyText
        {
            Id = PathOf(scope, PolicyIds.SetType, initiative.Name),
            Name = initiative.Name,
            Title = initiative.DisplayName,
            IsOwn = true,
            Parameters = initiative.Parameters,
            Members = [.. initiative.Members.Select(member => member with { DefinitionId = PathOf(scope, PolicyIds.DefinitionType, ResourceIds.LastSegment(member.DefinitionId)) })],
        };
    }

    /// <summary>The definitions that have to be there for one of the module's policies, itself included where it is one.</summary>
    public static IReadOnlyList<PolicyDefinition> DefinitionsOf(PolicyText own) =>
        own.Members is { } members ? [.. members.Select(static member => Find(ResourceIds.LastSegment(member.DefinitionId))!)] : [Find(own.Name)!];

    /// <summary>What is written for a definition.</summary>
    public static JsonObject BodyOf(PolicyDefinition definition) => new() { ["properties"] = JsonText.TreeOf(definition.Raw["properties"])! };

    /// <summary>What is written for the initiative.</summary>
    public static JsonObject BodyOf(PolicyText initiative)
    {
        Value properties = PolicyLibrary.Initiative.Raw["properties"];
        JsonObject metadata = JsonText.TreeOf(properties["metadata"]) as JsonObject ?? [];
        metadata[Mark] = new JsonObject { ["initiative"] = true };
        return new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["displayName"] = PolicyLibrary.Initiative.DisplayName,
                ["description"] = properties["description"].AsText(),
                ["policyType"] = "Custom",
                ["metadata"] = metadata,
                ["parameters"] = JsonText.TreeOf(initiative.Parameters),
                ["policyDefinitionGroups"] = JsonText.TreeOf(properties["policyDefinitionGroups"]),
                ["policyDefinitions"] = new JsonArray([.. initiative.Members!.Select(MemberOf)]),
            },
        };
    }

    /// <summary>The path of a definition or an initiative at a scope.</summary>
    public static string PathOf(PolicyScope scope, string type, string name) => $"{scope.DefinitionScope}/providers/{type}/{name}";

    private static JsonNode MemberOf(PolicySetMember member)
    {
        var made = new JsonObject
        {
            ["policyDefinitionReferenceId"] = member.ReferenceId,
            ["policyDefinitionId"] = member.DefinitionId,
            ["parameters"] = JsonText.TreeOf(member.Parameters),
        };
        if (member.Groups.Count > 0) made["groupNames"] = new JsonArray([.. member.Groups.Select(static group => JsonValue.Create(group))]);
        return made;
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
