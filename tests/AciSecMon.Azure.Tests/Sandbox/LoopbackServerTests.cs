using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Sandbox;

/// <summary>The sandbox, and any other wire, as a client sees it that knows HTTPS and nothing else.</summary>
public sealed class LoopbackServerTests
{
    private const string Subscriptions = "subscriptions?api-version=2022-12-01";
    private static readonly Uri Inner = new("https://management.sandbox.example/");

    [Fact]
    public async Task A_plain_client_reads_over_https_what_the_sandbox_says_on_its_wire()
    {
        AzureWire wire = new SandboxHost().Open();
        await using LoopbackServer server = LoopbackServer.Start(wire);
        using HttpMessageInvoker direct = new(wire.Handler, disposeHandler: false);
        using HttpMessageInvoker client = Pinned(server.Certificate);

        using HttpResponseMessage expected = await SendAsync(direct, HttpMethod.Get, new Uri(wire.ResourceManager, Subscriptions), await TokenAsync(wire));
        using HttpResponseMessage seen = await SendAsync(client, HttpMethod.Get, new Uri(server.Address, Subscriptions), await TokenAsync(wire));

        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.NotNull(JsonNode.Parse(await TextAsync(seen))!["value"]);
        Assert.Equal(await TextAsync(expected), await TextAsync(seen));
        Assert.True(seen.Headers.Contains("x-ms-request-id"));
    }

    [Fact]
    public async Task A_client_without_a_token_is_turned_away_over_https_as_well()
    {
        await using LoopbackServer server = LoopbackServer.Start(new SandboxHost().Open());
        using HttpMessageInvoker client = Pinned(server.Certificate);

        using HttpResponseMessage seen = await SendAsync(client, HttpMethod.Get, new Uri(server.Address, Subscriptions));

        Assert.Equal(HttpStatusCode.Unauthorized, seen.StatusCode);
        Assert.NotNull(JsonNode.Parse(await TextAsync(seen))!["error"]!["code"]);
    }

    [Fact]
    public async Task A_client_that_does_not_know_the_certificate_sends_nothing()
    {
        var wire = new ScriptedWire(static _ => new HttpResponseMessage(HttpStatusCode.OK));
        await using LoopbackServer server = LoopbackServer.Start(WireOf(wire));
        using HttpMessageInvoker client = new(new SocketsHttpHandler { UseProxy = false });

        HttpRequestException refusal = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(client, HttpMethod.Get, server.Address, "a-token"));

        Assert.IsType<AuthenticationException>(refusal.InnerException);
        Assert.Empty(wire.Seen);
    }

    [Fact]
    public async Task Links_to_the_wire_lead_to_the_server_instead()
    {
        var wire = new ScriptedWire(static _ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.Accepted) { Content = Json($$"""{"value":[],"nextLink":"{{Inner}}next?$skiptoken=2"}""") };
            response.Headers.Location = new Uri(Inner, "operations/1");
            response.Headers.Add("Azure-AsyncOperation", new Uri(Inner, "operations/1?t=2").AbsoluteUri);
            return response;
        });
        await using LoopbackServer server = LoopbackServer.Start(WireOf(wire));
        using HttpMessageInvoker client = Pinned(server.Certificate);

        using HttpResponseMessage seen = await SendAsync(client, HttpMethod.Get, server.Address);

        Assert.Equal($"{server.Address}next?$skiptoken=2", (string?)JsonNode.Parse(await TextAsync(seen))!["nextLink"]);
        Assert.Equal(new Uri(server.Address, "operations/1"), seen.Headers.Location);
        Assert.Equal($"{server.Address}operations/1?t=2", seen.Headers.GetValues("Azure-AsyncOperation").Single());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Method_path_headers_and_content_reach_the_wire_unchanged(bool isChunked)
    {
        string content = $$"""{"name":"Zürich","text":"{{new string('x', 40_000)}}"}""";
        var wire = new ScriptedWire(static _ => new HttpResponseMessage(HttpStatusCode.NoContent));
        await using LoopbackServer server = LoopbackServer.Start(WireOf(wire));
        using HttpMessageInvoker client = Pinned(server.Certificate);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(server.Address, "a%20b/c?d=%27e%27")) { Content = Json(content) };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.Add("x-ms-client-request-id", "one");

        using HttpResponseMessage seen = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, seen.StatusCode);
        Assert.Equal(("PUT", $"{Inner}a%20b/c?d=%27e%27", "one", "application/json", content), wire.Seen.Single());
    }

    [Fact]
    public async Task A_content_that_breaks_off_is_a_broken_connection_and_the_next_request_goes_through()
    {
        var wire = new ScriptedWire(static number => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = number == 1 ? new BreakingContent() : Json("""{"value":[]}"""),
        });
        await using LoopbackServer server = LoopbackServer.Start(WireOf(wire));
        using HttpMessageInvoker client = Pinned(server.Certificate);

        // A client may retry by itself where it knows that nothing was processed; a PATCH is never repeated.
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(client, HttpMethod.Patch, server.Address));
        using HttpResponseMessage seen = await SendAsync(client, HttpMethod.Get, server.Address);

        Assert.Equal("""{"value":[]}""", await TextAsync(seen));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker client, HttpMethod method, Uri address, string? token = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> TokenAsync(AzureWire wire) =>
        (await wire.GetTokenAsync("https://management.azure.com/.default", TestContext.Current.CancellationToken)).Token;

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    // A proxy of the machine has no business between this client and loopback.
    private static HttpMessageInvoker Pinned(X509Certificate2 certificate)
    {
        byte[] known = certificate.RawData;
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(known);
        return new HttpMessageInvoker(handler);
    }

    private static AzureWire WireOf(HttpMessageHandler handler) => new()
    {
        Handler = handler,
        GetTokenAsync = static (_, _) => throw new InvalidOperationException("No token is needed here."),
        ResourceManager = Inner,
        Name = "Scripted",
        Account = "nobody",
        TenantId = "none",
    };

    private sealed class ScriptedWire(Func<int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<(string Method, string Address, string? ClientId, string? Type, string Content)> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string content = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            string? id = request.Headers.TryGetValues("x-ms-client-request-id", out IEnumerable<string>? values) ? values.Single() : null;
            Seen.Add((request.Method.Method, request.RequestUri!.AbsoluteUri, id, request.Content?.Headers.ContentType?.MediaType, content));
            return answer(Seen.Count);
        }
    }

    private sealed class BreakingContent : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("{\"value\":["u8.ToArray());
            throw new IOException("The connection was reset.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
