using System.Text.Json.Nodes;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>Turns a resource as it was sent into the resource as the service gives it back: without secrets, with what only the service knows.</summary>
internal static class ServiceView
{
    public static string Of(string armJson) => Of(JsonNode.Parse(armJson)!.AsObject()).ToJsonString();

    public static JsonObject Of(JsonObject sent)
    {
        JsonObject resource = sent.DeepClone().AsObject();
        string name = resource["name"]?.GetValue<string>() ?? GroupFixture.GroupName;
        string type = resource["type"]?.GetValue<string>() ?? "Microsoft.ContainerInstance/containerGroups";
        resource.TryAdd("id", $"{GroupFixture.ResourceGroupId}/providers/{type}/{name}");
        resource.Remove("apiVersion");
        if (resource["properties"] is not JsonObject properties) return resource;
        RemoveSecrets(properties);
        properties.TryAdd("provisioningState", "Succeeded");
        if (type.EndsWith("/containerGroups", StringComparison.OrdinalIgnoreCase))
        {
            properties.TryAdd("instanceView", JsonNode.Parse("""{ "state": "Running", "events": [] }"""));
        }

        return resource;
    }

    private static void RemoveSecrets(JsonObject properties)
    {
        foreach (JsonObject container in ObjectsOf(properties["containers"]).Concat(ObjectsOf(properties["initContainers"])))
        {
            foreach (JsonObject variable in ObjectsOf(container["properties"]?["environmentVariables"])) variable.Remove("secureValue");
        }

        foreach (JsonObject credential in ObjectsOf(properties["imageRegistryCredentials"])) credential.Remove("password");
        foreach (JsonObject extension in ObjectsOf(properties["extensions"])) (extension["properties"] as JsonObject)?.Remove("protectedSettings");
        (properties["diagnostics"]?["logAnalytics"] as JsonObject)?.Remove("workspaceKey");
        foreach (JsonObject volume in ObjectsOf(properties["volumes"]))
        {
            (volume["azureFile"] as JsonObject)?.Remove("storageAccountKey");
            if (volume["secret"] is not null) volume["secret"] = new JsonObject();
        }
    }

    private static IEnumerable<JsonObject> ObjectsOf(JsonNode? list) => list is JsonArray items ? items.OfType<JsonObject>() : [];
}
