using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox;

namespace AciSecMon.Benchmarks.Fleet;

/// <summary>Pages through the groups without a look at them: what is left is the sandbox's share of the other measurements.</summary>
internal static class WireOnly
{
    private const string Query = "resources | where type in~ ('microsoft.containerinstance/containergroups') | project id, name, type, location, resourceGroup, subscriptionId, tags, zones, identity, properties | order by id asc";

    /// <summary>Bytes of each page.</summary>
    public static async IAsyncEnumerable<int> ReadAsync(SandboxServer server)
    {
        using var client = new HttpMessageInvoker(server.Handler, disposeHandler: false);
        AccessGrant grant = await server.Wire().GetTokenAsync("https://management.azure.com", CancellationToken.None).ConfigureAwait(false);
        string token = "";
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(SandboxServer.ResourceManager, "/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.Token);
            request.Content = new StringContent($$"""{ "query": "{{Query}}", "options": { "$top": 1000{{(token.Length > 0 ? $", \"$skipToken\": \"{token}\"" : "")}} } }""", Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await client.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
            byte[] page = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            server.Clock.Advance(TimeSpan.FromSeconds(1));

            // The token stands at the end of a page.
            token = Regex.Match(Encoding.UTF8.GetString(page.AsSpan(Math.Max(0, page.Length - 200))), "skipToken\":\"([^\"]+)").Groups[1].Value;
            yield return page.Length;
        }
        while (token.Length > 0);
    }
}
