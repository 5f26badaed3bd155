using System.Globalization;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Services;

/// <summary>A container group as it is kept and shown, and what happens to its instance view.</summary>
internal static class GroupViews
{
    /// <summary>A copy without any instance view, as lists and Resource Graph have it.</summary>
    public static JsonObject WithoutInstanceView(JsonObject group)
    {
        JsonObject copy = group.DeepClone().AsObject();
        StripInstanceView(copy);
        return copy;
    }

    /// <summary>Takes every instance view out.</summary>
    public static void StripInstanceView(JsonObject group)
    {
        group["properties"]?.AsObject().Remove("instanceView");
        foreach (JsonObject container in Containers(group, withInit: true)) container["properties"]?.AsObject().Remove("instanceView");
    }

    /// <summary>What is kept of a PUT: never a secret.</summary>
    public static JsonObject Stored(JsonObject body, ResourcePath path)
    {
        JsonObject copy = body.DeepClone().AsObject();
        var made = new JsonObject { ["id"] = path.Full, ["name"] = path.Name, ["type"] = "Microsoft.ContainerInstance/containerGroups" };
        foreach (string part in (string[])["location", "tags", "zones", "identity", "properties"])
        {
            if (copy[part] is { } value) made[part] = value.DeepClone();
        }

        JsonObject properties = made["properties"]!.AsObject();
        properties["provisioningState"] = "Succeeded";
        properties["restartPolicy"] ??= "Always";
        properties["sku"] ??= "Standard";
        StripSecrets(properties);
        return made;
    }

    /// <summary>Takes out what is write-only (azure-facts A.2, A.3).</summary>
    public static void StripSecrets(JsonObject properties)
    {
        foreach (string list in (string[])["containers", "initContainers"])
        {
            foreach (JsonObject variable in Rows(properties[list]).SelectMany(static container => Rows(container["properties"]?["environmentVariables"])))
                variable.Remove("secureValue");
        }

        foreach (JsonObject credential in Rows(properties["imageRegistryCredentials"])) credential.Remove("password");
        (properties["diagnostics"]?["logAnalytics"] as JsonObject)?.Remove("workspaceKey");
        foreach (JsonObject extension in Rows(properties["extensions"])) (extension["properties"] as JsonObject)?.Remove("protectedSettings");
        foreach (JsonObject volume in Rows(properties["volumes"]))
        {
            (volume["azureFile"] as JsonObject)?.Remove("storageAccountKey");
            if (volume["secret"] is JsonObject) volume["secret"] = new JsonObject();
        }
    }

    /// <summary>Every container runs from now.</summary>
    public static void Start(JsonObject group, DateTimeOffset now) => Set(group, "Running", now, restarted: false);

    /// <summary>Every container starts anew, and counts it.</summary>
    public static void Restart(JsonObject group, DateTimeOffset now) => Set(group, "Running", now, restarted: true);

    /// <summary>Every container has ended.</summary>
    public static void Stop(JsonObject group, DateTimeOffset now) => Set(group, "Stopped", now, restarted: false);

    private static void Set(JsonObject group, string state, DateTimeOffset now, bool restarted)
    {
        string time = now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        JsonObject properties = group["properties"]!.AsObject();
        properties["instanceView"] = new JsonObject { ["events"] = new JsonArray(), ["state"] = state };
        foreach (JsonObject container in Containers(group, withInit: false))
        {
            JsonObject own = container["properties"]!.AsObject();
            var view = own["instanceView"] as JsonObject;
            int count = ((int?)view?["restartCount"] ?? 0) + (restarted ? 1 : 0);
            JsonObject current = state == "Running"
                ? new JsonObject { ["state"] = "Running", ["startTime"] = time, ["detailStatus"] = "" }
                : new JsonObject { ["state"] = "Terminated", ["exitCode"] = 0, ["finishTime"] = time, ["detailStatus"] = "Completed" };
            var next = new JsonObject { ["restartCount"] = count, ["currentState"] = current };
            if (restarted && view?["currentState"] is { } before) next["previousState"] = before.DeepClone();
            next["events"] = view?["events"]?.DeepClone() ?? new JsonArray();
            if (restarted) next["events"]!.AsArray().Add(Event("Killing", "Killing container with id " + (string?)container["name"] + ".", time));
            if (state == "Running") next["events"]!.AsArray().Add(Event("Started", "Started container", time));
            own["instanceView"] = next;
        }
    }

    private static JsonObject Event(string name, string message, string time) =>
        new() { ["count"] = 1, ["firstTimestamp"] = time, ["lastTimestamp"] = time, ["name"] = name, ["message"] = message, ["type"] = "Normal" };

    private static IEnumerable<JsonObject> Containers(JsonObject group, bool withInit) =>
        Rows(group["properties"]?["containers"]).Concat(withInit ? Rows(group["properties"]?["initContainers"]) : []);

    private static IEnumerable<JsonObject> Rows(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];
}
