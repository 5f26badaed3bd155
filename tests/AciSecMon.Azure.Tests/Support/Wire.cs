using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace AciSecMon.Azure.Tests.Support;

/// <summary>A request as it went over the wire.</summary>
internal sealed record Sent(string Method, Uri Address, string Body, string? Authorization)
{
    /// <summary>Method, path and query.</summary>
    public override string ToString() => $"{Method} {Address.PathAndQuery}";
}

/// <summary>Plays the service from a script: the answers in their order, the last one again and again.</summary>
internal sealed class Wire : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<Sent, HttpResponseMessage>> script = new();
    private Func<Sent, HttpResponseMessage>? always;

    public ConcurrentQueue<Sent> Requests { get; } = new();

    public Sent[] All => [.. Requests];

    public Wire Then(Func<Sent, HttpResponseMessage> answer)
    {
        script.Enqueue(answer);
        return this;
    }

    public Wire Then(int status, string text = "", params (string Name, string Value)[] headers) => Then(_ => Answer(status, text, headers));

    public Wire Then(Exception fault) => Then(_ => throw fault);

    public Wire Always(Func<Sent, HttpResponseMessage> answer)
    {
        always = answer;
        return this;
    }

    public Wire Always(int status, string text = "", params (string Name, string Value)[] headers) => Always(_ => Answer(status, text, headers));

    public static HttpResponseMessage Answer(int status, string text = "", params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, text.StartsWith('<') ? "text/html" : "application/json") };
        foreach ((string name, string value) in headers) answer.Headers.TryAddWithoutValidation(name, value);
        return answer;
    }

    public static string Error(string code, string message) => $$$"""{"error":{"code":"{{{code}}}","message":"{{{message}}}"}}""";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new Sent(request.Method.Method, request.RequestUri!, body, request.Headers.Authorization?.ToString());
        Requests.Enqueue(sent);
        Func<Sent, HttpResponseMessage> answer = script.TryDequeue(out Func<Sent, HttpResponseMessage>? next) ? next : always ?? throw new InvalidOperationException($"Nobody answers {sent}.");
        return answer(sent);
    }
}

/// <summary>Content that goes wrong in the middle, or does not end.</summary>
internal sealed class BadStream(string beginning, Func<byte[], CancellationToken, ValueTask<int>> then) : Stream
{
    private byte[]? first = Encoding.UTF8.GetBytes(beginning);

    public static HttpResponseMessage Answer(string beginning, Func<byte[], CancellationToken, ValueTask<int>> then) =>
        new(HttpStatusCode.OK) { Content = new StreamContent(new BadStream(beginning, then)) };

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (first is { Length: > 0 } bytes)
        {
            first = null;
            bytes.CopyTo(buffer);
            return bytes.Length;
        }

        byte[] part = new byte[buffer.Length];
        int read = await then(part, cancellationToken);
        part.AsMemory(0, read).CopyTo(buffer);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
