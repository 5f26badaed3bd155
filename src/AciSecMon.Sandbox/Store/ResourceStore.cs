using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Store;

/// <summary>Everything that is there, by id, ignoring case, in the order of the ids. Whoever uses it holds the server's lock; what it gives is its own, not a copy.</summary>
internal sealed class ResourceStore
{
    private readonly Dictionary<string, JsonObject> byId = new(StringComparer.OrdinalIgnoreCase);
    private List<KeyValuePair<string, JsonObject>>? ordered;

    /// <summary>All, in the order of their ids.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonObject>> All =>
        ordered ??= [.. byId.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase)];

    /// <summary>One; null where there is none.</summary>
    public JsonObject? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Puts one in, or in the place of the one that is there.</summary>
    public void Put(string id, JsonObject resource)
    {
        byId[id] = resource;
        ordered = null;
    }

    /// <summary>Takes one out, and what hangs below it; false where it was not there.</summary>
    public bool Remove(string id)
    {
        if (!byId.Remove(id)) return false;
        foreach (string below in byId.Keys.Where(key => IsBelow(key, id)).ToArray()) byId.Remove(below);
        ordered = null;
        return true;
    }

    /// <summary>Those of a type below a scope, the whole tree of it.</summary>
    public IEnumerable<JsonObject> Below(string scope, string type) =>
        All.Where(pair => IsBelow(pair.Key, scope) && string.Equals(TypeOf(pair.Value), type, StringComparison.OrdinalIgnoreCase)).Select(static pair => pair.Value);

    /// <summary>Those of a type whose id is a path and one name.</summary>
    public IEnumerable<JsonObject> Directly(string path) =>
        All.Where(pair => IsBelow(pair.Key, path) && pair.Key.IndexOf('/', path.Length + 1) < 0).Select(static pair => pair.Value);

    /// <summary>The type of a resource.</summary>
    public static string TypeOf(JsonObject resource) => (string?)resource["type"] ?? "";

    private static bool IsBelow(string id, string scope) =>
        id.Length > scope.Length && id[scope.Length] == '/' && id.StartsWith(scope, StringComparison.OrdinalIgnoreCase);
}
