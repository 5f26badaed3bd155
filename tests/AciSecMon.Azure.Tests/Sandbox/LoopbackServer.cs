using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace AciSecMon.Azure.Tests.Sandbox;

/// <summary>
/// Serves a wire on loopback HTTPS, so that clients of any kind can talk to it: the SDKs' bearer policies refuse http. Addresses of the wire in contents and headers
/// (<c>nextLink</c>, <c>Location</c>, <c>Azure-AsyncOperation</c>) become this server's. An exception of the wire breaks the connection, as a reset does.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly HttpMessageInvoker invoker;
    private readonly Uri inner;
    private readonly Task accepting;

    private LoopbackServer(AzureWire wire)
    {
        invoker = new HttpMessageInvoker(wire.Handler, disposeHandler: false);
        inner = wire.ResourceManager;
        listener.Start();
        Address = new Uri($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    /// <summary>Address of Resource Manager on this server.</summary>
    public Uri Address { get; }

    /// <summary>What the server shows for itself, to be pinned.</summary>
    public X509Certificate2 Certificate { get; } = LoopbackCertificate.Make();

    /// <summary>Serves a wire until it is disposed of.</summary>
    public static LoopbackServer Start(AzureWire wire) => new(wire);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        invoker.Dispose();
        Certificate.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stop.Token);
                open.RemoveAll(static one => one.IsCompletedSuccessfully);
                open.Add(ServeAsync(client));
            }
        }
        catch (Exception fault) when (stop.IsCancellationRequested && fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        using TcpClient own = client;
        own.NoDelay = true;
        await using var secure = new SslStream(own.GetStream(), leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, stop.Token);
            await new LoopbackConnection(secure, invoker, inner, Address).ServeAsync(stop.Token);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or AuthenticationException or HttpRequestException or OperationCanceledException)
        {
            // A client that left, one that does not trust the certificate, a planned break or the end of the server: reset, so that no client takes half an answer for a whole one.
            own.Client.Close(timeout: 0);
        }
    }
}
