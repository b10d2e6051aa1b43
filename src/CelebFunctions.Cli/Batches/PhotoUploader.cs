using System.Net;

namespace CelebFunctions.Cli.Batches;

/// <summary>Puts photos straight into storage, each by its link.</summary>
internal sealed class PhotoUploader(HttpClient http)
{
    // Enough to keep a home's line full while others wait for their answers.
    private const int AtOnce = 8;

    /// <summary>Uploads photos; one that is there already is left as it is.</summary>
    /// <param name="photos">Their indexes.</param>
    /// <param name="pathOf">Gives a photo's file.</param>
    /// <param name="linkOf">Gives its link.</param>
    /// <param name="uploaded">Called after each, from any thread.</param>
    /// <param name="cancellationToken">Breaks off those that are on their way.</param>
    /// <exception cref="LinkRefusedException">A link is not good, or no longer.</exception>
    /// <exception cref="BatchException">Storage refuses, or does not come back.</exception>
    public Task UploadAsync(
        IEnumerable<int> photos, Func<int, string> pathOf, Func<int, string> linkOf, Action<int> uploaded, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            photos,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (photo, token) =>
            {
                await UploadAsync(pathOf(photo), linkOf(photo), token);
                uploaded(photo);
            });

    private async Task UploadAsync(string path, string link, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await TryUploadAsync(path, link, cancellationToken) is not { } failure)
                    return;
                if (attempt == Backoff.MostTries)
                    throw new BatchException($"'{path}' cannot be uploaded: storage answers {failure}. Run the same command again to go on.");
            }
            catch (Exception exception) when (Backoff.MayPass(exception, cancellationToken))
            {
                if (attempt == Backoff.MostTries)
                    throw new BatchException($"'{path}' cannot be uploaded to {new Uri(link).GetLeftPart(UriPartial.Authority)}. Run the same command again to go on. ({exception.Message})");
            }
            await Task.Delay(Backoff.After(attempt), cancellationToken);
        }
    }

    /// <returns>Null where the photo is there; else what may pass.</returns>
    private async Task<string?> TryUploadAsync(string path, string link, CancellationToken cancellationToken)
    {
        await using var photo = File.OpenRead(path);
        using var request = new HttpRequestMessage(HttpMethod.Put, link) { Content = new StreamContent(photo) };
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        // A photo whose upload was not written down before a run ended is not sent into storage once more.
        request.Headers.Add("If-None-Match", "*");
        using var answer = await http.SendAsync(request, cancellationToken);
        var code = answer.Headers.TryGetValues("x-ms-error-code", out var codes) ? codes.First() : answer.ReasonPhrase;
        var says = $"{(int)answer.StatusCode} {code}";
        return answer.StatusCode switch
        {
            HttpStatusCode.Created => null,
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed when code is "BlobAlreadyExists" or "ConditionNotMet" => null,
            HttpStatusCode.Forbidden => throw new LinkRefusedException(says),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => says,
            _ => throw new BatchException($"Storage refuses '{path}': {says}."),
        };
    }
}
