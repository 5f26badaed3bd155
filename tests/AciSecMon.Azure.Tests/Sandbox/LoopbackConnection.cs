using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AciSecMon.Azure.Tests.Sandbox;

/// <summary>One connection of the loopback server: HTTP/1.1, one request after the other, until the client closes or asks to.</summary>
internal sealed class LoopbackConnection(Stream stream, HttpMessageInvoker invoker, Uri inner, Uri outer)
{
    private readonly LoopbackReader reader = new(stream);

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        while (await reader.HeadAsync(cancellationToken) is { } head)
        {
            if (Wants(head, "Expect", "100-continue")) await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);
            byte[] content = await ContentAsync(head, cancellationToken);
            bool closes = Wants(head, "Connection", "close");
            if (RequestOf(head, content) is not { } request)
            {
                await WriteAsync(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("The request line is not understood.") }, isHead: false, closes: true, cancellationToken);
                return;
            }

            using (request)
            {
                using HttpResponseMessage response = await invoker.SendAsync(request, cancellationToken);
                await WriteAsync(response, request.Method == HttpMethod.Head, closes, cancellationToken);
            }

            if (closes) return;
        }
    }

    private async Task<byte[]> ContentAsync(LoopbackHead head, CancellationToken cancellationToken)
    {
        if (Wants(head, "Transfer-Encoding", "chunked")) return await reader.ChunksAsync(cancellationToken);
        string length = head.ValueOf("Content-Length") ?? "0";
        return int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? await reader.BytesAsync(count, cancellationToken)
            : throw new InvalidDataException("The length of the content is no number.");
    }

    // Only paths: a request for another host is not for this server.
    private HttpRequestMessage? RequestOf(LoopbackHead head, byte[] content)
    {
        string[] line = head.RequestLine.Split(' ');
        if (line.Length != 3 || !line[1].StartsWith('/') || line[1].StartsWith("//", StringComparison.Ordinal) || line[2] != "HTTP/1.1") return null;

        var request = new HttpRequestMessage(new HttpMethod(line[0]), new Uri(inner.GetLeftPart(UriPartial.Authority) + line[1]));
        if (content.Length > 0) request.Content = new ByteArrayContent(content);
        foreach ((string name, string value) in head.Headers)
        {
            if (name.Equals("Host", StringComparison.OrdinalIgnoreCase)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async Task WriteAsync(HttpResponseMessage response, bool isHead, bool closes, CancellationToken cancellationToken)
    {
        // All of it first: content that breaks off must break the connection, not end an answer that looks whole.
        byte[] content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (IsText(response.Content.Headers.ContentType)) content = Encoding.UTF8.GetBytes(Ours(Encoding.UTF8.GetString(content)));

        int status = (int)response.StatusCode;
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {response.ReasonPhrase}\r\n");
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is "Content-Length" or "Transfer-Encoding" or "Connection") continue;
            foreach (string value in values) head.Append(CultureInfo.InvariantCulture, $"{name}: {Ours(value)}\r\n");
        }

        if (status is not 204 and not 304) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {content.Length}\r\n");
        if (closes) head.Append("Connection: close\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), cancellationToken);
        if (!isHead && status is not 204 and not 304) await stream.WriteAsync(content, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private string Ours(string text) =>
        text.Replace(inner.GetLeftPart(UriPartial.Authority), outer.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    private static bool IsText(MediaTypeHeaderValue? type) =>
        type?.MediaType is { } media && (media.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || media.EndsWith("json", StringComparison.OrdinalIgnoreCase));

    private static bool Wants(LoopbackHead head, string header, string value) => string.Equals(head.ValueOf(header), value, StringComparison.OrdinalIgnoreCase);
}
