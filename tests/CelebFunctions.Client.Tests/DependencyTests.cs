using System.Reflection;
using System.Text.Json.Nodes;
using CelebFunctions.Client.Sample;

namespace CelebFunctions.Client.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void An_app_takes_neither_ASP_NET_nor_the_Azure_SDK_nor_libvips_along()
    {
        var all = AllOf(typeof(IMatcher).Assembly.GetName());

        Assert.Contains("Microsoft.ML.OnnxRuntime", all);
        Assert.Contains("Polly.Core", all);
        Assert.DoesNotContain(all, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("Azure", StringComparison.Ordinal) || name.StartsWith("NetVips", StringComparison.Ordinal));
        // Arrows point down: client, models, vision.
        Assert.Equal(
            ["CelebFunctions.Client", "CelebFunctions.Models", "CelebFunctions.Vision"],
            all.Where(name => name.StartsWith("CelebFunctions", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void The_sample_runs_on_plain_NET_and_brings_no_other_native_library_of_pictures_than_its_own()
    {
        var sample = Path.ChangeExtension(typeof(SkiaPhotoCodec).Assembly.Location, null);
        var runtime = JsonNode.Parse(File.ReadAllText($"{sample}.runtimeconfig.json"))!["runtimeOptions"]!;
        var libraries = JsonNode.Parse(File.ReadAllText($"{sample}.deps.json"))!["libraries"]!.AsObject().Select(library => library.Key).ToArray();

        Assert.Equal("Microsoft.NETCore.App", (string?)runtime["framework"]?["name"]);
        Assert.Contains(libraries, name => name.StartsWith("SkiaSharp/", StringComparison.Ordinal));
        Assert.DoesNotContain(libraries, name => name.StartsWith("NetVips", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Azure.", StringComparison.Ordinal));
    }

    /// <summary>Names of all that an assembly needs, the framework's own left out.</summary>
    private static HashSet<string> AllOf(AssemblyName assembly)
    {
        var (all, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<AssemblyName>([assembly]));
        while (open.TryDequeue(out var name))
        {
            var path = Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll");
            if (!all.Add(name.Name!) || !File.Exists(path))
                continue;
            foreach (var needed in Assembly.LoadFrom(path).GetReferencedAssemblies())
                open.Enqueue(needed);
        }
        return all;
    }
}
