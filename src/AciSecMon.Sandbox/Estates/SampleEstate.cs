using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Estates;

/// <summary>The sample company: Northlight Books, an invented bookseller with three subscriptions. Its resources are data, one file per subscription.</summary>
internal static class SampleEstate
{
    private const string Prefix = "estates/";

    /// <summary>A new copy of the company.</summary>
    public static SandboxServer Open()
    {
        var server = new SandboxServer();
        foreach (string name in typeof(SampleEstate).Assembly.GetManifestResourceNames().Where(static n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream file = typeof(SampleEstate).Assembly.GetManifestResourceStream(name)!;
            Fill(server, JsonNode.Parse(file)!.AsObject());
        }

        return server;
    }

    // Resources are written short: their id is made of subscription, resource group, type and name.
    private static void Fill(SandboxServer server, JsonObject subscription)
    {
        string id = (string)subscription["subscriptionId"]!;
        server.Subscriptions[id] = (string)subscription["displayName"]!;
        foreach (JsonNode? entry in subscription["resources"]!.AsArray())
        {
            JsonObject resource = JsonNode.Parse(entry!.ToJsonString().Replace("{s}", id, StringComparison.Ordinal))!.AsObject();
            string type = (string)resource["type"]!;
            if (resource["id"] is null)
            {
                string scope = resource["group"] is { } group ? $"/subscriptions/{id}/resourceGroups/{group}" : $"/subscriptions/{id}";
                resource["id"] = (resource["on"] is { } on ? (string)on! : scope) + "/providers/" + PathOf(type, (string)resource["name"]!);
            }

            resource["name"] = Store.Ids.NameOf((string)resource["id"]!);
            resource.Remove("group");
            resource.Remove("on");
            server.Store.Put(resource);
        }
    }

    private static string PathOf(string type, string name)
    {
        string[] types = type.Split('/');
        string[] names = name.Split('/');
        return types[0] + string.Concat(names.Select((n, i) => $"/{types[i + 1]}/{n}"));
    }
}
