using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AciSecMon.Azure.Calls;

/// <summary>Puts the token on a request. One that the service refuses is replaced once, where the credential has another one.</summary>
internal sealed class TokenPolicy(TokenSource tokens, CallCounter counter) : HttpPipelinePolicy
{
    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Calls are asynchronous.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        string token = await AskAsync(message, () => tokens.GetAsync(message.CancellationToken)).ConfigureAwait(false);
        await SendAsync(message, token, pipeline).ConfigureAwait(false);
        if (message.Response.Status != 401) return;
        string? other = await AskAsync(message, () => tokens.ReplaceAsync(token, ClaimsOf(message.Response), message.CancellationToken)).ConfigureAwait(false);
        if (other is null) return;
        message.Response.Dispose();
        counter.Retried();
        await SendAsync(message, other, pipeline).ConfigureAwait(false);
    }

    // Whoever waits for the same sign-in waits for the person, too.
    private ValueTask<T> AskAsync<T>(HttpMessage message, Func<ValueTask<T>> ask) => tokens.AsksPerson ? CallLimit.Of(message).HoldAsync(ask) : ask();

    private async ValueTask SendAsync(HttpMessage message, string token, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        message.Request.Headers.SetValue("Authorization", "Bearer " + token);
        counter.Sent();
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
    }

    // Continuous access evaluation: the next token has to carry what the challenge asks for.
    private static string? ClaimsOf(Response response)
    {
        const string Name = "claims=\"";
        if (!response.Headers.TryGetValue("WWW-Authenticate", out string? challenge)) return null;
        int at = challenge.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        string text = challenge[(at + Name.Length)..].Split('"')[0].Replace('-', '+').Replace('_', '/');
        text = text.PadRight(text.Length + ((4 - (text.Length % 4)) % 4), '=');
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
