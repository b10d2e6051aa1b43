using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>How hosts are found and reached.</summary>
/// <param name="ResolveAsync">Gives a name's addresses.</param>
/// <param name="ConnectAsync">Connects to the first of these addresses that answers, at a port.</param>
/// <param name="Trust">Judges a host's certificate; null leaves it to the system.</param>
public sealed record WebhookNetwork(
    Func<string, CancellationToken, Task<IPAddress[]>> ResolveAsync,
    Func<IPAddress[], int, CancellationToken, Task<Stream>> ConnectAsync,
    RemoteCertificateValidationCallback? Trust = null)
{
    /// <summary>The system's.</summary>
    public static WebhookNetwork OfTheSystem { get; } = new(Dns.GetHostAddressesAsync, ConnectSocketAsync);

    private static async Task<Stream> ConnectSocketAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
