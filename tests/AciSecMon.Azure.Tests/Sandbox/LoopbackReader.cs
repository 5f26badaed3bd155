using System.Globalization;
using System.Text;

namespace AciSecMon.Azure.Tests.Sandbox;

/// <summary>What stands before the content of a request.</summary>
/// <param name="RequestLine">Method, path and version.</param>
/// <param name="Headers">Headers in their order.</param>
internal sealed record LoopbackHead(string RequestLine, IReadOnlyList<(string Name, string Value)> Headers)
{
    /// <summary>The first value of a header, ignoring case; null for none.</summary>
    public string? ValueOf(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>Reads requests of HTTP/1.1 from a stream, within bounds.</summary>
internal sealed class LoopbackReader(Stream stream)
{
    private const int LongestLine = 64 * 1024;
    private const int MostHeaders = 200;
    private const int LargestContent = 16 * 1024 * 1024;

    private readonly byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;

    /// <summary>Reads the next head; null where the client has closed before one.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    /// <exception cref="EndOfStreamException">It breaks off.</exception>
    public async Task<LoopbackHead?> HeadAsync(CancellationToken cancellationToken)
    {
        if (at == end && !await FillAsync(cancellationToken)) return null;
        string line = await LineAsync(cancellationToken);
        var headers = new List<(string, string)>();
        while (await LineAsync(cancellationToken) is { Length: > 0 } header)
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || headers.Count == MostHeaders) throw new InvalidDataException("The headers are not understood.");
            headers.Add((header[..colon], header[(colon + 1)..].Trim()));
        }

        return new LoopbackHead(line, headers);
    }

    /// <summary>Reads so many bytes.</summary>
    public async Task<byte[]> BytesAsync(int count, CancellationToken cancellationToken)
    {
        if (count is < 0 or > LargestContent) throw new InvalidDataException("The content is too large.");
        byte[] bytes = new byte[count];
        for (int done = 0; done < count;)
        {
            await NeedAsync(cancellationToken);
            int taken = Math.Min(end - at, count - done);
            Array.Copy(buffer, at, bytes, done, taken);
            at += taken;
            done += taken;
        }

        return bytes;
    }

    /// <summary>Reads content that comes in chunks.</summary>
    public async Task<byte[]> ChunksAsync(CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        while (true)
        {
            string size = (await LineAsync(cancellationToken)).Split(';')[0];
            if (!int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int count) || count < 0 || whole.Length + count > LargestContent)
                throw new InvalidDataException("A chunk is not understood.");
            if (count == 0) break;
            whole.Write(await BytesAsync(count, cancellationToken));
            if ((await LineAsync(cancellationToken)).Length > 0) throw new InvalidDataException("A chunk has no end.");
        }

        while ((await LineAsync(cancellationToken)).Length > 0)
        {
            // Trailers: nothing here needs them.
        }

        return whole.ToArray();
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            await NeedAsync(cancellationToken);
            char letter = (char)buffer[at++];
            if (letter == '\n') return line.ToString().TrimEnd('\r');
            if (line.Length == LongestLine) throw new InvalidDataException("A line is too long.");
            line.Append(letter);
        }
    }

    private async ValueTask NeedAsync(CancellationToken cancellationToken)
    {
        if (at == end && !await FillAsync(cancellationToken)) throw new EndOfStreamException("The client closed within a request.");
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        at = 0;
        end = await stream.ReadAsync(buffer, cancellationToken);
        return end > 0;
    }
}
