using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Store;

/// <summary>Resources by id. Ids compare without case. Everything given out is a copy.</summary>
internal sealed class ResourceStore
{
    private readonly SortedDictionary<string, JsonObject> resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly object gate = new();

    /// <summary>A resource; null where there is none.</summary>
    public JsonObject? Find(string id)
    {
        lock (gate) return resources.TryGetValue(id, out JsonObject? found) ? found.DeepClone().AsObject() : null;
    }

    /// <summary>Puts a resource in its place; gives true where there was none.</summary>
    public bool Put(JsonObject resource)
    {
        string id = (string)resource["id"]!;
        lock (gate)
        {
            bool isNew = !resources.ContainsKey(id);
            resources[id] = resource.DeepClone().AsObject();
            return isNew;
        }
    }

    /// <summary>Takes a resource and what belongs to it away; gives false where there was none.</summary>
    public bool Remove(string id)
    {
        lock (gate)
        {
            foreach (string child in resources.Keys.Where(k => k.StartsWith(id + "/", StringComparison.OrdinalIgnoreCase)).ToArray()) resources.Remove(child);
            return resources.Remove(id);
        }
    }

    /// <summary>The resources of a type below a scope, in the order of their ids.</summary>
    public List<JsonObject> List(string scope, string type)
    {
        lock (gate) return [.. resources.Where(r => IsBelow(r.Key, scope) && IsType(r.Value, type)).Select(static r => r.Value.DeepClone().AsObject())];
    }

    /// <summary>Every resource, in the order of the ids.</summary>
    public List<JsonObject> All()
    {
        lock (gate) return [.. resources.Values.Select(static r => r.DeepClone().AsObject())];
    }

    private static bool IsBelow(string id, string scope) => id.StartsWith(scope + "/", StringComparison.OrdinalIgnoreCase);

    private static bool IsType(JsonObject resource, string type) => string.Equals((string?)resource["type"], type, StringComparison.OrdinalIgnoreCase);
}
