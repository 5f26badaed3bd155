using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Store;

/// <summary>
/// Everything that is there, by id, ignoring case, in the order of the ids: what the estate had from the beginning, and over it what was written and removed since.
/// Whoever uses it holds the server's lock.
/// </summary>
internal sealed class ResourceStore(IBaseEstate beginning)
{
    private readonly Dictionary<string, JsonObject> written = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<int> hidden = [];
    private List<(string Id, JsonObject Resource, int Before)>? ordered;

    /// <summary>One; null where there is none. Whoever changes it puts it into the store again.</summary>
    public JsonObject? Find(string id)
    {
        if (written.TryGetValue(id, out JsonObject? found)) return found;
        return NumberOf(id) is >= 0 and int number && !hidden.Contains(number) ? beginning.At(number) : null;
    }

    /// <summary>Puts one in, or in the place of the one that is there.</summary>
    public void Put(string id, JsonObject resource)
    {
        written[id] = resource;
        if (NumberOf(id) is >= 0 and int number) hidden.Add(number);
        ordered = null;
    }

    /// <summary>Takes one out, and what hangs below it; false where it was not there.</summary>
    public bool Remove(string id)
    {
        bool wasThere = written.Remove(id);
        if (NumberOf(id) is >= 0 and int number) wasThere |= hidden.Add(number);
        if (!wasThere) return false;

        foreach (string below in written.Keys.Where(key => IsBelow(key, id)).ToArray()) written.Remove(below);
        (int from, int to) = RangeBelow(id);
        for (int at = from; at < to; at++) hidden.Add(at);
        ordered = null;
        return true;
    }

    /// <summary>Those below a scope whose type is wanted, the whole tree of it; the scope itself is not among them.</summary>
    /// <param name="scope">The scope; empty for everything.</param>
    /// <param name="takesType">Whether a type is wanted.</param>
    public IEnumerable<StoredResource> Walk(string scope, Func<string, bool> takesType)
    {
        bool[] wanted = [.. beginning.Types.Select(takesType)];
        (int at, int to) = RangeBelow(scope);
        foreach ((string id, JsonObject resource, int before) in Ordered())
        {
            if (!IsBelow(id, scope) || !takesType(TypeOf(resource))) continue;
            for (; at < before; at++)
            {
                if (IsWanted(at, wanted)) yield return new StoredResource(beginning, at);
            }

            yield return new StoredResource(id, resource);
        }

        for (; at < to; at++)
        {
            if (IsWanted(at, wanted)) yield return new StoredResource(beginning, at);
        }
    }

    /// <summary>Those of a type below a scope, the whole tree of it.</summary>
    public IEnumerable<JsonObject> Below(string scope, string type) =>
        Walk(scope, other => string.Equals(other, type, StringComparison.OrdinalIgnoreCase)).Select(static one => one.Read());

    /// <summary>Those whose id is a path and one name.</summary>
    public IEnumerable<JsonObject> Directly(string path) =>
        Walk(path, static _ => true).Where(one => one.Id.IndexOf('/', path.Length + 1) < 0).Select(static one => one.Read());

    /// <summary>The type of a resource.</summary>
    public static string TypeOf(JsonObject resource) => (string?)resource["type"] ?? "";

    private bool IsWanted(int number, bool[] types) => types[beginning.TypeAt(number)] && !hidden.Contains(number);

    // What was written stands before the number that it has in the order of the beginning, so that the two are merged without a look at an id.
    private List<(string Id, JsonObject Resource, int Before)> Ordered() =>
        ordered ??= [.. written.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(pair => (pair.Key, pair.Value, FirstFrom(pair.Key)))];

    private int NumberOf(string id)
    {
        int number = FirstFrom(id);
        return number < beginning.Count && string.Equals(beginning.IdAt(number), id, StringComparison.OrdinalIgnoreCase) ? number : -1;
    }

    // A zero is the sign after the slash.
    private (int From, int To) RangeBelow(string scope) => scope.Length == 0 ? (0, beginning.Count) : (FirstFrom(scope + "/"), FirstFrom(scope + "0"));

    private int FirstFrom(string id)
    {
        (int low, int high) = (0, beginning.Count);
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (string.Compare(beginning.IdAt(middle), id, StringComparison.OrdinalIgnoreCase) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static bool IsBelow(string id, string scope) =>
        scope.Length == 0 || (id.Length > scope.Length && id[scope.Length] == '/' && id.StartsWith(scope, StringComparison.OrdinalIgnoreCase));
}
