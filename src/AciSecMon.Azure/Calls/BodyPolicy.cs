using Azure.Core;
using Azure.Core.Pipeline;

namespace AciSecMon.Azure.Calls;

/// <summary>Reads an answer to its end, so that one that breaks off is sent for again, and one that does not end does not fill the memory.</summary>
internal sealed class BodyPolicy(CallCounter counter, int mostBytes) : HttpPipelinePolicy
{
    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Calls are asynchronous.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        if (message.Response.ContentStream is not { } stream) return;
        var content = new MemoryStream();
        await using (stream.ConfigureAwait(false))
        {
            byte[] buffer = new byte[32 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, message.CancellationToken).ConfigureAwait(false)) > 0)
            {
                counter.Received(read);
                if (content.Length + read > mostBytes) throw new EndlessAnswerException();
                content.Write(buffer, 0, read);
            }
        }

        content.Position = 0;
        message.Response.ContentStream = content;
    }
}

/// <summary>An answer is longer than an answer can be.</summary>
internal sealed class EndlessAnswerException() : Exception("The answer is longer than an answer can be.");
