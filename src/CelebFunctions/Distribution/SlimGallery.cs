using System.Security.Cryptography;
using CelebFunctions.Models;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Distribution;

/// <summary>A gallery's vectors in eight bits alone, made from the whole one and kept in memory: two fifths of its bytes.</summary>
internal sealed record SlimGallery(ModelFile File, byte[] Bytes)
{
    public static SlimGallery Of(Gallery gallery)
    {
        using var slim = new MemoryStream();
        GalleryWriter.Write(slim, GalleryWriter.Slim(gallery));
        var bytes = slim.ToArray();
        return new(new($"{gallery.Id}.slim.safetensors", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), ModelPrecision.Int8), bytes);
    }
}
