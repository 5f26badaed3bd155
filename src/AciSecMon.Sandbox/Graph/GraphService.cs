using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Policy;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Graph;

/// <summary>Resource Graph (azure-facts I.1), for queries of one form. Any other query is refused, as one that the service does not understand is.</summary>
internal sealed class GraphService(ResourceStore store, GraphQuota quota, string tenantId)
{
    /// <summary>What the path of the service ends in, as a type.</summary>
    public const string Type = "Microsoft.ResourceGraph/resources";

    private const int DefaultPage = 100;
    private const int LargestPage = 1000;

    private readonly ManagementGroups tree = new(store);

    /// <summary>Whether the caller may see a resource; the index leaves out the others without a word.</summary>
    public Func<StoredResource, bool> IsVisible { get; init; } = static _ => true;

    public Answer Respond(Call call)
    {
        if (call.Method != "POST") throw RefusedException.Method(call.Method);
        if (quota.Refuse() is { } refusal) return refusal;
        try
        {
            return quota.Mark(Answered(call.Body()));
        }
        catch (GraphQueryException fault)
        {
            return quota.Mark(Refused("InvalidQuery", "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying. " + fault.Message));
        }
    }

    private Answer Answered(JsonObject body)
    {
        GraphQuery query = GraphQuery.Parse((string?)body["query"] ?? "");
        if (!GraphRows.IsTable(query.Table)) throw new GraphQueryException($"Table {query.Table} is invalid, unsupported or disallowed.");

        var options = body["options"] as JsonObject;
        int top = (int?)options?["$top"] ?? DefaultPage;
        if (top is < 1 or > LargestPage) throw new GraphQueryException($"$top must be between 1 and {LargestPage}.");
        HashSet<string>? subscriptions = SubscriptionsOf(body);
        bool takesAbove = ((string?)options?["authorizationScopeFilter"])?.Contains("Above", StringComparison.Ordinal) == true;

        int from = Start((string?)options?["$skipToken"]);
        IEnumerable<StoredResource> found = Found(query, subscriptions, takesAbove).Where(IsVisible);
        (JsonNode[] page, int total) = Page(query, found, from, top);
        int next = from + page.Length;
        bool cut = next < total && !query.CanBeContinued;

        var answer = new JsonObject
        {
            ["totalRecords"] = total,
            ["count"] = page.Length,
            ["data"] = new JsonArray(page),
            ["facets"] = new JsonArray(),
            ["resultTruncated"] = cut ? "true" : "false",
        };
        if (next < total && query.CanBeContinued)
            answer["$skipToken"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("row:" + next.ToString(CultureInfo.InvariantCulture)));
        return Answer.Ok(answer);
    }

    private HashSet<string>? SubscriptionsOf(JsonObject body)
    {
        // The one management group here is the root of the tenant, which is called as the tenant is; in every other there is nothing to see.
        if (body["managementGroups"] is JsonArray { Count: > 0 } groups) return groups.Any(group => string.Equals((string?)group, tenantId, StringComparison.OrdinalIgnoreCase)) ? null : [];
        if (body["subscriptions"] is not JsonArray { Count: > 0 } list) return null;
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string id in list.Select(static one => (string?)one ?? ""))
        {
            if (store.Find("/subscriptions/" + id) is not null) known.Add(id);
        }

        return known.Count > 0 ? known : throw new GraphQueryException("No valid subscriptions were found among those given.");
    }

    // In the order of the ids: what belongs to the tenant, then the subscriptions.
    private IEnumerable<StoredResource> Found(GraphQuery query, HashSet<string>? subscriptions, bool takesAbove)
    {
        IEnumerable<StoredResource> above = store.Walk("/providers", query.TakesType).Where(one => IsBuiltIn(one) || (takesAbove && IsAbove(one.Id, subscriptions)));
        if (subscriptions is null) return above.Concat(store.Walk("/subscriptions", query.TakesType));
        return above.Concat(subscriptions.Select(static id => "/subscriptions/" + id).Order(StringComparer.OrdinalIgnoreCase).SelectMany(id => In(id, query)));
    }

    private static bool IsBuiltIn(StoredResource one) =>
        ResourcePath.Of(one.Id).Scope.Length == 0
        && (one.Type.EndsWith("/roleDefinitions", StringComparison.OrdinalIgnoreCase) || one.Type.EndsWith("/policyDefinitions", StringComparison.OrdinalIgnoreCase) || one.Type.EndsWith("/policySetDefinitions", StringComparison.OrdinalIgnoreCase));

    // What stands at the tenant is above everything, what stands at a management group above its subscriptions.
    private bool IsAbove(string id, HashSet<string>? subscriptions)
    {
        string scope = ResourcePath.Of(id).Scope;
        if (!ManagementGroups.IsGroup(scope)) return true;
        return subscriptions is null || subscriptions.Any(subscription => tree.Covers(scope, "/subscriptions/" + subscription));
    }

    private IEnumerable<StoredResource> In(string subscription, GraphQuery query)
    {
        if (store.Find(subscription) is { } itself && query.TakesType(ResourceStore.TypeOf(itself))) yield return new StoredResource(subscription, itself);
        foreach (StoredResource one in store.Walk(subscription, query.TakesType)) yield return one;
    }

    // Rows of other pages are counted, and made only where a condition needs more of them than their type.
    private (JsonNode[] Rows, int Total) Page(GraphQuery query, IEnumerable<StoredResource> found, int from, int top)
    {
        var page = new List<JsonNode>();
        int total = 0;
        foreach (StoredResource one in found)
        {
            bool isOnPage = total >= from && page.Count < top;
            GraphRow? row = isOnPage || !query.IsByTypeOnly ? new GraphRow(one, tenantId) : null;
            if (row is not null && !query.Fits(row)) continue;
            total++;
            if (isOnPage) page.Add(query.Project(row!));
        }

        return ([.. page], total);
    }

    private static int Start(string? token)
    {
        if (token is null) return 0;
        byte[] bytes = new byte[64];
        string text = Convert.TryFromBase64String(token, bytes, out int length) ? Encoding.ASCII.GetString(bytes, 0, length) : "";
        return text.StartsWith("row:", StringComparison.Ordinal) && int.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out int start)
            ? start
            : throw new GraphQueryException("The skip token is invalid.");
    }

    private static Answer Refused(string code, string message) => new(HttpStatusCode.BadRequest, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = "BadRequest",
            ["message"] = "Please provide below info when asking for support: timestamp, correlationId.",
            ["details"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
        },
    });
}
