using System.Text.Json.Nodes;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>Turns a resource into what Azure CLI prints of it: flattened, in the CLI's spelling, with null for what is absent.</summary>
internal static class CommandLineView
{
    private static readonly string[] GroupNames =
    [
        "confidentialComputeProperties", "containers", "diagnostics", "dnsConfig", "encryptionProperties", "extensions", "imageRegistryCredentials", "initContainers",
        "instanceView", "ipAddress", "osType", "priority", "provisioningState", "restartPolicy", "sku", "subnetIds", "volumes",
    ];

    private static readonly string[] ContainerNames =
        ["command", "environmentVariables", "image", "instanceView", "livenessProbe", "ports", "readinessProbe", "resources", "securityContext", "volumeMounts"];

    public static JsonObject Of(JsonObject view)
    {
        JsonObject printed = [];
        foreach (string name in (ReadOnlySpan<string>)["id", "identity", "location", "name", "tags", "type", "zones"]) printed[name] = view[name]?.DeepClone();
        printed["resourceGroup"] = view["id"]!.GetValue<string>().Split('/')[4];
        if (view["properties"] is not JsonObject properties) return printed;
        foreach ((string name, JsonNode? value) in properties) printed[name] = value?.DeepClone();
        foreach (string name in GroupNames) printed.TryAdd(name, null);
        foreach (string list in (ReadOnlySpan<string>)["containers", "initContainers", "extensions"])
        {
            if (printed[list] is JsonArray items) printed[list] = new JsonArray([.. items.Select(i => i is JsonObject item ? Flat(item, list) : i?.DeepClone())]);
        }

        foreach (JsonNode? credential in printed["imageRegistryCredentials"] as JsonArray ?? []) (credential as JsonObject)?.TryAdd("password", null);
        return printed;
    }

    private static JsonObject Flat(JsonObject item, string list)
    {
        JsonObject flat = new() { ["name"] = item["name"]?.DeepClone() };
        if (item["properties"] is not JsonObject properties) return flat;
        foreach ((string name, JsonNode? value) in properties) flat[name] = value?.DeepClone();
        if (list == "extensions") return flat;
        if (list == "containers")
        {
            foreach (string name in ContainerNames) flat.TryAdd(name, null);
        }

        foreach (JsonNode? amounts in new[] { flat["resources"]?["requests"], flat["resources"]?["limits"] })
        {
            if (amounts is not JsonObject known || known["memoryInGB"] is not { } memory) continue;
            known.Remove("memoryInGB");
            known["memoryInGb"] = memory;
        }

        foreach (JsonNode? variable in flat["environmentVariables"] as JsonArray ?? [])
        {
            if (variable is not JsonObject known) continue;
            known.TryAdd("secureValue", null);
            known.TryAdd("value", null);
        }

        return flat;
    }
}
