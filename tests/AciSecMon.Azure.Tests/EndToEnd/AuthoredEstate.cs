using System.Text.Json.Nodes;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>Makes a template of resources as the service answers them: without what only the service says, and with a parameter wherever it keeps a secret back.</summary>
internal static class AuthoredEstate
{
    private const string ApiVersion = "2025-09-01";
    private const string Secret = "[parameters('secret')]";

    /// <summary>The template.</summary>
    public static JsonObject Template(IEnumerable<JsonObject> resources)
    {
        var authored = new JsonArray([.. resources.Select(Authored)]);
        var template = new JsonObject
        {
            ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            ["contentVersion"] = "1.0.0.0",
            ["parameters"] = new JsonObject(),
            ["resources"] = authored,
        };
        if (IsAsked(authored)) template["parameters"]!["secret"] = new JsonObject { ["type"] = "securestring" };
        return template;
    }

    private static bool IsAsked(JsonNode? node) => node switch
    {
        JsonObject some => some.Any(static pair => IsAsked(pair.Value)),
        JsonArray list => list.Any(IsAsked),
        JsonValue value => value.TryGetValue(out string? text) && text == Secret,
        _ => false,
    };

    private static JsonObject Authored(JsonObject resource)
    {
        var made = new JsonObject { ["apiVersion"] = ApiVersion };
        foreach (string part in (string[])["type", "name", "location", "tags", "zones", "identity", "properties"])
        {
            if (resource[part] is { } value) made[part] = value.DeepClone();
        }

        if (made["identity"] is JsonObject identity) WithoutIds(identity);
        JsonObject properties = made["properties"]!.AsObject();
        WithoutState(properties);
        WithSecrets(properties);
        return made;
    }

    // Read only by azure-facts A.1-A.3.
    private static void WithoutState(JsonObject properties)
    {
        foreach (string name in (string[])["instanceView", "provisioningState", "revision"]) properties.Remove(name);
        foreach (JsonObject container in Containers(properties)) container.Remove("instanceView");
        (properties["ipAddress"] as JsonObject)?.Remove("fqdn");
    }

    private static void WithoutIds(JsonObject identity)
    {
        identity.Remove("principalId");
        identity.Remove("tenantId");
        if (identity["userAssignedIdentities"] is not JsonObject assigned) return;
        foreach (string id in assigned.Select(static pair => pair.Key).ToArray()) assigned[id] = new JsonObject();
    }

    // Kept back by azure-facts A.2, A.3; a reference to Key Vault is given.
    private static void WithSecrets(JsonObject properties)
    {
        foreach (JsonObject variable in Containers(properties).SelectMany(static container => Rows(container["environmentVariables"])))
        {
            if (variable["value"] is null && variable["secureValueReference"] is null) variable["secureValue"] = Secret;
        }

        foreach (JsonObject credential in Rows(properties["imageRegistryCredentials"]))
        {
            if (credential["username"] is not null && credential["passwordReference"] is null) credential["password"] = Secret;
        }

        foreach (JsonObject share in Rows(properties["volumes"]).Select(static volume => volume["azureFile"]).OfType<JsonObject>())
        {
            if (share["storageAccountKeyReference"] is null) share["storageAccountKey"] = Secret;
        }

        foreach (JsonObject files in Rows(properties["volumes"]).Select(static volume => volume["secret"]).OfType<JsonObject>()) files["content"] = Secret;
        if (properties["diagnostics"]?["logAnalytics"] is JsonObject logs) logs["workspaceKey"] = Secret;
    }

    private static IEnumerable<JsonObject> Containers(JsonObject properties) =>
        Rows(properties["containers"]).Concat(Rows(properties["initContainers"])).Select(static container => container["properties"]!.AsObject());

    private static IEnumerable<JsonObject> Rows(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];
}
