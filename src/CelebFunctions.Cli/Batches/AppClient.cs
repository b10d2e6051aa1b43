namespace CelebFunctions.Cli.Batches;

/// <summary>Makes the client by which a function app or its storage is called.</summary>
internal static class AppClient
{
    // A large photo over a slow line; Azure itself ends a call after 230 s.
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(5);

    /// <summary>A function app's address without the slash at its end.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static string AddressOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Query.Length == 0
            ? address.AbsoluteUri.TrimEnd('/')
            : throw new UsageException($"'{url}' is no address of a function app, as http://localhost:7071 is.");

    /// <param name="keys">Headers and their values; those without a value are left out.</param>
    public static HttpClient Create(params IEnumerable<(string Header, string? Value)> keys)
    {
        // Not redirected: the keys are for nobody else.
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = LongestCall };
        foreach (var (header, value) in keys)
        {
            if (!string.IsNullOrWhiteSpace(value))
                client.DefaultRequestHeaders.Add(header, value.Trim());
        }
        return client;
    }
}
