using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CelebFunctions.Testing;

/// <summary>Somebody's server on loopback that webhooks are sent to; it answers byte by byte what the test wants.</summary>
internal sealed class HookServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, Stream, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly SemaphoreSlim _came = new(0);
    private readonly Task _serving;
    private int _count;

    /// <param name="answer">Told how many requests came; writes to the connection.</param>
    /// <param name="tls">Speaks https, with a certificate that nobody knows.</param>
    public HookServer(Func<int, Stream, Task> answer, bool tls = false)
    {
        _answer = answer;
        _certificate = tls ? NewCertificate() : null;
        _listener.Start();
        _serving = ServeAsync();
    }

    public ConcurrentQueue<HookRequest> Requests { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/hook";

    /// <summary>Gives these answers, the last of them to all further requests.</summary>
    /// <param name="answers">A status and what follows it, such as <c>503 Busy\r\nRetry-After: 7</c>.</param>
    public static HookServer Answering(params string[] answers) => new((count, connection) => WriteAsync(connection, answers[Math.Min(count, answers.Length) - 1]));

    /// <summary>Writes an answer without a body.</summary>
    public static Task WriteAsync(Stream connection, string answer) =>
        connection.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")).AsTask();

    /// <summary>Waits for the next request.</summary>
    public async Task<HookRequest> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await _came.WaitAsync(patience.Token);
        return Requests.Last();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
        _came.Dispose();
        _certificate?.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(_certificate);
                    stream = tls;
                }
                await using var connection = stream;
                Requests.Enqueue(await ReadAsync(connection));
                _came.Release();
                await _answer(Interlocked.Increment(ref _count), connection).WaitAsync(_stop.Token);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The caller hung up, or the test is over.
            }
        }
    }

    private async Task<HookRequest> ReadAsync(Stream connection)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await connection.ReadExactlyAsync(one, _stop.Token);
            head.Append((char)one[0]);
        }
        var request = new HookRequest(head.ToString(), []);
        var body = new byte[int.Parse(request.Header("Content-Length")!, System.Globalization.CultureInfo.InvariantCulture)];
        await connection.ReadExactlyAsync(body, _stop.Token);
        return request with { Body = body };
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=hooks.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}

/// <summary>A request as it came.</summary>
/// <param name="Head">Request line and headers.</param>
/// <param name="Body">The rest.</param>
internal sealed record HookRequest(string Head, byte[] Body)
{
    public string? Header(string name) => Head.Split("\r\n")
        .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}
