using System.Text.Json.Nodes;

namespace CelebFunctions.Infra.Tests;

/// <summary>What the templates come to.</summary>
internal static class Template
{
    private static readonly Lazy<Task<JsonObject>> Main = new(() => CompileAsync("main.bicep"));

    /// <summary>The compiled template, as Azure would get it.</summary>
    public static Task<JsonObject> CompileAsync() => Main.Value;

    /// <summary>One of its parts, compiled.</summary>
    public static async Task<JsonObject> CompileAsync(string file)
    {
        var (code, output, errors) = await Bicep.RunAsync("build", Path.Combine(Bicep.Folder, file), "--stdout");
        Assert.True(code == 0, errors);
        return JsonNode.Parse(output)!.AsObject();
    }

    /// <summary>The resources that a deployment with these parameters would make, as far as they are known before it.</summary>
    /// <param name="parameters">A file of parameters; its snapshot is written beside it.</param>
    public static async Task<IReadOnlyList<JsonObject>> PredictAsync(string parameters)
    {
        var (code, _, errors) = await Bicep.RunAsync(["snapshot", parameters, "--mode", "overwrite", .. Bicep.Nowhere]);
        Assert.True(code == 0, errors);
        return Read(Path.ChangeExtension(parameters, ".snapshot.json"));
    }

    /// <summary>The resources of a snapshot that is kept; another test holds it against the templates.</summary>
    public static IReadOnlyList<JsonObject> Kept(string name) => Read(Path.Combine(Bicep.Folder, $"{name}.snapshot.json"));

    public static IEnumerable<JsonObject> OfType(this IEnumerable<JsonObject> resources, string type) =>
        resources.Where(resource => (string)resource["type"]! == type);

    /// <summary>The app's environment.</summary>
    public static IReadOnlyDictionary<string, string> Settings(this IEnumerable<JsonObject> resources) =>
        resources.OfType("Microsoft.Web/sites/config").Single()["properties"]!.AsObject().ToDictionary(setting => setting.Key, setting => (string)setting.Value!);

    private static List<JsonObject> Read(string snapshot) =>
        [.. JsonNode.Parse(File.ReadAllText(snapshot))!["predictedResources"]!.AsArray().Select(resource => resource!.AsObject())];
}
