using System.Net.Http.Json;
using static CelebFunctions.Tests.Albums.BatchCalls;

namespace CelebFunctions.Tests.Albums;

[Collection(ServedAppCollection.Name)]
public sealed class NoStorageTests(ServedApp app)
{
    [Fact]
    public async Task Without_storage_each_call_for_batches_says_how_to_have_it()
    {
        Task<HttpResponseMessage>[] calls =
        [
            app.Client.PostAsync("/api/batches", Album(TestPhoto.Face)),
            app.Client.PostAsJsonAsync("/api/batches", new { photos = 1 }),
            app.Client.PostAsync("/api/batches/b/start", null),
            app.Client.GetAsync("/api/batches/b"),
            app.Client.GetAsync("/api/batches/b/results"),
            app.Client.DeleteAsync("/api/batches/b"),
        ];
        foreach (var call in calls)
            Assert.Contains("AzureWebJobsStorage", (string?)(await call.ProblemAsync(503, "storage-not-ready"))["detail"], StringComparison.Ordinal);
    }
}
