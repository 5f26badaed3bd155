using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Calls;

/// <summary>Asks Azure Resource Graph, page by page. Source: azure-facts, I.1.</summary>
internal static class ResourceGraph
{
    private const string Path = "/providers/Microsoft.ResourceGraph/resources";
    private const int RowsPerPage = 1_000;
    private const int FewestRows = 100;
    private const int SubscriptionsPerCall = 100;
    private const int MostPages = 2_000;

    // The content of a page is limited in bytes too; the remedy is to ask for fewer rows at a time.
    private const string TooLarge = "ResponsePayloadTooLarge";

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
            int rowsPerPage = RowsPerPage;
            bool isLimited = false;
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ArmRequest request = RequestFor(query, subscriptions, token, rowsPerPage);
                RawAnswer? answer = await TrySendAsync(client, request, rowsPerPage > FewestRows, reporter, cancellationToken).ConfigureAwait(false);
                if (answer is null)
                {
                    rowsPerPage /= 2;
                    continue;
                }

                Value page = ArmClient.ToValue(request, answer);
                if (page["data"] is not ArrayValue rows) throw ServiceErrors.Invalid(request, answer, "it holds no rows");
                token = page["$skipToken"].AsText();
                isLimited |= string.Equals(answer.Header("x-ms-tenant-subscription-limit-hit"), "true", StringComparison.OrdinalIgnoreCase);
                bool isRepeated = !string.IsNullOrEmpty(token) && !seen.Add(token);
                AciServiceException? unread = WhyIncomplete(request, answer, page, token, seen.Count, isRepeated, isLimited);

                // A page that leads back to where the client has been is one that it has had.
                yield return new GraphPage(isRepeated ? [] : [.. rows.Items.OfType<ObjectValue>()], unread);
                if (unread is not null || string.IsNullOrEmpty(token)) break;
            }
        }
    }

    // Null where the page was too large to be sent and a smaller one can be asked for.
    private static async Task<RawAnswer?> TrySendAsync(ArmClient client, ArmRequest request, bool canShrink, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendRawAsync(request, reporter, cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault) when (canShrink && fault.Code == TooLarge)
        {
            return null;
        }
    }

    private static AciServiceException? WhyIncomplete(ArmRequest request, RawAnswer answer, Value page, string? token, int pages, bool isRepeated, bool isLimited)
    {
        if (!string.IsNullOrEmpty(token))
        {
            if (isRepeated) return ServiceErrors.Invalid(request, answer, "its pages go round in a circle, so rows are missing");
            return pages <= MostPages ? null : ServiceErrors.Invalid(request, answer, "its pages do not end, so rows may be missing");
        }

        if (page["resultTruncated"].Is("true")) return ServiceErrors.Invalid(request, answer, "the result was cut off, so rows are missing");
        return isLimited ? ServiceErrors.Invalid(request, answer, "the tenant has more subscriptions than one query covers; name subscriptions or a management group") : null;
    }

    private static ArmRequest RequestFor(GraphQuery query, string[] subscriptions, string? token, int rowsPerPage) =>
        new(HttpMethod.Post, Path, ApiVersions.ResourceGraph) { Body = BodyOf(query, subscriptions, token, rowsPerPage), IsRead = true };

    private static JsonObject BodyOf(GraphQuery query, string[] subscriptions, string? token, int rowsPerPage)
    {
        var options = new JsonObject { ["$top"] = rowsPerPage, ["resultFormat"] = "objectArray" };
        if (token is not null) options["$skipToken"] = token;
        if (query.IncludesAbove) options["authorizationScopeFilter"] = "AtScopeAboveAndBelow";
        var body = new JsonObject { ["query"] = query.Text, ["options"] = options };
        if (subscriptions.Length > 0) body["subscriptions"] = new JsonArray([.. subscriptions.Select(static id => (JsonNode?)id)]);
        else if (query.ManagementGroup is { } group) body["managementGroups"] = new JsonArray((JsonNode?)group);
        return body;
    }
}
