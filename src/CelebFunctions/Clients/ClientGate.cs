using CelebFunctions.Batches.Clients;
using CelebFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Clients;

/// <summary>Tells clients apart by their keys, where the app asks for these.</summary>
/// <param name="options">Whether it does.</param>
/// <param name="rate">Their calls.</param>
/// <param name="services">Has the rest, which needs storage: asked only where keys are.</param>
public sealed class ClientGate(IOptions<ClientOptions> options, ClientRate rate, IServiceProvider services)
{
    /// <summary>Whose call it is; null where nobody is asked.</summary>
    /// <exception cref="ProblemException"><c>client-key-invalid</c> or <c>client-key-revoked</c>.</exception>
    internal async Task<CountedClient?> EnterAsync(HttpRequest request)
    {
        if (!options.Value.Required)
            return null;
        var shown = request.Headers[ClientKey.Header].ToString();
        if (shown.Length == 0)
            throw Invalid($"Send your key in the header '{ClientKey.Header}'. Whoever runs this app makes one by 'celeb keys add NAME'.");
        // One that is unknown and one with a wrong secret look the same from outside.
        if (!ClientKey.TryParse(shown, out var id, out var secret)
            || await services.GetRequiredService<ClientKeyRing>().FindAsync(id) is not { } key
            || !key.Accepts(secret))
            throw Invalid($"The key in the header '{ClientKey.Header}' is none of this app's. Check that all of it is there: an id, a dot and a secret.");
        if (key.RevokedAt is { } revoked)
            throw new ProblemException(ProblemCode.ClientKeyRevoked, $"The key '{key.Id}' was revoked at {revoked:u}. Ask whoever runs this app for another one.");
        return new(key, options.Value, rate, services.GetRequiredService<ClientQuota>(), services.GetRequiredService<UsageLog>());
    }

    private static ProblemException Invalid(string detail) => new(ProblemCode.ClientKeyInvalid, detail);
}
