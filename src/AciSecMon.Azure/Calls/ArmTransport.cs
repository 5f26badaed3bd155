using System.Text;
using AciSecMon.Assessment.Documents;
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
    /// <summary>The deadline where nobody asks for another.</summary>
    public static readonly TimeSpan UsualDeadline = TimeSpan.FromSeconds(300);

    /// <summary>How long one call may take, waiting included.</summary>
    public TimeSpan Deadline { get; init; } = UsualDeadline;

    /// <summary>
    /// The clock that time-outs run by. Apart from <see cref="Clock"/>, since a wire of its own may pass over waits at once; a time-out would be over at once, too.
    /// </summary>
    public TimeProvider Watch { get; init; } = Clock;

    /// <summary>The api-versions of the services.</summary>
    public ApiVersionTable Versions { get; init; } = ApiVersionTable.Usual;

    /// <summary>
    /// How long a person has to sign in, where the credential asks one; null where it asks nobody. That time is none of the call's.
    /// </summary>
    public TimeSpan? PersonTime { get; init; }

    /// <summary>Bytes that an answer may have.</summary>
    public int MostBytes { get; init; } = DocumentLimits.FileBytes;
}

/// <summary>Azure.Core's pipeline with this module's policies. Sends nothing to a host other than Resource Manager's own.</summary>
internal sealed class ArmTransport : IDisposable
{
    private readonly HttpPipeline pipeline;
    private readonly TokenSource tokens;
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
        tokens = new TokenSource(options);
        pipeline = HttpPipelineBuilder.Build(
            client, [],
            [
                new ResiliencePolicy(new Pacer(options.Clock, counter), counter, options.Clock, options.Deadline),
                new TokenPolicy(tokens, counter),
                new BodyPolicy(counter, options.MostBytes),
            ],
            new ResponseClassifier());
    }

    /// <summary>The api-versions of the services.</summary>
    public ApiVersionTable Versions => options.Versions;

    /// <summary>Sends one request. The answer is given whatever its status.</summary>
    /// <exception cref="AciServiceException">No answer came, or the address is not Resource Manager's.</exception>
    public async Task<RawAnswer> SendAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        Uri address = AddressOf(request);
        using HttpMessage message = pipeline.CreateMessage();
        message.BufferResponse = false;
        message.Request.Method = RequestMethod.Parse(request.Method.Method);
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", "application/json");
        if (request.Prefer is { } wish) message.Request.Headers.Add("Prefer", wish);
        if (request.Body is { } body)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body.ToJsonString()));
        }

        if (request.IsRead) message.SetProperty(ResiliencePolicy.IsSafeToRepeat, true);
        long started = options.Clock.GetTimestamp();
        using IDisposable call = CallScope.Enter(reporter);

        // By the session's clock and over the whole call: an answer that trickles in never runs into a limit for a single read.
        using var limit = new CallLimit(options.Deadline, options.Clock, options.Watch);
        limit.Bound(message);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await pipeline.SendAsync(message, stop.Token).ConfigureAwait(false);
            string text = TextOf(message.Response.ContentStream, out long bytes);
            var answer = new RawAnswer(message.Response.Status, text, message.Response.Headers);
            await ReportAsync(request, address, $"{answer.Status} ({answer.RequestId ?? "no request id"}, {bytes} bytes", started, reporter, cancellationToken).ConfigureAwait(false);
            return answer;
        }
        catch (Exception fault) when (ServiceErrors.IsNoAnswer(fault) && !cancellationToken.IsCancellationRequested)
        {
            counter.Failed();
            await ReportAsync(request, address, $"no answer ({fault.GetType().Name}", started, reporter, cancellationToken).ConfigureAwait(false);
            throw ServiceErrors.NoAnswer(request, address, fault);
        }
    }

    /// <summary>Forgets the tokens.</summary>
    public void Dispose() => tokens.Dispose();

    private static string TextOf(Stream? content, out long bytes)
    {
        bytes = content?.Length ?? 0;
        if (content is null) return string.Empty;
        using var reader = new StreamReader(content, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private Uri AddressOf(ArmRequest request)
    {
        Uri address = request.Path.StartsWith('/') ? new Uri(options.Endpoint, request.Path) : AbsoluteOf(request);
        bool isOwn = address.Scheme == Uri.UriSchemeHttps && string.Equals(address.Authority, options.Endpoint.Authority, StringComparison.OrdinalIgnoreCase);
        if (!isOwn) throw ServiceErrors.ForeignHost(request, address.Authority);
        IEnumerable<(string Name, string Value)> added = request.ApiVersion is { } version ? [("api-version", options.Versions.For(request.Path, version)), .. request.Query] : request.Query;
        string query = string.Join('&', added.Select(static p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
        if (query.Length == 0) return address;
        return new Uri($"{address.AbsoluteUri}{(address.Query.Length == 0 ? '?' : '&')}{query}");
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
