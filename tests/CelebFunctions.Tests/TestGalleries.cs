using CelebFunctions.Models;
using CelebFunctions.Photos;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Tests;

/// <summary>Galleries of people who do not exist, written into one folder.</summary>
internal static class TestGalleries
{
    /// <summary>The people of <c>composite-1.jpg</c> and <c>composite-2.jpg</c>.</summary>
    public const string Composites = "composites";

    public const string First = "Ada First", FirstId = "ada-first", Second = "Bo Second";

    /// <summary>More people than a page holds, with drawn vectors.</summary>
    public const string Crowd = "crowd";

    public const int CrowdSize = 150;

    /// <summary>A file of this name was made with another embedder.</summary>
    public const string Foreign = "foreign.safetensors";

    public static void Write(string folder)
    {
        using var set = ServingSetReader.Read(new() { Galleries = folder }, TimeProvider.System);
        var (space, output) = (set.Embedder.Space, set.Embedder.Output);
        var random = new Random(5);

        WriteComposites(folder, set);
        Save(folder, Crowd, "1.2.3", space, output, CrowdSize, (_, _) => Drawn());
        Save(folder, "foreign", "1.2.3", new('0', space.Length), output, 1, (_, _) => Drawn());

        float[] Drawn()
        {
            var vector = new float[output.Dimensions];
            vector[random.Next(output.Dimensions)] = 1;
            return vector;
        }
    }

    /// <summary>Writes the gallery of the two composites.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="set">Sees their faces.</param>
    /// <param name="version">Of the gallery.</param>
    /// <param name="turned">Every vector is turned by a quarter in each pair of dimensions: none is where its face's are.</param>
    public static void WriteComposites(string folder, ServingSet set, string version = "1.2.3", bool turned = false)
    {
        FaceEmbedding[] faces = [Look(set, "composite-1.jpg"), Look(set, "composite-2.jpg")];
        // A fifth of their mean: around all of it two faces would lie opposite to each other.
        var centre = faces[0][FaceRegion.Face].ToArray().Zip(faces[1][FaceRegion.Face].ToArray(), (first, second) => (first + second) / 10).ToArray();
        Save(
            folder, Composites, version, set.Embedder.Space, set.Embedder.Output, 2, (person, region) =>
            {
                var vector = faces[person][region].ToArray();
                for (var i = 0; turned && i < vector.Length; i += 2)
                    (vector[i], vector[i + 1]) = (-vector[i + 1], vector[i]);
                return vector;
            },
            centre);
    }

    private static void Save(
        string folder, string id, string version, string space, ModelOutput output, int people, Func<int, FaceRegion, float[]> vectorOf, float[]? centre = null)
    {
        var content = new GalleryContent
        {
            Id = id,
            Name = $"The {id}",
            Version = version,
            Space = space,
            Regions = output.Regions,
            Dimensions = output.Dimensions,
            People = [.. Enumerable.Range(0, people).Select(person => PersonOf(id, person))],
            Vectors = new float[people * output.Regions.Count * output.Dimensions],
            Curves = output.Regions.ToDictionary(region => region, _ => new PercentCurve(0, 0.3f, 0.6f)),
            Centre = centre ?? [],
        };
        for (var person = 0; person < people; person++)
        {
            for (var region = 0; region < output.Regions.Count; region++)
                vectorOf(person, output.Regions[region]).CopyTo(content.Vector(person, region));
        }
        GalleryWriter.Write(Path.Combine(folder, $"{id}.safetensors"), content);
    }

    private static Person PersonOf(string gallery, int person) => gallery == Composites
        ? person == 0 ? new(FirstId, First) { Photos = 1, Source = "an average of forty" } : new("bo-second", Second) { Photos = 1 }
        : new($"person-{person:000}", $"Person {person}") { Photos = 1 };

    /// <summary>The embedding of a picture of <c>docs/pictures</c>.</summary>
    internal static FaceEmbedding Look(ServingSet set, string picture)
    {
        using var codec = new VipsPhotoCodec(new());
        using var photo = codec.Decode(File.ReadAllBytes(Repository.Picture(picture)));
        return set.Analyzer.Analyze(photo, FaceSelection.One).Faces[0].Embedding!;
    }
}
