using System.Security.Cryptography;
using System.Text.Json;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Models;

/// <summary>Models in a folder: <c>{name}/{version}/manifest.json</c> and the files it lists.</summary>
public static class ModelFolder
{
    /// <summary>Reads the newest version of a model and checks its network against the manifest.</summary>
    /// <param name="folder">The folder that holds a folder for each model.</param>
    /// <param name="name">Which model.</param>
    /// <param name="precision">Which of its variants.</param>
    /// <exception cref="ModelException">It is missing, or its bytes are not those of its manifest; says what to do.</exception>
    public static Model Read(string folder, string name, ModelPrecision precision = ModelPrecision.Fp32)
    {
        var home = Path.Combine(folder, name);
        var newest = Directory.Exists(home)
            ? Directory.GetDirectories(home)
                .Where(path => File.Exists(Path.Combine(path, ManifestName)))
                .MaxBy(path => Version.TryParse(Path.GetFileName(path), out var version) ? version : new())
            : null;
        if (newest is null)
            throw new ModelException($"There is no model '{name}' in {Path.GetFullPath(folder)}: it needs {name}/VERSION/{ManifestName}.");

        return ReadVersion(newest, precision);
    }

    /// <summary>Reads one version and checks its network against the manifest.</summary>
    /// <param name="folder">The version's own folder.</param>
    /// <param name="precision">Which of its variants.</param>
    /// <exception cref="ModelException">It is missing, or its bytes are not those of its manifest; says what to do.</exception>
    public static Model ReadVersion(string folder, ModelPrecision precision = ModelPrecision.Fp32)
    {
        var manifest = ReadManifest(Path.Combine(folder, ManifestName));
        var file = manifest.Files.FirstOrDefault(file => file.Precision == precision)
            ?? throw new ModelException(
                $"{manifest.Id} has no variant {NameOf(precision)}. It has: {string.Join(", ", manifest.Files.Select(file => NameOf(file.Precision)))}.");
        if (Path.GetFileName(file.Name) != file.Name)
            throw new ModelException($"The manifest of {manifest.Id} names a file outside of its folder: {file.Name}.");
        var path = Path.Combine(folder, file.Name);
        if (!File.Exists(path))
            throw new ModelException($"{manifest.Id} lacks its file {path}.");
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length != file.Size || Convert.ToHexStringLower(SHA256.HashData(bytes)) != file.Sha256)
            throw new ModelException($"{path} is not the file that the manifest of {manifest.Id} describes. Fetch it again, or write its manifest anew.");
        return new(manifest, file, bytes);
    }

    internal static ModelManifest ReadManifestIn(string folder) => ReadManifest(Path.Combine(folder, ManifestName));

    private static string NameOf(ModelPrecision precision) => precision.ToString().ToLowerInvariant();

    private const string ManifestName = "manifest.json";

    private static ModelManifest ReadManifest(string path)
    {
        try
        {
            var manifest = ManifestReader.Read(File.ReadAllBytes(path));
            return manifest.Files.Count > 0 ? manifest : throw new ModelException($"{path} lists no file.");
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            throw new ModelException($"{path} is no manifest: {exception.Message}", exception);
        }
    }
}
