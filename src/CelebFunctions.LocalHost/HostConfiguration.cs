using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions.LocalHost;

/// <summary>
/// Puts the sources of settings together, the later over the earlier, as Core Tools and the real host do:
/// host.json, local.settings.json, the environment, the command line.
/// </summary>
internal static class HostConfiguration
{
    /// <summary>Section of host.json: the real host's, so that its <c>AzureFunctionsJobHost__…</c> variables work.</summary>
    public const string HostJson = "AzureFunctionsJobHost";

    /// <summary>Key of the port, as local.settings.json names it.</summary>
    public const string Port = "Host:LocalHttpPort";

    /// <summary>Adds all of them.</summary>
    /// <param name="configuration">Where to.</param>
    /// <param name="folder">Holds host.json and perhaps local.settings.json.</param>
    /// <param name="arguments">The command line's settings.</param>
    /// <exception cref="HostStartException">A file is no JSON.</exception>
    public static void AddTo(IConfigurationBuilder configuration, string folder, IEnumerable<KeyValuePair<string, string?>> arguments)
    {
        configuration
            .AddInMemoryCollection(ReadJson(folder, "host.json").Select(s => KeyValuePair.Create($"{HostJson}:{s.Key}", s.Value)))
            .AddInMemoryCollection(ReadJson(folder, "local.settings.json").Select(AsSetting).OfType<KeyValuePair<string, string?>>())
            .AddEnvironmentVariables()
            .AddInMemoryCollection(arguments);
    }

    /// <summary>Values stand for environment variables, so a double underscore is a colon; of the rest only Host counts.</summary>
    private static KeyValuePair<string, string?>? AsSetting(KeyValuePair<string, string?> setting)
    {
        const string values = "Values:";
        if (setting.Key.StartsWith(values, StringComparison.OrdinalIgnoreCase))
            return KeyValuePair.Create(setting.Key[values.Length..].Replace("__", ":", StringComparison.Ordinal), setting.Value);
        return setting.Key.StartsWith("Host:", StringComparison.OrdinalIgnoreCase) ? setting : null;
    }

    private static IEnumerable<KeyValuePair<string, string?>> ReadJson(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            return [];
        try
        {
            using var stream = File.OpenRead(path);
            // Sections themselves come with a null value; only leaves are settings.
            return [.. new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable().Where(s => s.Value is not null)];
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new HostStartException($"{path} cannot be read: {error.Message}");
        }
    }
}
