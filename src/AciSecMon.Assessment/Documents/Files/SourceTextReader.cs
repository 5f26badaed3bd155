using System.Text;

namespace AciSecMon.Assessment.Documents;

/// <summary>Reads the text of files: bounded in size, in any of the usual encodings, and never what is no text.</summary>
internal static class SourceTextReader
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<SourceText> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = new SourceFile(path, path);
        try
        {
            if (Directory.Exists(path)) return Failed(DocumentProblems.IsFolder(file));
            ReadOnlyMemory<byte>? bytes = await ReadBytesAsync(path, cancellationToken).ConfigureAwait(false);
            if (bytes is null) return Failed(DocumentProblems.TooLarge(file));
            string text = Decode(bytes.Value.Span);
            if (text.Contains('\0', StringComparison.Ordinal)) return Failed(DocumentProblems.Binary(file));
            return string.IsNullOrWhiteSpace(text) ? Failed(DocumentProblems.Empty(file)) : new SourceText(file, text, null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Failed(DocumentProblems.NotFound(file));
        }
        catch (UnauthorizedAccessException)
        {
            return Failed(DocumentProblems.Refused(file));
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return Failed(DocumentProblems.Unreadable(file, e));
        }

        SourceText Failed(AciProblem problem) => new(file, null, problem);
    }

    /// <summary>The whole content; null where it is larger than the limit.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            // Another program may go on writing or delete the file; what is read is what is there.
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            BufferSize = 0,
        };
        var stream = new FileStream(path, options);
        await using (stream.ConfigureAwait(false))
        {
            long length = stream.CanSeek ? stream.Length : 0;
            if (length > DocumentLimits.FileBytes) return null;

            // One byte more than announced shows whether the file grew; some special files announce none at all and give without end.
            byte[] buffer = new byte[length + 1];
            int count = 0;
            while (true)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
                count += read;
                if (read == 0) return buffer.AsMemory(0, count);
                if (count > DocumentLimits.FileBytes) return null;
                if (count == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(DocumentLimits.FileBytes + 1L, Math.Max(4096L, buffer.Length * 2L)));
            }
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        switch (bytes)
        {
            case [0xEF, 0xBB, 0xBF, ..]: return Decode(StrictUtf8, bytes[3..]);
            case [0xFF, 0xFE, ..]: return Encoding.Unicode.GetString(bytes[2..]);
            case [0xFE, 0xFF, ..]: return Encoding.BigEndianUnicode.GetString(bytes[2..]);
            default: return Decode(StrictUtf8, bytes);
        }
    }

    // Old editors save in the code page of their system. Letters may come out wrong then, but names and structure are ASCII.
    private static string Decode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
