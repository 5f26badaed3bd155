using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Store;

/// <summary>A container group as the service shows it: never its secrets, and what it is doing only to who asks for it alone (azure-facts, A.2, A.3, A.6).</summary>
internal static class ContainerGroupView
{
    /// <summary>The group's type.</summary>
    public const string Type = "Microsoft.ContainerInstance/containerGroups";

    /// <summary>The view.</summary>
    /// <param name="group">A copy of the stored group; it is changed.</param>
    /// <param name="isSingle">True for a GET of this group.</param>
    public static JsonObject Of(JsonObject group, bool isSingle)
    {
        if (group["properties"] is not JsonObject properties) return group;
        if (!isSingle) properties.Remove("instanceView");
        foreach (JsonNode? credential in Items(properties["imageRegistryCredentials"])) (credential as JsonObject)?.Remove("password");
        (properties["diagnostics"]?["logAnalytics"] as JsonObject)?.Remove("workspaceKey");
        foreach (JsonNode? volume in Items(properties["volumes"]))
        {
            (volume?["azureFile"] as JsonObject)?.Remove("storageAccountKey");
            if (volume?["secret"] is JsonObject) volume["secret"] = new JsonObject();
        }

        foreach (JsonNode? container in Items(properties["containers"]).Concat(Items(properties["initContainers"])))
        {
            if (container?["properties"] is not JsonObject inner) continue;
            if (!isSingle) inner.Remove("instanceView");
            foreach (JsonNode? variable in Items(inner["environmentVariables"])) (variable as JsonObject)?.Remove("secureValue");
        }

        return group;
    }

    /// <summary>The group starts again: its containers count one more restart.</summary>
    public static void Restart(JsonObject group)
    {
        foreach (JsonNode? container in Items(group["properties"]?["containers"]))
        {
            if (container?["properties"] is not JsonObject inner) continue;
            var view = inner["instanceView"] as JsonObject;
            if (view is null) inner["instanceView"] = view = [];
            view["restartCount"] = ((int?)view["restartCount"] ?? 0) + 1;
        }
    }

    private static IEnumerable<JsonNode?> Items(JsonNode? list) => list as JsonArray ?? [];
}
