using System.Text;
using AciSecMon.Azure.Calls;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AciSecMon.Azure.Registries;

/// <summary>Azure.Core's pipeline with this module's policies for one registry, so that the throttling of one holds up no other. Sends nothing to another host.</summary>
internal sealed class RegistryTransport
{
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly HttpPipeline pipeline;
    private readonly TransportOptions options;
    private readonly CallCounter counter;
    private readonly Uri address;

    public RegistryTransport(string host, TransportOptions options, CallCounter counter)
    {
        this.options = options;
        this.counter = counter;
        address = new Uri($"https://{host}/");
        var client = new Options();
        client.Retry.MaxRetries = 0;
        client.Diagnostics.IsLoggingEnabled = false;
        client.Diagnostics.IsDistributedTracingEnabled = false;
        client.Diagnostics.ApplicationId = "AciSecMon";
        if (options.Handler is { } handler) client.Transport = new HttpClientTransport(handler);
        pipeline = HttpPipelineBuilder.Build(
            client, [], [new ResiliencePolicy(new Pacer(options.Clock, counter), counter, options.Clock, options.Deadline), new BodyPolicy(counter, MostBytes)], new ResponseClassifier());
    }

    /// <summary>A token of the sign-in.</summary>
    /// <exception cref="AciServiceException">There is none.</exception>
    public async Task<string> TokenAsync(TokenSource tokens, CancellationToken cancellationToken) =>
        (await AskAsync(() => WrapAsync(tokens.GetAsync(cancellationToken)), cancellationToken).ConfigureAwait(false))!;

    /// <summary>Another token of the sign-in than one that was refused; null where there is no other.</summary>
    /// <exception cref="AciServiceException">There is none.</exception>
    public Task<string?> ReplaceAsync(TokenSource tokens, string refused, CancellationToken cancellationToken) =>
        AskAsync(() => tokens.ReplaceAsync(refused, claims: null, cancellationToken), cancellationToken);

    private static async ValueTask<string?> WrapAsync(ValueTask<string> token) => await token.ConfigureAwait(false);

    private async Task<string?> AskAsync(Func<ValueTask<string?>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception fault) when (ServiceErrors.IsNoAnswer(fault) && !cancellationToken.IsCancellationRequested)
        {
            throw ServiceErrors.NoAnswer(new ArmRequest(HttpMethod.Post, "/oauth2/exchange", null), address, fault);
        }
    }

    /// <summary>Sends one request. The answer is given whatever its status.</summary>
    /// <exception cref="AciServiceException">No answer came.</exception>
    public async Task<RawAnswer> SendAsync(RegistryRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        using HttpMessage message = pipeline.CreateMessage();
        message.BufferResponse = false;
        message.Request.Method = RequestMethod.Parse(request.Method.Method);
        message.Request.Uri.Reset(new Uri(address, request.Path));
        message.Request.Headers.Add("Accept", request.Accept);
        if (request.Token is { } token) message.Request.Headers.Add("Authorization", $"Bearer {token}");
        if (request.Form is { } form)
        {
            message.Request.Headers.Add("Content-Type", "application/x-www-form-urlencoded");
            message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(string.Join('&', form.Select(static pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"))));
        }

        message.SetProperty(ResiliencePolicy.IsSafeToRepeat, true);
        using IDisposable call = CallScope.Enter(reporter);
        using var limit = new CallLimit(options.Deadline, options.Clock, options.Watch);
        limit.Bound(message);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await pipeline.SendAsync(message, stop.Token).ConfigureAwait(false);
            var answer = new RawAnswer(message.Response.Status, message.Response.ContentStream is { } content ? await new StreamReader(content).ReadToEndAsync(stop.Token).ConfigureAwait(false) : string.Empty, message.Response.Headers);
            await reporter.DebugAsync($"{request} on {address.Host} -> {answer.Status}", cancellationToken).ConfigureAwait(false);
            return answer;
        }
        catch (Exception fault) when (ServiceErrors.IsNoAnswer(fault) && !cancellationToken.IsCancellationRequested)
        {
            counter.Failed();
            throw ServiceErrors.NoAnswer(new ArmRequest(request.Method, request.Path.Split('?')[0], null), address, fault);
        }
    }

    private sealed class Options : ClientOptions;
}
