using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions.LocalHost.Http;

/// <summary>Which pages elsewhere may call: <c>Host.CORS</c> and <c>Host.CORSCredentials</c> of local.settings.json.</summary>
/// <param name="Origins">Origins, or a single <c>*</c>.</param>
/// <param name="Credentials">Whether cookies may come along.</param>
internal sealed record CorsSettings(string[] Origins, bool Credentials)
{
    /// <summary>Reads them.</summary>
    /// <returns>Null where no origin is named.</returns>
    /// <exception cref="HostStartException">Any origin with credentials, which browsers refuse.</exception>
    public static CorsSettings? Read(IConfiguration configuration)
    {
        var origins = (configuration["Host:CORS"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (origins.Length == 0)
            return null;
        var credentials = string.Equals(configuration["Host:CORSCredentials"], "true", StringComparison.OrdinalIgnoreCase);
        return credentials && origins.Contains("*")
            ? throw new HostStartException("Host.CORSCredentials does not go with Host.CORS '*': name the origins.")
            : new(origins, credentials);
    }

    /// <summary>Says it to ASP.NET Core, which then answers preflights before any function sees them.</summary>
    public void Apply(CorsPolicyBuilder policy)
    {
        policy.WithOrigins(Origins).AllowAnyHeader().AllowAnyMethod();
        if (Credentials)
            policy.AllowCredentials();
    }
}
