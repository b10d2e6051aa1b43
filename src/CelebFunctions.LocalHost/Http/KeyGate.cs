using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Http;

/// <summary>Lets a request through by its key: header <c>x-functions-key</c>, else <c>?code=</c>.</summary>
/// <param name="keys">Null lets everybody through.</param>
internal sealed class KeyGate(HostKeys? keys)
{
    /// <summary>Whether the request may call what asks for this level.</summary>
    public bool Opens(HttpRequest request, AuthorizationLevel level)
    {
        if (keys is null || level == AuthorizationLevel.Anonymous)
            return true;

        // A header counts even when it is wrong: the query is then not looked at.
        var shown = request.Headers.TryGetValue("x-functions-key", out var header) ? header.ToString() : request.Query["code"].ToString();
        return Same(shown, keys.Master) || (level != AuthorizationLevel.Admin && Same(shown, keys.Function));
    }

    /// <summary>Takes the same time wherever the first difference lies.</summary>
    private static bool Same(string shown, string key) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
