namespace AciSecMon.Sandbox.Http;

/// <summary>A content that is reset after some of its bytes.</summary>
/// <param name="content">The whole content.</param>
/// <param name="breaksAfter">How many bytes come through.</param>
internal sealed class BreakingStream(byte[] content, int breaksAfter) : Stream
{
    private int at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int some = Math.Min(count, Math.Min(breaksAfter, content.Length) - at);
        if (some <= 0) throw new IOException("Unable to read data from the transport connection: An existing connection was forcibly closed by the remote host.");
        content.AsSpan(at, some).CopyTo(buffer.AsSpan(offset));
        at += some;
        return some;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
