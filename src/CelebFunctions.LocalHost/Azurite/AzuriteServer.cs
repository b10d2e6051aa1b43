using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CelebFunctions.LocalHost.Azurite;

/// <summary>Azurite as a process that ends with this one.</summary>
internal sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>Where Azurite listens unless it is told otherwise, and what <c>UseDevelopmentStorage=true</c> means.</summary>
    public const int UsualBlobPort = 10000, UsualQueuePort = 10001;

    // Two to three seconds at leisure, nine seen on a busy machine, more than thirty where several test runs share two cores.
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private AzuriteServer(Process process) => _process = process;

    /// <summary>Completes when Azurite has ended, whoever ended it.</summary>
    public Task Ended => _process.WaitForExitAsync();

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="node">Runs it.</param>
    /// <param name="installation">Is there.</param>
    /// <param name="folder">Keeps blobs and messages.</param>
    /// <param name="blobPort">Loopback port of blobs.</param>
    /// <param name="queuePort">Loopback port of queues.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <param name="more">Further arguments.</param>
    /// <exception cref="AzuriteException">It ended, or does not answer.</exception>
    public static async Task<AzuriteServer> StartAsync(
        Node node, AzuriteInstallation installation, string folder, int blobPort, int queuePort, CancellationToken cancellationToken, params string[] more)
    {
        Directory.CreateDirectory(folder);
        // Azurite's three services are one script; tables are nobody's here and get whatever port is free.
        string[] arguments =
        [
            "--require", AzuriteInstallation.Hold, installation.Script,
            "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", folder,
            "--blobHost", "127.0.0.1", "--blobPort", $"{blobPort}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{queuePort}",
            "--tableHost", "127.0.0.1", "--tablePort", "0",
            .. more,
        ];
        var process = Process.Start(new ProcessStartInfo(node.Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var server = new AzuriteServer(process);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await AnswersAsync(process, blobPort, cancellationToken);
            await AnswersAsync(process, queuePort, cancellationToken);
            return server;
        }
        catch (Exception error)
        {
            await server.DisposeAsync();
            var said = (await errors).Split('\n', 2)[0].Trim();
            throw error is AzuriteException && said.Length > 0 ? new AzuriteException($"{error.Message} {said}") : error;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The pipe's end asks it to write down what it holds and go.
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(LongestStop);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private static async Task AnswersAsync(Process process, int port, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < LongestStart)
        {
            if (process.HasExited)
                throw new AzuriteException("Azurite ended while it started.");
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
        throw new AzuriteException($"Azurite does not answer on port {port}.");
    }
}
