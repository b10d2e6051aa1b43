using CelebFunctions.Models;
using CelebFunctions.Photos;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Page.Tests;

/// <summary>
/// Four people who do not exist, out of the composite faces. Ada and Cyrus, and Bo and Dominique, have lent each other
/// their eyes: so a composite is answered with one person's face and another's eyes.
/// </summary>
internal static class SampleGallery
{
    public const string Id = "composites";

    // An apostrophe, marks and a hyphen, as names have them.
    public static IReadOnlyList<string> Names { get; } = ["Ada Quill", "Bo O’Rourke-Lindqvist", "Cyrus Vane", "Dominique Desrosières"];

    private static readonly string[] Ids = ["ada-quill", "bo-orourke-lindqvist", "cyrus-vane", "dominique-desrosieres"];

    public static void Write(string folder)
    {
        var detector = ModelFolder.Read(Repository.Models, ServingSetReader.DetectorName);
        var embedder = ModelFolder.Read(Repository.Models, ServingSetReader.EmbedderName);
        using var find = new FaceDetector(detector.Network, detector.Manifest.ToDetectorOptions());
        using var embed = new FaceEmbedder(embedder.Network, embedder.Manifest.ToEmbedderOptions());
        using var codec = new VipsPhotoCodec(new());
        var faces = Enumerable.Range(1, Names.Count).Select(number => Enroll($"composite-{number}.jpg")).ToArray();

        var (regions, dimensions) = (embedder.Manifest.Output.Regions, embedder.Manifest.Output.Dimensions);
        var content = new GalleryContent
        {
            Id = Id,
            Name = "Composites",
            Version = "1.0.0",
            Space = embedder.Manifest.Space,
            Regions = regions,
            Dimensions = dimensions,
            People = [.. Ids.Zip(Names, (id, name) => new Person(id, name) { Photos = 1, Source = "docs/pictures" })],
            Vectors = new float[faces.Length * regions.Count * dimensions],
            Curves = regions.ToDictionary(region => region, _ => new PercentCurve(0, 0.4f, 0.7f)),
        };
        for (var person = 0; person < faces.Length; person++)
        {
            for (var row = 0; row < regions.Count; row++)
            {
                var lender = regions[row] == FaceRegion.Eyes ? (person + 2) % faces.Length : person;
                faces[lender][regions[row]].CopyTo(content.Vector(person, row));
            }
        }
        GalleryWriter.Write(Path.Combine(folder, "composites.safetensors"), content);

        FaceEmbedding Enroll(string picture)
        {
            using var photo = codec.Decode(File.ReadAllBytes(Repository.Picture(picture)));
            return new FaceEnroller(find, embed).Enroll(photo)!.Embedding!;
        }
    }
}
