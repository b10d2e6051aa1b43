using System.Text.Json.Nodes;
using CelebFunctions.Batches.Clients;
using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Cli.Tests.Keys;

public sealed class KeysCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_key_is_shown_once_known_by_its_hash_and_closed_by_its_id()
    {
        var added = await RunAsync("keys", "add", "Our [iOS] app", "--photos-a-day", "500", "--per-minute", "0");
        var key = added.Out.Trim();
        var id = key.Split('.')[0];
        var store = new ClientKeyStore(azurite.Blobs, TimeProvider.System);
        Assert.True((await store.FindAsync(id, default))!.Accepts(key.Split('.')[1]));
        await RunAsync("keys", "add", "Another");

        var table = await RunAsync("keys", "list");
        var json = await RunAsync("keys", "list", "--json");

        Assert.Matches($"{id} +Our \\[iOS\\] app .* 500 +no limit", table.Out);
        Assert.Matches("Another .* the app's +the app's", table.Out);
        var client = JsonNode.Parse(json.Out)!.AsArray().Single(client => (string?)client!["id"] == id)!;
        Assert.Equal(["id", "name", "createdAt", "revokedAt", "perMinute", "photosADay"], client.AsObject().Select(field => field.Key));
        Assert.Equal(("Our [iOS] app", 0, 500, null), ((string?)client["name"], (int?)client["perMinute"], (int?)client["photosADay"], client["revokedAt"]));
        Assert.All(new[] { table, json }, run => Assert.DoesNotContain(key.Split('.')[1], run.Out, StringComparison.Ordinal));

        var revoked = await RunAsync("keys", "revoke", id);

        Assert.Contains($"Our [iOS] app ({id})", revoked.Out, StringComparison.Ordinal);
        var at = (await store.FindAsync(id, default))!.RevokedAt;
        Assert.NotNull(at);
        await RunAsync("keys", "revoke", id);
        Assert.Equal(at, (await store.FindAsync(id, default))!.RevokedAt);
    }

    [Fact]
    public async Task A_client_that_is_not_there_is_not_revoked_and_what_was_typed_is_not_repeated()
    {
        var run = await CelebProcess.RunAsync(azurite.ConnectionString, "keys", "revoke", "4f1c09ab7de2.secret");

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("celeb keys list", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_that_is_none_is_named_and_its_key_is_not()
    {
        var run = await CelebProcess.RunAsync("AccountName=x;AccountKey=very-secret", "keys", "list");

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.StartsWith("celeb: AzureWebJobsStorage", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", run.Error, StringComparison.Ordinal);
    }

    private async Task<CommandRun> RunAsync(params string[] arguments)
    {
        var run = await CelebProcess.RunAsync(azurite.ConnectionString, arguments);
        Assert.True(run.Status == CelebCommand.Done, run.Error);
        return run;
    }
}
