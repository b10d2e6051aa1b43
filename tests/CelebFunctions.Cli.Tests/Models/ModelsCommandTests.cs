using System.Text;
using System.Text.Json.Nodes;
using CelebFunctions.Models;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Tests.Models;

public sealed class ModelsCommandTests(PublishedRegistry published) : IClassFixture<PublishedRegistry>, IDisposable
{
    // The detector's version in the repository, and one above it.
    private static readonly string Shipped = Path.GetFileName(Repository.Model("face-detector"));
    private static readonly string Next = $"{Shipped[..Shipped.LastIndexOf('.')]}.99";

    private readonly CopiedRegistry _registry = CopiedRegistry.Of(published);

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task What_was_published_and_activated_reaches_a_machine_that_has_the_public_root_key_alone()
    {
        var outcome = await _registry.TakeAsync();

        Assert.Equal((UpdateState.Updated, null), (outcome.State, outcome.Reason));
        var embedder = outcome.Set!.Active.Embedder;
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Repository.Model("face-embedder"), "face-embedder.onnx")), embedder.ReadModel().Network);
        using var gallery = Gallery.Open(outcome.Set.Active.Galleries.Single().GalleryPath, embedder.ReadModel().Manifest.Space);
        Assert.Equal(["ann-lee", "bob-ray", "cid-moe"], gallery.People.Select(person => person.Id));
    }

    [Fact]
    public async Task A_gallery_is_published_with_its_slim_file_which_who_asks_for_eight_bits_takes()
    {
        var phone = new ModelUpdater(
            new FolderRegistry(_registry.Feed),
            new(_registry.Folder["phone"]),
            TrustedRoot.Parse(await File.ReadAllTextAsync(_registry.RootPublic)),
            new() { Precision = ModelPrecision.Int8 },
            TimeProvider.System);

        var outcome = await phone.CheckAsync(default);
        var whole = (await _registry.TakeAsync()).Set!.Active.Galleries.Single().GalleryPath;

        using var gallery = Gallery.Open(outcome.Set!.Active.Galleries.Single().GalleryPath);
        Assert.Equal((true, "drawn.slim.safetensors"), (gallery.IsSlim, Path.GetFileName(outcome.Set.Active.Galleries.Single().GalleryPath)));
        Assert.Equal(["ann-lee", "bob-ray", "cid-moe"], gallery.People.Select(person => person.Id));
        Assert.Equal(await File.ReadAllBytesAsync(_registry.Gallery), await File.ReadAllBytesAsync(whole));
    }

    [Fact]
    public async Task The_list_says_what_is_served_and_show_gives_the_manifest_that_was_signed()
    {
        var list = await _registry.ListAsync();
        var shown = JsonNode.Parse(await _registry.DoAsync("models", "show", Repository.ModelId("face-embedder"), "--from", _registry.Feed, "--root-public", _registry.RootPublic))!;

        Assert.Matches($"{Repository.ModelId("face-embedder")} +embedder +3 +7,367,363 .* served", list);
        Assert.Contains($"Set 1 serves {Repository.ModelId("face-detector")}, {Repository.ModelId("face-embedder")}, drawn@1.2.3", list, StringComparison.Ordinal);
        var ours = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Model("face-embedder"), "manifest.json")))!;
        // Published, a version has the golden values of its variants too.
        Assert.Equal(["fp16", "int8"], shown["selfTest"]!["variants"]!.AsObject().Select(variant => variant.Key));
        shown["selfTest"]!.AsObject().Remove("variants");
        Assert.True(JsonNode.DeepEquals(ours, shown));
    }

    [Fact]
    public async Task Keys_are_for_their_owner_alone_and_are_not_replaced()
    {
        var again = await CommandRun.OfAsync("models", "keygen", _registry.Keys);

        Assert.Equal(CelebCommand.Misused, again.Status);
        Assert.Contains("keys are not replaced", again.Error, StringComparison.Ordinal);
        if (OperatingSystem.IsWindows())
            return;
        await _registry.DoAsync("models", "keygen", _registry.Folder["fresh"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_registry.Folder["fresh/root.pem"]));
        File.SetUnixFileMode(_registry.Key, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", await _registry.FailAsync("refresh"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canary_is_tried_then_served_then_taken_back()
    {
        await _registry.PublishAsync(_registry.Version("face-detector", Next));

        var tried = await _registry.SignAsync("canary", $"face-detector@{Next}", "10%");
        var trial = (await _registry.TakeAsync()).Set!;
        var served = await _registry.SignAsync("activate");
        var active = (await _registry.TakeAsync()).Set!;
        var back = await _registry.SignAsync("rollback");
        var rolledBack = (await _registry.TakeAsync()).Set!;

        Assert.Contains($"On trial with 10 % of the photos: face-detector@{Next}.", tried, StringComparison.Ordinal);
        Assert.Equal((2, Shipped, Next, 10), (trial.Number, trial.Active.Detector.Id.Version, trial.Canary!.Parts.Detector.Id.Version, trial.Canary.Percent));
        Assert.Contains($"Set 3 serves face-detector@{Next}", served, StringComparison.Ordinal);
        Assert.Equal((3, Next, null), (active.Number, active.Active.Detector.Id.Version, active.Canary));
        Assert.Contains("Back to what was served before.", back, StringComparison.Ordinal);
        Assert.Equal((4, Shipped), (rolledBack.Number, rolledBack.Active.Detector.Id.Version));
    }

    [Fact]
    public async Task A_rollback_during_a_trial_ends_the_trial_and_a_refresh_drops_one_that_servers_vetoed()
    {
        await _registry.PublishAsync(_registry.Version("face-detector", Next));
        await _registry.SignAsync("canary", $"face-detector@{Next}", "10%");
        Assert.Contains("The trial ended.", await _registry.SignAsync("rollback"), StringComparison.Ordinal);
        await _registry.SignAsync("canary", $"face-detector@{Next}", "10%");
        _registry.Folder.Write("feed/vetoes/4.json", Encoding.UTF8.GetBytes("""{"set":4,"reason":"30 % slower","at":"2026-11-25T12:00:00Z"}"""));

        var list = await _registry.ListAsync();
        await _registry.SignAsync("refresh");
        var outcome = await _registry.TakeAsync();

        Assert.Contains("30 % slower", list, StringComparison.Ordinal);
        Assert.Equal((5, null), (outcome.Set!.Number, outcome.Set.Canary));
    }

    [Fact]
    public async Task A_new_embedder_is_served_only_together_with_a_gallery_of_its_space()
    {
        await _registry.PublishAsync(_registry.Version("face-embedder", "2.0.0", changeNetwork: CopiedRegistry.Relabelled));

        var alone = await _registry.FailAsync("activate", "face-embedder@2.0.0");
        var canary = await _registry.FailAsync("canary", "face-embedder@2.0.0", "5%");

        Assert.Contains("The gallery drawn@1.2.3 was made with another embedder than face-embedder@2.0.0", alone, StringComparison.Ordinal);
        Assert.Contains("build it again", canary, StringComparison.Ordinal);
        Assert.Equal(1, (await _registry.TakeAsync()).Set!.Number);
    }

    [Fact]
    public async Task Who_is_taken_out_of_a_gallery_is_gone_from_the_registry_and_from_machines_for_good()
    {
        Assert.Equal(1, (await _registry.TakeAsync()).Set!.Number);
        var original = _registry.Folder.Write("original.safetensors", await File.ReadAllBytesAsync(_registry.Gallery));
        await _registry.DoAsync("gallery", "remove", "Cid Moe", "--gallery", _registry.Gallery);
        await _registry.PublishAsync(_registry.Gallery, "--keep-older");
        Assert.NotEmpty(Holding("cid-moe"));
        await _registry.DoAsync("gallery", "remove", "Ann Lee", "--gallery", _registry.Gallery);

        var report = await _registry.PublishAsync(_registry.Gallery);
        var outcome = await _registry.TakeAsync();

        Assert.Contains("not in this gallery: 2. Deleted, with their deltas: drawn@1.2.3, drawn@1.2.4.", report, StringComparison.Ordinal);
        Assert.Contains("Set 2 is served from now on; nothing below drawn@1.2.5", report, StringComparison.Ordinal);
        Assert.Empty(Holding("ann-lee"));
        Assert.Empty(Holding("cid-moe"));
        Assert.False(Directory.Exists(_registry.Folder["feed/deltas"]));
        Assert.Equal((UpdateState.Updated, "1.2.5", "1.2.5"), (outcome.State, outcome.Set!.Active.Galleries.Single().Id.Version, outcome.Set.Lowest["drawn"]));
        Assert.Contains("must not be served any more", await _registry.FailAsync("publish", original), StringComparison.Ordinal);
        Assert.Contains("no earlier set", await _registry.FailAsync("rollback"), StringComparison.Ordinal);

        // In the registry and on the machine alike.
        string[] Holding(string person) => [.. new[] { "feed", "machine" }
            .SelectMany(part => Directory.GetFiles(_registry.Folder[part], "*", SearchOption.AllDirectories))
            .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(person)) >= 0)];
    }

    [Fact]
    public async Task A_gallery_of_another_embedder_never_erases_by_mistake_and_is_named_where_it_still_has_somebody()
    {
        var embedder = _registry.Version("face-embedder", "2.0.0", changeNetwork: CopiedRegistry.Relabelled);
        await _registry.PublishAsync(embedder);
        var next = _registry.Folder["next.safetensors"];
        using (var gallery = Gallery.Open(_registry.Gallery))
        {
            GalleryWriter.Write(next, GalleryWriter.Without(gallery, "cid-moe") with
            {
                Version = "2.0.0",
                Space = (string)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(embedder, "manifest.json")))!["files"]![0]!["sha256"]!,
            });
        }

        var refused = await _registry.FailAsync("publish", next);
        await _registry.PublishAsync(next, "--keep-older");
        await _registry.SignAsync("canary", "face-embedder@2.0.0", "drawn@2.0.0", "5%");
        await _registry.DoAsync("gallery", "remove", "Ann Lee", "--gallery", _registry.Gallery);
        var erased = await CommandRun.OfAsync("models", "publish", _registry.Gallery, "--key", _registry.Key, "--to", _registry.Feed);
        var outcome = await _registry.TakeAsync();

        Assert.Contains("drawn@2.0.0 lacks people of the drawn that is served (1)", refused, StringComparison.Ordinal);
        Assert.Contains("--keep-older", refused, StringComparison.Ordinal);
        Assert.Contains("drawn@2.0.0 has somebody who is not in drawn@1.2.4", erased.Error, StringComparison.Ordinal);
        Assert.Equal(("1.2.4", "2.0.0"), (outcome.Set!.Active.Galleries.Single().Id.Version, outcome.Set.Canary!.Parts.Galleries.Single().Id.Version));
    }

    [Fact]
    public async Task A_rollback_after_an_erasure_brings_back_the_models_and_nobody_who_was_erased()
    {
        await _registry.PublishAsync(_registry.Version("face-detector", Next));
        await _registry.SignAsync("activate", $"face-detector@{Next}");
        await _registry.DoAsync("gallery", "remove", "Ann Lee", "--gallery", _registry.Gallery);
        await _registry.PublishAsync(_registry.Gallery);

        await _registry.SignAsync("rollback");
        var set = (await _registry.TakeAsync()).Set!;

        Assert.Equal((Shipped, "1.2.4"), (set.Active.Detector.Id.Version, set.Active.Galleries.Single().Id.Version));
    }

    [Fact]
    public async Task An_erasure_that_was_cut_off_is_ended_by_publishing_again()
    {
        var old = Directory.GetFiles(_registry.Folder["feed/models/drawn/1.2.3"]).ToDictionary(file => file, File.ReadAllBytes);
        await _registry.DoAsync("gallery", "remove", "Ann Lee", "--gallery", _registry.Gallery);
        await _registry.PublishAsync(_registry.Gallery);
        foreach (var (file, content) in old)
            _registry.Folder.Write(Path.GetRelativePath(_registry.Folder.Path, file), content);

        await _registry.PublishAsync(_registry.Gallery);

        Assert.False(Directory.Exists(_registry.Folder["feed/models/drawn/1.2.3"]));
        Assert.Equal(UpdateState.Updated, (await _registry.TakeAsync()).State);
    }

    [Fact]
    public async Task A_rotation_signs_again_what_the_old_key_vouched_for_and_the_old_key_publishes_no_more()
    {
        await _registry.TakeAsync();
        await _registry.DoAsync("models", "keygen", _registry.Folder["next"], "--publishing-only");
        File.Copy(_registry.RootPublic, _registry.Folder["next/root.pub.pem"]);

        var rotated = await _registry.DoAsync(
            "models", "rotate", "--root", _registry.RootKey, "--key", _registry.Folder["next/publishing.pem"], "--to", _registry.Feed);
        var outcome = await _registry.TakeAsync();
        var old = await _registry.FailAsync("refresh");
        await _registry.DoAsync("models", "refresh", "--key", _registry.Folder["next/publishing.pem"], "--to", _registry.Feed);

        Assert.Contains("Taken back:", rotated, StringComparison.Ordinal);
        Assert.Contains("Good: drawn@1.2.3", rotated, StringComparison.Ordinal);
        Assert.Equal((UpdateState.Updated, 2), (outcome.State, outcome.Set!.Number));
        Assert.Contains("no longer, among those of the registry", old, StringComparison.Ordinal);
        // A machine that starts from nothing takes it too.
        Assert.Equal((UpdateState.Updated, 3), (await _registry.TakeAsync("another")) is var fresh ? (fresh.State, fresh.Set!.Number) : default);
    }

    [Fact]
    public async Task After_a_theft_nothing_is_signed_again_until_the_originals_are_published()
    {
        await _registry.TakeAsync();
        await _registry.DoAsync("models", "keygen", _registry.Folder["next"], "--publishing-only");
        File.Copy(_registry.RootPublic, _registry.Folder["next/root.pub.pem"]);
        var key = _registry.Folder["next/publishing.pem"];

        var rotated = await _registry.DoAsync("models", "rotate", "--stolen", "--root", _registry.RootKey, "--key", key, "--to", _registry.Feed);
        var between = await _registry.TakeAsync();
        foreach (var source in new[] { Repository.Model("face-detector"), Repository.Model("face-embedder"), _registry.Gallery })
            await _registry.DoAsync("models", "publish", source, "--key", key, "--to", _registry.Feed);
        await _registry.DoAsync("models", "activate", Repository.ModelId("face-detector"), Repository.ModelId("face-embedder"), "drawn@1.2.3", "--key", key, "--to", _registry.Feed);
        var after = await _registry.TakeAsync();

        Assert.Contains($"Refused from now on: {Repository.ModelId("face-embedder")}", rotated, StringComparison.Ordinal);
        Assert.Equal((UpdateState.Unreachable, 1), (between.State, between.Set!.Number));
        Assert.Equal((UpdateState.Updated, null), (after.State, after.Reason));
    }

    [Fact]
    public async Task What_those_who_fetch_it_would_refuse_is_not_published()
    {
        var changed = _registry.Version("face-detector", Shipped, changeNetwork: CopiedRegistry.Relabelled);
        var broken = _registry.Version("face-embedder", "3.0.0", manifest => manifest["selfTest"]!["values"]![0] = 0.5);
        var foreign = _registry.Version("face-detector", "3.0.0", changeNetwork: _ => DrawnNetwork.Custom("input", [1, 3, 0, 0], "boxes", "evil", "Shell"));
        var outside = _registry.Version("face-detector", "4.0.0", manifest => manifest["files"]![0]!["name"] = "../face-detector.onnx");
        var odd = _registry.Version("face-detector", "5.0");

        Assert.Contains("a version never changes", await _registry.FailAsync("publish", changed), StringComparison.Ordinal);
        Assert.Contains("fails its self-test", await _registry.FailAsync("publish", broken), StringComparison.Ordinal);
        Assert.Contains("custom operator 'evil:Shell'", await _registry.FailAsync("publish", foreign), StringComparison.Ordinal);
        Assert.Contains("outside of its folder", await _registry.FailAsync("publish", outside), StringComparison.Ordinal);
        Assert.Contains("no version", await _registry.FailAsync("publish", odd), StringComparison.Ordinal);
        Assert.Contains("is not published", await _registry.FailAsync("activate", "face-detector@9.0.0"), StringComparison.Ordinal);
        Assert.Contains("nothing to try", await _registry.FailAsync("canary", Repository.ModelId("face-detector"), "5%"), StringComparison.Ordinal);
        Assert.Equal([Shipped], Directory.GetDirectories(_registry.Folder["feed/models/face-detector"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Whoever_writes_to_the_storage_gets_nothing_signed_by_its_publisher()
    {
        // A thief of the storage puts a version of their own there, with keys of their own.
        using var thief = new CopiedRegistry(new());
        await thief.DoAsync("models", "keygen", thief.Keys);
        await thief.DoAsync("models", "rotate", "--root", thief.RootKey, "--key", thief.Key, "--to", thief.Feed);
        await thief.PublishAsync(_registry.Version("face-detector", "6.6.6"));
        foreach (var file in Directory.GetFiles(thief.Folder["feed/models/face-detector/6.6.6"]))
            _registry.Folder.Write($"feed/models/face-detector/6.6.6/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));

        var refresh = await _registry.FailAsync("refresh");
        var activate = await _registry.FailAsync("activate", "face-detector@6.6.6");
        File.Copy(thief.Folder["feed/keys.jws"], _registry.Folder["feed/keys.jws"], overwrite: true);
        var keys = await _registry.FailAsync("refresh");

        Assert.Contains("Not signed: The manifest of face-detector@6.6.6", refresh, StringComparison.Ordinal);
        Assert.Contains("not trusted", activate, StringComparison.Ordinal);
        Assert.Contains("keys.jws is signed by the key", keys, StringComparison.Ordinal);
    }
}
