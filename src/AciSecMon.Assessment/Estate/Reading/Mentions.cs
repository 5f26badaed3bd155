using System.Text;

namespace AciSecMon.Assessment.Estate;

/// <summary>Tells whether a text that cannot be read as a document speaks of container groups.</summary>
internal static class Mentions
{
    private const int BufferBytes = 1 << 20;

    public static bool Provider(string text) => text.Contains(ResourceKinds.Provider, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same for a file that is too large to be held in memory; true where it cannot be told.</summary>
    public static async Task<bool> ProviderInFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (stream.ConfigureAwait(false))
            {
                byte[] buffer = new byte[BufferBytes];
                int kept = 0;
                while (true)
                {
                    int read = await stream.ReadAsync(buffer.AsMemory(kept), cancellationToken).ConfigureAwait(false);
                    if (read == 0) return false;
                    int held = kept + read;
                    if (Provider(Encoding.Latin1.GetString(buffer, 0, held))) return true;

                    // The name may lie across two reads.
                    kept = Math.Min(held, ResourceKinds.Provider.Length - 1);
                    buffer.AsSpan(held - kept, kept).CopyTo(buffer);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
