using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions.LocalHost.Http;

/// <summary>The keys that callers must show.</summary>
/// <param name="Function">Opens functions of level function.</param>
/// <param name="Master">Opens everything.</param>
internal sealed record HostKeys(string Function, string Master)
{
    /// <summary>Setting that asks for keys, also without one configured.</summary>
    public const string AskSetting = "LocalHost:Keys";

    /// <summary>Reads them; keys that are not configured are made up.</summary>
    /// <returns>Null where nothing asks for keys, as under Core Tools.</returns>
    public static HostKeys? Read(IConfiguration configuration)
    {
        var function = configuration["LocalHost:FunctionKey"];
        var master = configuration["LocalHost:MasterKey"];
        var asked = string.Equals(configuration[AskSetting], "true", StringComparison.OrdinalIgnoreCase);
        return asked || !string.IsNullOrEmpty(function) || !string.IsNullOrEmpty(master)
            ? new(OrNew(function), OrNew(master))
            : null;
    }

    private static string OrNew(string? key) => string.IsNullOrEmpty(key) ? RandomNumberGenerator.GetHexString(32, lowercase: true) : key;
}
