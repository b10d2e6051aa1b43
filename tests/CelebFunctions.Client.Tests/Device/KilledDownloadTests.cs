using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CelebFunctions.Client.Device;
using CelebFunctions.Client.Sample;
using CelebFunctions.Client.Tests.Feeds;
using Xunit.Abstractions;

namespace CelebFunctions.Client.Tests.Device;

/// <summary>
/// Kills a client, the sample as a process of its own, at random moments of its downloads: 20 times, or as often as CELEB_KILLS
/// says.
/// </summary>
public sealed class KilledDownloadTests(PublishedFeed feed, ITestOutputHelper output) : IClassFixture<PublishedFeed>, IDisposable
{
    // A whole download sees this many kills, on average.
    private const int KillsInADownload = 8;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(20261125);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task However_often_a_client_is_killed_it_ends_with_verified_models_and_asks_for_nothing_that_it_has()
    {
        var parts = Parts();
        var step = 2 * parts.Sum(part => part.Size) / KillsInADownload;
        await using var server = await FeedServer.StartAsync(feed.Folder);
        server.Pause = TimeSpan.FromMilliseconds(2);
        var (kills, downloads) = (0, 0);
        while (kills < Kills)
        {
            var folder = _folder[$"device-{downloads++}"];
            for (var done = false; !done;)
            {
                var here = parts.ToDictionary(part => part.Path, part => part.BytesIn(folder));
                server.Asked.Clear();
                done = await RunAsync(server, folder, kills < Kills ? _random.NextInt64(step) : null);
                kills += done ? 0 : 1;
                foreach (var (path, offset) in server.Asked.Where(asked => here.ContainsKey(asked.Path)))
                {
                    // What is whole is asked for no more, and what was begun from the first byte that is not here.
                    Assert.Equal(here[path], offset);
                    Assert.NotEqual(parts.Single(part => part.Path == path).Size, offset);
                }
            }
            Assert.All(parts, part => Assert.True(part.IsWholeIn(folder)));
            await AssertMatchesAloneAsync(folder);
        }
        output.WriteLine($"{kills} kills, {downloads} downloads of {parts.Sum(part => part.Size)} bytes; the server sent {server.Sent} in all.");
    }

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("CELEB_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 20;

    /// <summary>The files that a phone takes.</summary>
    private Part[] Parts() =>
    [
        .. Directory.GetFiles(feed.Folder, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".int8.onnx", StringComparison.Ordinal) || file.EndsWith(".slim.safetensors", StringComparison.Ordinal))
            .Select(file => Part.Of(feed.Folder, file)),
    ];

    /// <summary>Runs a client until it is done, or kills it when so many further bytes went out.</summary>
    /// <returns>Whether it was done.</returns>
    private async Task<bool> RunAsync(FeedServer server, string folder, long? kill)
    {
        string[] arguments = [typeof(SkiaPhotoCodec).Assembly.Location, "update", "--feed", $"{server.Address}", "--root", feed.RootPem, "--folder", folder];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        var last = server.Sent + kill;
        var killed = false;
        server.OnSent = sent =>
        {
            if (!(sent > last) || killed)
                return;
            killed = true;
            process.Kill();
        };
        await process.WaitForExitAsync();
        server.OnSent = null;
        // It may have been done when it was killed; then it says so the next time.
        Assert.True(killed || process.ExitCode == 0, $"{await said} {await complained}");
        return !killed;
    }

    private async Task AssertMatchesAloneAsync(string folder)
    {
        using var matcher = new OnDeviceMatcher(new NoFeed(), feed.Root, new SkiaPhotoCodec(), new() { Folder = folder });

        var result = await matcher.MatchAsync(await File.ReadAllBytesAsync(Repository.Picture("composite-1.jpg")), new());

        Assert.NotNull(result.Sentence);
    }

    /// <summary>A file of the feed.</summary>
    private sealed record Part(string Path, long Size, string Sha256)
    {
        public static Part Of(string feed, string file)
        {
            var bytes = File.ReadAllBytes(file);
            return new(System.IO.Path.GetRelativePath(feed, file), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }

        /// <summary>How much of it a device has: in its place, or waiting for the rest.</summary>
        public long BytesIn(string folder) => new[] { Path, System.IO.Path.Combine("partial", Sha256) }
            .Select(path => new FileInfo(System.IO.Path.Combine(folder, path)))
            .Sum(file => file.Exists ? file.Length : 0);

        public bool IsWholeIn(string folder) =>
            File.Exists(System.IO.Path.Combine(folder, Path)) && Of(folder, System.IO.Path.Combine(folder, Path)).Sha256 == Sha256;
    }
}
