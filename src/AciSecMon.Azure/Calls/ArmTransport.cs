using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AciSecMon.Azure.Calls;

/// <summary>What a session needs to reach a service.</summary>
/// <param name="Endpoint">Address of Resource Manager.</param>
/// <param name="Scope">Scope of its tokens, such as <c>https://management.azure.com/.default</c>.</param>
/// <param name="Credential">Gives tokens.</param>
/// <param name="Clock">What waits, waits by it.</param>
/// <param name="Handler">Answers requests; null for the network.</param>
internal sealed record TransportOptions(Uri Endpoint, string Scope, TokenCredential Credential, TimeProvider Clock, HttpMessageHandler? Handler = null)
{
    /// <summary>How long one call may take, waiting included.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(300);
}

/// <summary>Azure.Core's pipeline with this module's policies. Sends nothing to a host other than Resource Manager's own.</summary>
internal sealed class ArmTransport
{
    private readonly HttpPipeline pipeline;
    private readonly TransportOptions options;
    private readonly CallCounter counter;

    public ArmTransport(TransportOptions options, CallCounter counter)
    {
        this.options = options;
        this.counter = counter;
        var client = new Options();
        client.Retry.MaxRetries = 0;
        client.Diagnostics.IsLoggingEnabled = false;
        client.Diagnostics.IsDistributedTracingEnabled = false;
        client.Diagnostics.ApplicationId = "AciSecMon";
        if (options.Handler is { } handler) client.Transport = new HttpClientTransport(handler);
        pipeline = HttpPipelineBuilder.Build(
            client, [],
            [
                new ResiliencePolicy(new Pacer(options.Clock, counter), counter, options.Clock, options.Deadline),
                new BearerTokenAuthenticationPolicy(options.Credential, options.Scope),
            ],
            new ResponseClassifier());
    }

    /// <summary>Sends one request. The answer is given whatever its status.</summary>
    /// <exception cref="AciServiceException">No answer came, or the address is not Resource Manager's.</exception>
    public async Task<RawAnswer> SendAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        Uri address = AddressOf(request);
        using HttpMessage message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Parse(request.Method.Method);
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", "application/json");
        if (request.Body is { } body)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body.ToJsonString()));
        }

        if (request.IsRead) message.SetProperty(ResiliencePolicy.IsSafeToRepeat, true);
        long started = options.Clock.GetTimestamp();
        using IDisposable call = CallScope.Enter(reporter);
        try
        {
            await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
            string text = message.Response.ContentStream is null ? string.Empty : message.Response.Content.ToString();
            var answer = new RawAnswer(message.Response.Status, text, message.Response.Headers);
            counter.Received(text.Length);
            await ReportAsync(request, address, $"{answer.Status} ({answer.RequestId ?? "no request id"}, {text.Length} characters", started, reporter, cancellationToken).ConfigureAwait(false);
            return answer;
        }
        catch (Exception fault) when (ServiceErrors.IsNoAnswer(fault) && !cancellationToken.IsCancellationRequested)
        {
            counter.Failed();
            await ReportAsync(request, address, $"no answer ({fault.GetType().Name}", started, reporter, cancellationToken).ConfigureAwait(false);
            throw ServiceErrors.NoAnswer(request, address, fault);
        }
    }

    private Uri AddressOf(ArmRequest request)
    {
        Uri address = request.Path.StartsWith('/') ? new Uri(options.Endpoint, request.Path) : AbsoluteOf(request);
        bool isOwn = address.Scheme == Uri.UriSchemeHttps && string.Equals(address.Authority, options.Endpoint.Authority, StringComparison.OrdinalIgnoreCase);
        if (!isOwn) throw ServiceErrors.ForeignHost(request, address.Authority);
        var query = new StringBuilder(address.Query.TrimStart('?'));
        void Add(string name, string value)
        {
            if (query.Length > 0) query.Append('&');
            query.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        if (request.ApiVersion is { } version) Add("api-version", version);
        foreach ((string name, string value) in request.Query) Add(name, value);
        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }

    private static Uri AbsoluteOf(ArmRequest request) =>
        Uri.TryCreate(request.Path, UriKind.Absolute, out Uri? address) ? address : throw ServiceErrors.ForeignHost(request, "an address that cannot be read");

    private ValueTask ReportAsync(ArmRequest request, Uri address, string outcome, long started, IAciReporter reporter, CancellationToken cancellationToken) =>
        reporter.DebugAsync(
            $"{request.Method} {address.AbsolutePath} api-version={VersionOf(address)} -> {outcome}, {options.Clock.GetElapsedTime(started).TotalMilliseconds:F0} ms)",
            cancellationToken);

    // The rest of a query may hold tokens of a list.
    private static string VersionOf(Uri address)
    {
        const string Name = "api-version=";
        int at = address.Query.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "none" : address.Query[(at + Name.Length)..].Split('&')[0];
    }

    private sealed class Options : ClientOptions;
}

/// <summary>An answer as it came.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Text">Content.</param>
/// <param name="Headers">Headers.</param>
internal sealed record RawAnswer(int Status, string Text, ResponseHeaders Headers)
{
    /// <summary>Id of the request at the service.</summary>
    public string? RequestId { get; } = HeaderOf(Headers, "x-ms-request-id");

    /// <summary>A header; null where there is none.</summary>
    public string? Header(string name) => HeaderOf(Headers, name);

    private static string? HeaderOf(ResponseHeaders headers, string name) => headers.TryGetValue(name, out string? value) ? value : null;
}
