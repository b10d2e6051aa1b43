using System.Text.Json;

namespace CelebFunctions.Page.Tests.Device;

/// <summary>
/// Replays docs/on-device/golden.json through the page's own modules in the browser, with the fp32 networks and the whole gallery
/// that the file was reckoned with; the tolerances are those of docs/on-device.md.
/// </summary>
[Collection(PageTestGroup.Name)]
public sealed class GoldenTests(PageFixture fixture)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "on-device");

    private readonly JsonElement _golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "golden.json"))).RootElement;

    [Fact]
    public async Task Each_step_gives_in_the_browser_what_NumPy_and_PyTorch_gave()
    {
        await using var host = await PageHost.StartAsync();
        var page = fixture.Browser.Open(host.Address);

        var made = page.Await<JsonElement>("""
            const photo = new Blob([Uint8Array.from(atob(given[0]), (char) => char.charCodeAt(0))]);
            const golden = JSON.parse(given[1]);
            const [pixels, boxes, aligner, { Detector }, { Embedder }, { Gallery }, { Network }, { tell }] = await Promise.all(
              ['pixels', 'letterbox', 'aligner', 'detector', 'embedder', 'gallery', 'network', 'sentence'].map((name) => import(`/page/device/${name}.js`)));
            const { models } = await (await fetch('/api/models')).json();
            const bytes = async (kind, find) => (await fetch(models.find((model) => model.kind === kind).files.find(find).path)).arrayBuffer();
            const manifest = async (kind) => JSON.parse(new TextDecoder().decode(await bytes(kind, ({ name }) => name === 'manifest.json')));
            const network = async (kind) => Network.open(await manifest(kind), await bytes(kind, ({ precision }) => precision === 'fp32'));

            const { pixels: picture } = await pixels.decode(photo);
            const box = boxes.fit(picture, 320, 32);
            const planes = boxes.planesOf(picture, box);
            const spots = ({ values }, at) => values.map(({ x, y }) => [0, 1, 2].map((plane) => at(plane, x, y)));
            const faces = await new Detector(await network('detector'), await manifest('detector')).detect(picture, 320);
            const { landmarks } = golden.face;
            const aligned = aligner.align(picture, landmarks);
            const embedderManifest = await manifest('embedder');
            const [vectors] = await new Embedder(await network('embedder'), embedderManifest, true).embed([aligned]);
            const galleries = [];
            for (const end of ['.slim.safetensors', '.safetensors']) {
              const gallery = new Gallery(await bytes('gallery', ({ name }) => name.endsWith(end)), embedderManifest.files[0].sha256);
              galleries.push(tell(gallery, golden.vectors, 5));
            }
            return {
              letterbox: { width: box.inputWidth, height: box.inputHeight, spots: spots(golden.letterbox, (plane, x, y) => planes[(plane * box.inputHeight + y) * box.inputWidth + x]) },
              faces,
              transform: aligner.transformOf(landmarks),
              mean: [0, 1, 2].map((plane) => aligned.slice(plane * 12544, (plane + 1) * 12544).reduce((sum, value) => sum + value, 0) / 12544),
              spots: spots(golden.aligned, (plane, x, y) => aligned[(plane * 112 + y) * 112 + x]),
              vectors: Object.fromEntries(Object.entries(vectors).map(([region, vector]) => [region, [...vector]])),
              slim: galleries[0], whole: galleries[1],
            };
            """,
            Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(Folder, "face.png"))), _golden.GetRawText());

        var letterbox = _golden.GetProperty("letterbox");
        AssertNear([letterbox.GetProperty("width").GetDouble(), letterbox.GetProperty("height").GetDouble()], [made.GetProperty("letterbox").GetProperty("width").GetDouble(), made.GetProperty("letterbox").GetProperty("height").GetDouble()], 0);
        AssertSpots(letterbox, made.GetProperty("letterbox").GetProperty("spots"), 0.1);

        var (expected, face) = (_golden.GetProperty("face"), Assert.Single(made.GetProperty("faces").EnumerateArray()));
        Assert.Equal(expected.GetProperty("score").GetDouble(), face.GetProperty("score").GetDouble(), 0.02);
        AssertNear(Numbers(expected.GetProperty("box")), [.. ((string[])["x", "y", "width", "height"]).Select(side => face.GetProperty("box").GetProperty(side).GetDouble())], 1);
        AssertNear(Numbers(expected.GetProperty("landmarks")), Numbers(face.GetProperty("landmarks")), 0.5);

        AssertNear(Members("a", "b", "x", "y", _golden.GetProperty("transform")), Members("a", "b", "x", "y", made.GetProperty("transform")), 1e-3);
        AssertNear(Numbers(_golden.GetProperty("aligned").GetProperty("mean")), Numbers(made.GetProperty("mean")), 0.2);
        AssertSpots(_golden.GetProperty("aligned"), made.GetProperty("spots"), 3);

        foreach (var region in _golden.GetProperty("vectors").EnumerateObject())
        {
            var cosine = Numbers(region.Value).Zip(Numbers(made.GetProperty("vectors").GetProperty(region.Name)), (one, other) => one * other).Sum();
            Assert.InRange(cosine, 0.999, 1.001);
        }
        AssertMatches(made.GetProperty("whole"));
        // Of the slim file's eight bits docs/on-device.md states 0.0021.
        var (first, slim) = (_golden.GetProperty("matches")[0], made.GetProperty("slim").GetProperty("matches")[0]);
        Assert.Equal(first.GetProperty("person").GetString(), slim.GetProperty("person").GetProperty("id").GetString());
        Assert.Equal(first.GetProperty("similarity").GetDouble(), slim.GetProperty("similarity").GetDouble(), 3e-3);
    }

    private void AssertMatches(JsonElement made)
    {
        var golden = _golden.GetProperty("matches").EnumerateArray().ToArray();
        var hits = made.GetProperty("matches").EnumerateArray().Concat(made.GetProperty("features").EnumerateArray()).ToArray();
        Assert.Equal(golden.Select(hit => hit.GetProperty("person").GetString()), hits.Select(hit => hit.GetProperty("person").GetProperty("id").GetString()));
        AssertNear([.. golden.Select(hit => hit.GetProperty("similarity").GetDouble())], [.. hits.Select(hit => hit.GetProperty("similarity").GetDouble())], 1e-3);
        AssertNear([.. golden.Select(hit => hit.GetProperty("percent").GetDouble())], [.. hits.Select(hit => hit.GetProperty("percent").GetDouble())], 0);
    }

    private static void AssertSpots(JsonElement step, JsonElement made, double tolerance) =>
        AssertNear([.. step.GetProperty("values").EnumerateArray().SelectMany(spot => Numbers(spot.GetProperty("rgb")))], Numbers(made), tolerance);

    private static void AssertNear(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
    }

    private static double[] Members(string a, string b, string x, string y, JsonElement of) =>
        [.. new[] { a, b, x, y }.Select(name => of.GetProperty(name).GetDouble())];

    private static double[] Numbers(JsonElement values) =>
        [.. values.EnumerateArray().SelectMany(value => value.ValueKind == JsonValueKind.Array ? Numbers(value) : [value.GetDouble()])];
}
