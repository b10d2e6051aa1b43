using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CelebFunctions.Http;

namespace CelebFunctions.Cli.Batches;

/// <summary>Calls a function app until it answers: what may pass is waited for and tried again.</summary>
/// <param name="http">Sends the keys.</param>
/// <param name="address">Of the app, as the user named it.</param>
/// <param name="tell">Takes what the user should know while they wait.</param>
internal sealed class AppCall(HttpClient http, string address, Action<string> tell)
{
    // Longer waits are left to the user: for the next day's quota it may be hours.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private bool _reached;

    /// <summary>Calls.</summary>
    /// <param name="make">Makes the request, anew for each try.</param>
    /// <param name="read">Reads the answer of a call that went well.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ProblemException">The app refuses.</exception>
    /// <exception cref="BatchException">There is no such app, or it asks for a key, or it does not come back.</exception>
    public async Task<T> RunAsync<T>(Func<HttpRequestMessage> make, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ;)
        {
            TimeSpan wait;
            try
            {
                using var request = make();
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                _reached = true;
                if (answer.IsSuccessStatusCode)
                    return await read(answer);

                var refusal = await RefusalAsync(answer, cancellationToken);
                var asked = WaitOf(answer);
                // Busy with others, or with this very call; that lasts as long as it lasts.
                var busy = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict && asked is not null;
                if (!busy && (!MayPass(answer.StatusCode, asked) || attempt == Backoff.MostTries))
                    throw refusal;
                if (asked > LongestWait)
                    throw new BatchException($"{refusal.Message} Run the same command again in {Math.Ceiling(asked.Value.TotalMinutes)} minutes to go on.");
                wait = asked ?? Backoff.After(attempt);
                if (busy)
                    tell($"{refusal.Message} Waiting {Math.Ceiling(wait.TotalSeconds)} s.");
                else
                    attempt++;
            }
            catch (Exception exception) when (Backoff.MayPass(exception, cancellationToken))
            {
                if (!_reached)
                    throw new BatchException($"Nothing answers at {address}. Start the function app with 'dotnet run -c Release --project src/CelebFunctions.LocalHost', or name another one by --url.");
                if (attempt == Backoff.MostTries)
                    throw new BatchException($"{address} answers no longer. Run the same command again to go on. ({exception.Message})");
                wait = Backoff.After(attempt++);
            }
            await Task.Delay(wait, cancellationToken);
        }
    }

    /// <summary>The pause that an answer asks for; null where it says nothing.</summary>
    public static TimeSpan? WaitOf(HttpResponseMessage answer) => answer.Headers.RetryAfter?.Delta;

    // 503 without a time to come again is for good: there is no storage at all.
    private static bool MayPass(HttpStatusCode status, TimeSpan? asked) => status switch
    {
        HttpStatusCode.ServiceUnavailable => asked is not null,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => true,
        _ => (int)status >= 500,
    };

    private async Task<Exception> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var problem = await ProblemOfAsync(answer, cancellationToken);
        return (answer.StatusCode, problem) switch
        {
            (HttpStatusCode.Unauthorized, null) =>
                new BatchException($"{address} asks for a function key (401): give it by --key, or as CELEB_FUNCTIONS_KEY."),
            (HttpStatusCode.Unauthorized, not null) =>
                new BatchException($"{problem.Detail} Give the client key by --client-key, or as CELEB_CLIENT_KEY."),
            (HttpStatusCode.NotFound, null) =>
                new BatchException($"{address} takes no batches (404): name a function app that does by --url."),
            (_, null) => new BatchException($"{address} answers {(int)answer.StatusCode} {answer.ReasonPhrase}."),
            _ => new ProblemException(CodeOf(problem), problem.Detail),
        };
    }

    private static async Task<Problem?> ProblemOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType is not MediaTypeHeaderValue { MediaType: "application/problem+json" })
            return null;
        try
        {
            return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(cancellationToken), AnswerJson.Default.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A newer app may have codes that are not known here.
    private static ProblemCode CodeOf(Problem problem) =>
        ProblemCode.All.FirstOrDefault(code => code.Type == problem.Type)
        ?? new(problem.Type[(problem.Type.LastIndexOf(':') + 1)..], problem.Status, problem.Title);
}
