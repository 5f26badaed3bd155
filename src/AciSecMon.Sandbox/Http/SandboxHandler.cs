using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Sandbox.Http;

/// <summary>The wire: takes a request, asks the fault plan and the server, and writes the answer with the headers that every answer has.</summary>
internal sealed class SandboxHandler(SandboxServer server) : HttpMessageHandler
{
    private static readonly string[] Hosts = [SandboxServer.ResourceManager.Host, SandboxServer.Directory.Host, SandboxServer.LogAnalytics.Host];

    private long number;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Uri address = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        string text = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        string method = request.Method.Method.ToUpperInvariant();
        string pathAndQuery = Uri.UnescapeDataString(address.PathAndQuery);

        int status = 0;
        if (server.WireDelay > TimeSpan.Zero) await Task.Delay(server.WireDelay, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!Hosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase) && !server.IsRegistry(address.Host))
                throw new HttpRequestException(HttpRequestError.NameResolutionError, $"No such host is known. ({address.Host}:{address.Port})");

            Fault? fault = server.Faults.Take(method, pathAndQuery, text);
            fault?.Reached?.Invoke();
            if (fault is { Hangs: true }) await new TaskCompletionSource().Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (fault?.Exception is { } exception) throw exception();

            HttpResponseMessage response = fault is { AnswersRightly: false } ? Faulty(fault) : Right(request, method, address, text, fault);
            response.RequestMessage = request;
            AddCommonHeaders(response, request);
            status = (int)response.StatusCode;
            return response;
        }
        finally
        {
            server.Log.Add(new LoggedRequest(
                method, address.Host, pathAndQuery, request.Headers.Authorization is not null, KeptOf(address, text),
                HeaderOf(request, "x-ms-client-request-id"), request.Headers.UserAgent.ToString(), status));
        }
    }

    // What is exchanged for tokens is itself one.
    private static string? KeptOf(Uri address, string text) =>
        text.Length == 0 ? null : address.AbsolutePath.StartsWith("/oauth2/", StringComparison.OrdinalIgnoreCase) ? "(tokens)" : text;

    private static HttpResponseMessage Faulty(Fault fault)
    {
        var response = new HttpResponseMessage(fault.Status) { Content = new StringContent(fault.Body, Encoding.UTF8, fault.ContentType) };
        foreach ((string name, string value) in fault.Headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private HttpResponseMessage Right(HttpRequestMessage request, string method, Uri address, string text, Fault? fault)
    {
        // Registries give tokens of their own, in exchange for those of the sign-in.
        RefusedException? refusal = server.IsRegistry(address.Host) ? null : server.Tokens.Check(request.Headers.Authorization, address.Host);
        Answer answer = refusal?.ToAnswer().With("WWW-Authenticate", "Bearer authorization_uri=\"https://login.sandbox.local/\"")
            ?? server.Respond(Call.Of(method, address, text) with { Prefer = HeaderOf(request, "Prefer"), Accept = HeaderOf(request, "Accept"), Token = request.Headers.Authorization?.Parameter });
        if (answer is { Status: HttpStatusCode.OK, Body: JsonObject whole }) fault?.Change?.Invoke(whole, address);

        var response = new HttpResponseMessage(answer.Status) { Content = ContentOf(answer, fault?.BreaksAfter) };
        foreach ((string name, string value) in answer.Headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private static HttpContent ContentOf(Answer answer, int? breaksAfter)
    {
        if (answer.Body is not { } body) return new ByteArrayContent([]);
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        HttpContent content = breaksAfter is { } end ? new StreamContent(new BreakingStream(bytes, end)) : new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(answer.ContentType, "utf-8");
        return content;
    }

    private void AddCommonHeaders(HttpResponseMessage response, HttpRequestMessage request)
    {
        // Numbered, not random: two runs of one test see the same ids.
        string id = "5a4db0c5-0000-4000-8000-" + Interlocked.Increment(ref number).ToString("x12", CultureInfo.InvariantCulture);
        string correlation = HeaderOf(request, "x-ms-correlation-request-id") ?? id;
        response.Headers.Date ??= server.ServiceTime;
        response.Headers.TryAddWithoutValidation("x-ms-request-id", id);
        response.Headers.TryAddWithoutValidation("x-ms-correlation-request-id", correlation);
        response.Headers.TryAddWithoutValidation("x-ms-routing-request-id", "SANDBOX:" + id);
    }

    private static string? HeaderOf(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;
}
