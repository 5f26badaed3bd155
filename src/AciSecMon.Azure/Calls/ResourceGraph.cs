using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Calls;

/// <summary>Asks Azure Resource Graph, page by page. Source: azure-facts, I.1.</summary>
internal static class ResourceGraph
{
    private const string Path = "/providers/Microsoft.ResourceGraph/resources";
    private const int RowsPerPage = 1_000;
    private const int SubscriptionsPerCall = 100;

    /// <summary>The rows of a query.</summary>
    /// <exception cref="AciServiceException">A page could not be read; the pages before it have been given.</exception>
    public static async IAsyncEnumerable<GraphPage> QueryAsync(
        ArmClient client, GraphQuery query, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[][] batches = query.SubscriptionIds.Count == 0 ? [[]] : [.. query.SubscriptionIds.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(SubscriptionsPerCall)];
        foreach (string[] subscriptions in batches)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            string? token = null;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                var request = new ArmRequest(HttpMethod.Post, Path, ApiVersions.ResourceGraph) { Body = BodyOf(query, subscriptions, token), IsRead = true };
                RawAnswer answer = await client.SendRawAsync(request, reporter, cancellationToken).ConfigureAwait(false);
                Value page = ArmClient.ToValue(request, answer);
                if (page["data"] is not ArrayValue rows) throw ServiceErrors.Invalid(request, answer, "it holds no rows");
                token = page["$skipToken"].AsText();
                AciServiceException? unread = WhyIncomplete(request, answer, page, token, seen);
                yield return new GraphPage([.. rows.Items.OfType<ObjectValue>()], unread);
                if (unread is not null) break;
            }
            while (!string.IsNullOrEmpty(token));
        }
    }

    private static AciServiceException? WhyIncomplete(ArmRequest request, RawAnswer answer, Value page, string? token, HashSet<string> seen)
    {
        if (!string.IsNullOrEmpty(token)) return seen.Add(token) ? null : ServiceErrors.Invalid(request, answer, "its pages go round in a circle, so rows are missing");
        if (page["resultTruncated"].Is("true")) return ServiceErrors.Invalid(request, answer, "the result was cut off, so rows are missing");
        return string.Equals(answer.Header("x-ms-tenant-subscription-limit-hit"), "true", StringComparison.OrdinalIgnoreCase)
            ? ServiceErrors.Invalid(request, answer, "the tenant has more subscriptions than one query covers; name subscriptions or a management group")
            : null;
    }

    private static JsonObject BodyOf(GraphQuery query, string[] subscriptions, string? token)
    {
        var options = new JsonObject { ["$top"] = RowsPerPage, ["resultFormat"] = "objectArray" };
        if (token is not null) options["$skipToken"] = token;
        if (query.IncludesAbove) options["authorizationScopeFilter"] = "AtScopeAboveAndBelow";
        var body = new JsonObject { ["query"] = query.Text, ["options"] = options };
        if (subscriptions.Length > 0) body["subscriptions"] = new JsonArray([.. subscriptions.Select(static id => (JsonNode?)id)]);
        else if (query.ManagementGroup is { } group) body["managementGroups"] = new JsonArray((JsonNode?)group);
        return body;
    }
}
