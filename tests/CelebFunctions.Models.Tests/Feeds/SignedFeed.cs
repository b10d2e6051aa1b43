using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.Models.Tests.Feeds;

/// <summary>
/// A feed in a folder with its keys, and a machine that takes from it. It signs whatever it is told to, as a careless
/// publisher would: what must be refused is refused by who reads it.
/// </summary>
internal sealed class SignedFeed : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SignedFeed()
    {
        Registry = new(_folder["feed"]);
        Hostile = new(Registry);
        PutKeys(1, Key);
    }

    public SigningKey Root { get; } = SigningKey.Create();

    public SigningKey Key { get; } = SigningKey.Create();

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    public FolderRegistry Registry { get; }

    /// <summary>What the machine sees of the registry.</summary>
    public HostileFeed Hostile { get; }

    public string StoreFolder => _folder["store"];

    public DateTimeOffset Later => Time.GetUtcNow().AddDays(90);

    public string PathOf(string path) => Path.Combine(_folder["feed"], path);

    public void Write(string path, byte[] content) => _folder.Write(Path.Combine("feed", path), content);

    public void PutKeys(long number, params SigningKey[] keys) =>
        Write(FeedPaths.Keys, SignedDocuments.Sign(new PublishingKeys(number, [.. keys.Select(key => key.Public.Jwk)]), Later, Root));

    public SetVersion PutDetector(string version, byte[] network, SigningKey? key = null, Action<JsonObject>? change = null) =>
        PutModel("face-detector", version, "detector", network, key, change);

    public SetVersion PutEmbedder(string version, byte[] network, SigningKey? key = null, Action<JsonObject>? change = null) =>
        PutModel("face-embedder", version, "embedder", network, key, change);

    public SetVersion PutGallery(string version, byte[] embedder, SigningKey? key = null, params string[] people)
    {
        var path = _folder["gallery.safetensors"];
        var random = new Random(7);
        GalleryWriter.Write(path, new()
        {
            Id = "drawn",
            Name = "Drawn",
            Version = version,
            Space = HashOf(embedder),
            Regions = [FaceRegion.Face],
            Dimensions = 32,
            People = [.. people.DefaultIfEmpty("ann-lee").Select(id => new Person(id, id))],
            Vectors = [.. Enumerable.Range(0, 32 * Math.Max(people.Length, 1)).Select(_ => (float)random.NextDouble())],
            Curves = new Dictionary<FaceRegion, PercentCurve> { [FaceRegion.Face] = new(0, 0.3f, 0.6f) },
        });
        var bytes = File.ReadAllBytes(path);
        var manifest = new JsonObject
        {
            ["name"] = "drawn", ["version"] = version, ["kind"] = "gallery", ["space"] = HashOf(embedder), ["files"] = FilesOf("drawn.safetensors", bytes),
        };
        return Put(VersionId.Of("drawn", version), manifest, ("drawn.safetensors", bytes), key);
    }

    /// <summary>Signs a version and puts it where it belongs.</summary>
    public SetVersion Put(VersionId id, JsonObject manifest, (string Name, byte[] Content) file, SigningKey? key = null)
    {
        var payload = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        Write(FeedPaths.Manifest(id), SignedDocuments.SignManifest(payload, Later, key ?? Key));
        Write(FeedPaths.File(id, file.Name), file.Content);
        return new(id.ToString(), HashOf(payload));
    }

    public void Activate(
        long number, SetParts parts, SigningKey? key = null, SetCanary? canary = null, params (string Name, string Version)[] lowest) =>
        Write(FeedPaths.Active, SignedDocuments.Sign(
            new ModelSet(number, parts, canary, lowest.ToDictionary(each => each.Name, each => each.Version), Time.GetUtcNow()), Later, key ?? Key));

    /// <summary>Publishes and serves a whole set, made of a number.</summary>
    /// <returns>What the set names.</returns>
    public SetParts Serve(long number, SigningKey? key = null)
    {
        var version = $"1.{number}.0";
        var embedder = NetworkOf((int)number);
        SetParts parts = new(
            PutDetector(version, NetworkOf(100 + (int)number), key), PutEmbedder(version, embedder, key), [PutGallery(version, embedder, key)]);
        Activate(number, parts, key);
        return parts;
    }

    /// <summary>A machine that starts: a new process over the same folder.</summary>
    public ModelUpdater Start(ModelUpdaterOptions? options = null) =>
        new(Hostile, new(StoreFolder), TrustedRoot.Of(Root.Public), options ?? new(), Time);

    public Task<UpdateOutcome> CheckAsync() => Start().CheckAsync(default);

    /// <summary>Looks, and must be refused, while set 1 goes on serving, in this process and after a restart.</summary>
    public async Task<string> RefusedAsync(UpdateState state = UpdateState.Refused)
    {
        var outcome = await CheckAsync();

        Assert.Equal(state, outcome.State);
        Assert.Equal(1, outcome.Set?.Number);
        Hostile.Down = true;
        Assert.Equal(1, (await Start().LastAsync(default))?.Number);
        Hostile.Down = false;
        return outcome.Reason!;
    }

    /// <summary>Bytes that stand for a network: nobody runs it here.</summary>
    public static byte[] NetworkOf(int seed)
    {
        var network = new byte[20_000];
        new Random(seed).NextBytes(network);
        // No protocol buffer: field number 0 is none.
        network[0] = 0;
        return network;
    }

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public void Dispose()
    {
        Root.Dispose();
        Key.Dispose();
        _folder.Dispose();
    }

    private SetVersion PutModel(string name, string version, string kind, byte[] network, SigningKey? key, Action<JsonObject>? change)
    {
        var manifest = new JsonObject
        {
            ["name"] = name, ["version"] = version, ["kind"] = kind, ["files"] = FilesOf($"{name}.onnx", network),
            ["input"] = new JsonObject(), ["output"] = new JsonObject(),
        };
        change?.Invoke(manifest);
        return Put(VersionId.Of(name, version), manifest, ($"{name}.onnx", network), key);
    }

    private static JsonArray FilesOf(string name, byte[] content) =>
        [new JsonObject { ["name"] = name, ["size"] = content.Length, ["sha256"] = HashOf(content), ["precision"] = "fp32" }];
}
