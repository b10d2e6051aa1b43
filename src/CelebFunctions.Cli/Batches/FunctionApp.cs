using System.Text;
using System.Text.Json;
using CelebFunctions.Albums;
using CelebFunctions.Http;

namespace CelebFunctions.Cli.Batches;

/// <summary>The batches of a function app.</summary>
internal sealed class FunctionApp(AppCall call, string address)
{
    // What an app asks for that says nothing.
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(1);

    /// <summary>Makes a batch and gets its upload links; the same key and body find the one that was made before.</summary>
    /// <exception cref="ProblemException"><c>idempotency-key-reused</c>: it was erased; or another reason to make none.</exception>
    public Task<BatchAnswer> CreateAsync(string body, string key, CancellationToken cancellationToken) => call.RunAsync(
        () =>
        {
            var request = Request(HttpMethod.Post, "");
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", $"\"{key}\"");
            return request;
        },
        answer => ReadAsync(answer, cancellationToken),
        cancellationToken);

    /// <summary>How far a batch is; null where there is none.</summary>
    public Task<BatchAnswer?> FindAsync(string id, CancellationToken cancellationToken) => UnlessUnknownAsync(() =>
        call.RunAsync<BatchAnswer?>(() => Request(HttpMethod.Get, $"/{id}"), async answer => await ReadAsync(answer, cancellationToken), cancellationToken));

    /// <summary>Starts a batch, or does nothing where it was started before.</summary>
    /// <returns>How long to wait between two looks; null where there is no such batch.</returns>
    public Task<TimeSpan?> StartAsync(string id, CancellationToken cancellationToken) => UnlessUnknownAsync(() =>
        call.RunAsync<TimeSpan?>(
            () => Request(HttpMethod.Post, $"/{id}/start"),
            answer => Task.FromResult<TimeSpan?>(AppCall.WaitOf(answer) ?? UsualPause),
            cancellationToken));

    /// <summary>Reads the results that are there in a row.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="last">Gives the index of the last one that is known, -1 for none: asked again when a call broke off.</param>
    /// <param name="take">Takes each line.</param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    /// <returns>Null where there is no such batch.</returns>
    public Task<bool?> ReadResultsAsync(string id, Func<int> last, Action<string> take, CancellationToken cancellationToken) => UnlessUnknownAsync(() =>
        call.RunAsync<bool?>(
            () => Request(HttpMethod.Get, last() is var after and >= 0 ? $"/{id}/results?after={after}" : $"/{id}/results"),
            async answer =>
            {
                using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
                while (await lines.ReadLineAsync(cancellationToken) is { } line)
                    take(line);
                return true;
            },
            cancellationToken));

    /// <summary>Erases a batch with its photos and results; one that is gone already is fine.</summary>
    public Task EraseAsync(string id, CancellationToken cancellationToken) => UnlessUnknownAsync(() =>
        call.RunAsync<bool?>(() => Request(HttpMethod.Delete, $"/{id}"), _ => Task.FromResult<bool?>(true), cancellationToken));

    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, $"{address}/api/batches{path}");

    private static async Task<BatchAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, AnswerJson.Default.BatchAnswer, cancellationToken) ?? throw new JsonException("It is null.");
        }
        catch (JsonException)
        {
            throw new BatchException($"What answers at {answer.RequestMessage!.RequestUri!.GetLeftPart(UriPartial.Authority)} is no function app of this kind. Name one by --url.");
        }
    }

    private static async Task<T?> UnlessUnknownAsync<T>(Func<Task<T?>> run)
    {
        try
        {
            return await run();
        }
        catch (ProblemException problem) when (problem.Code == ProblemCode.BatchUnknown)
        {
            return default;
        }
    }
}
