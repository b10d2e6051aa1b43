using System.Net.Http.Headers;
using System.Net.Http.Json;
using CelebFunctions.Matching;
using CelebFunctions.Vision.Galleries;
using Xunit.Abstractions;

namespace CelebFunctions.Page.Tests.Device;

/// <summary>
/// From the photo on, each side with its own decoder, networks and gallery: the server in fp32, Chromium in eight bits. Photos are those of
/// docs/pictures, and below the folder that CELEB_DATA names the last one of each person, <c>Ada_Lovelace/1.jpg</c>.
/// </summary>
[Collection(PageTestGroup.Name)]
public sealed class SamePersonTests(PageFixture fixture, ITestOutputHelper output)
{
    private const double LeastKnown = 0.98, LeastStrangers = 0.95;

    [Fact]
    public async Task From_the_photo_on_browser_and_server_name_the_same_people()
    {
        await using var host = await PageHost.StartAsync();
        var page = fixture.Browser.Open(host.Address);
        page.TurnToDevice();
        page.Await<object>("""
            const { Device } = await import('/page/device/device.js');
            window.device = new Device(await (await fetch('page/setup.json')).json());
            await device.open();
            """);

        using var gallery = Gallery.Open(Path.Combine(Repository.Models, "galleries", "public-figures.safetensors"));
        var people = gallery.People.Select(person => person.Name).ToHashSet(StringComparer.Ordinal);

        var (known, strangers, percents, milliseconds) = (new List<bool>(), new List<bool>(), new List<int>(), new List<(double There, double Here)>());
        foreach (var path in PhotoPaths())
        {
            var (there, here) = (await InTheCloudAsync(host, path), OnTheDevice(page, path));
            milliseconds.Add((there.Milliseconds, here.Milliseconds));
            if (there.Matches is not [var first, ..] || here.Matches is not [var own, ..])
            {
                Assert.Equal(there.Matches.Count, here.Matches.Count);
                continue;
            }
            var name = Path.GetFileName(Path.GetDirectoryName(path)!).Replace('_', ' ');
            percents.Add(Math.Abs(first.Percent - own.Percent));
            if (people.Contains(name))
                known.Add(first.Person == own.Person);
            if (there.Matches.FirstOrDefault(match => match.Person.Name != name) is { } stranger)
                strangers.Add(here.Matches.Where(match => match.Person.Name != name).Take(3).Any(match => match.Person == stranger.Person));
        }

        output.WriteLine(
            $"{Same(known)} of {known.Count} people of the gallery, {Same(strangers)} of {strangers.Count} strangers; percents differ by {percents.Average():F2}; "
            + $"median ms {Median(milliseconds.Select(pair => pair.There)):F0} in the cloud, {Median(milliseconds.Select(pair => pair.Here)):F0} on the device");
        Assert.NotEmpty(strangers);
        // One more of few pictures may fall out by chance.
        Assert.True(Same(known) >= LeastKnown * known.Count - 1);
        Assert.True(Same(strangers) >= LeastStrangers * strangers.Count - 1);

        static int Same(List<bool> list) => list.Count(same => same);
        static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
    }

    private static async Task<Seen> InTheCloudAsync(PageHost host, string path)
    {
        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(path));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await host.Client.PostAsync("/api/match?faces=all&top=5", body);
        var answer = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(AnswerJson.Default.MatchAnswer))!;
        return new([.. answer.Faces.Take(1).SelectMany(face => face.Matches)], answer.Timings.Total);
    }

    private static Seen OnTheDevice(Page page, string path) => page.Await<Seen>("""
        const photo = new Blob([Uint8Array.from(atob(given[0]), (char) => char.charCodeAt(0))]);
        const { faces, timings } = await device.match(photo, new AbortController().signal);
        return { matches: faces[0]?.matches ?? [], milliseconds: timings.total };
        """, Convert.ToBase64String(File.ReadAllBytes(path)));

    private static IEnumerable<string> PhotoPaths()
    {
        var pictures = new[] { "composite-1.jpg", "composite-2.jpg", "composite-3.jpg", "composite-4.jpg", "group.jpg" }.Select(Repository.Picture);
        return Environment.GetEnvironmentVariable("CELEB_DATA") is { Length: > 0 } folder && Directory.Exists(folder)
            ? pictures.Concat(Directory.GetFiles(folder, "*.jpg", SearchOption.AllDirectories)
                .GroupBy(Path.GetDirectoryName)
                .Select(person => person.Max(StringComparer.Ordinal)!)
                .Order(StringComparer.Ordinal))
            : pictures;
    }

    private sealed record Seen(IReadOnlyList<PersonMatchAnswer> Matches, double Milliseconds);
}
