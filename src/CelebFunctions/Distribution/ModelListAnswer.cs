using System.ComponentModel.DataAnnotations;

namespace CelebFunctions.Distribution;

/// <summary>The answer of <c>GET /api/models</c>: what is served here, for apps that match by themselves.</summary>
/// <param name="Set">The number of the signed set; null where what is built in serves.</param>
/// <param name="Models">Its detector, its embedder and its galleries.</param>
public sealed record ModelListAnswer(long? Set, IReadOnlyList<ModelVersionAnswer> Models);

/// <summary>The answer of <c>GET /api/models/{name}</c>: the versions that can be fetched.</summary>
/// <param name="Name">Of the model or gallery.</param>
/// <param name="Versions">Oldest first.</param>
public sealed record ModelVersionsAnswer(string Name, IReadOnlyList<ModelVersionAnswer> Versions);

/// <summary>A version, which never changes.</summary>
/// <param name="Id"><c>name@version</c>.</param>
/// <param name="Kind"><c>detector</c>, <c>embedder</c> or <c>gallery</c>.</param>
/// <param name="Manifest">Where its signed manifest is; null for what is built in.</param>
/// <param name="Files">What belongs to it; of a network that is built in also its <c>manifest.json</c>.</param>
public sealed record ModelVersionAnswer(
    string Id, [property: AllowedValues("detector", "embedder", "gallery")] string Kind, string? Manifest, IReadOnlyList<ModelFileAnswer> Files);

/// <summary>One file of a version.</summary>
/// <param name="Name">In the version.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Precision">Of a network: <c>fp32</c>, <c>fp16</c> or <c>int8</c>; null for what is none.</param>
/// <param name="Path">Where it is, on this host.</param>
public sealed record ModelFileAnswer(
    string Name, long Size, string Sha256, [property: AllowedValues("fp32", "fp16", "int8", null)] string? Precision, string Path);
