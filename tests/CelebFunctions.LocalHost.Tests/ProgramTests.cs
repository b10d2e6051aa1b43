using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CelebFunctions.LocalHost.Tests.Http;

namespace CelebFunctions.LocalHost.Tests;

/// <summary>The program itself, as a process.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_one_line_that_says_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var program = Start("--port", $"{port}", "--no-azurite");

        var error = await program.StandardError.ReadToEndAsync().WaitAsync(Signals.Patience);
        await program.WaitForExitAsync().WaitAsync(Signals.Patience);

        Assert.Equal(1, program.ExitCode);
        Assert.StartsWith($"Port {port} is taken", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_serves_the_app_and_a_signal_to_stop_ends_it_cleanly()
    {
        using var program = Start("--port", "0", "--no-azurite");
        try
        {
            var address = await AddressAsync(program.StandardOutput).WaitAsync(Signals.Patience);
            using var client = new HttpClient { BaseAddress = new(address) };
            using var answer = await client.GetAsync("/api/health/live");
            using var signal = Process.Start("kill", ["-TERM", $"{program.Id}"]);
            await program.WaitForExitAsync().WaitAsync(Signals.Patience);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(0, program.ExitCode);
        }
        finally
        {
            program.Kill();
        }
    }

    private static async Task<string> AddressAsync(StreamReader output)
    {
        const string sign = "Listening on ";
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(sign, StringComparison.Ordinal))
                return line[sign.Length..].Split(' ')[0];
        }
        throw new InvalidOperationException("The program ended without listening.");
    }

    private static Process Start(params string[] args) => Process.Start(new ProcessStartInfo("dotnet", [typeof(FunctionsHost).Assembly.Location, .. args])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
