using CelebFunctions.Models;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Tests;

/// <summary>A gallery of people who do not exist, in the space of our embedder.</summary>
internal static class DrawnGallery
{
    public static string Write(TemporaryFolder folder, params string[] names)
    {
        var embedder = ModelFolder.Read(Repository.Models, "face-embedder").Manifest;
        var random = new Random(5);
        var content = new GalleryContent
        {
            Id = "drawn",
            Name = "Drawn",
            Version = "1.2.3",
            Space = embedder.Space,
            Regions = embedder.Output.Regions,
            Dimensions = embedder.Output.Dimensions,
            People = [.. names.Select(name => new Person(CelebFunctions.Cli.Galleries.PersonName.IdOf(name), name) { Photos = 1, Source = "drawn here" }).OrderBy(person => person.Id, StringComparer.Ordinal)],
            Vectors = new float[names.Length * embedder.Output.Regions.Count * embedder.Output.Dimensions],
            Curves = embedder.Output.Regions.ToDictionary(region => region, _ => new PercentCurve(0, 0.3f, 0.6f)),
        };
        for (var person = 0; person < names.Length; person++)
        {
            for (var region = 0; region < content.Regions.Count; region++)
                content.Vector(person, region)[random.Next(content.Dimensions)] = 1;
        }
        var path = folder["drawn.safetensors"];
        GalleryWriter.Write(path, content);
        return path;
    }
}
