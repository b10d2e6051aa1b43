using System.Text.Json;

namespace CelebFunctions.Batches.Jobs;

/// <summary>What came of a photo: an answer or a picture.</summary>
/// <param name="Result">The answer, as HTTP would give it.</param>
/// <param name="Picture">The picture.</param>
/// <param name="Models">What made it.</param>
public sealed record PhotoOutcome(JsonElement? Result, PhotoPicture? Picture, JsonElement? Models);

/// <summary>A picture that an operation made.</summary>
/// <param name="Content">The file.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Extension">With its dot.</param>
public sealed record PhotoPicture(ReadOnlyMemory<byte> Content, string ContentType, string Extension);
