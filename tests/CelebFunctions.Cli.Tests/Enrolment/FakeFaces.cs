using System.Numerics.Tensors;
using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Cli.Galleries;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Tests.Enrolment;

/// <summary>Builds photos of people whose vectors are known.</summary>
internal static class FakeFaces
{
    public const int Dimensions = 16;

    public static readonly int Regions = Enum.GetValues<FaceRegion>().Length;

    /// <summary>People whose photos scatter around a direction of their own; no two runs differ.</summary>
    /// <param name="count">How many people.</param>
    /// <param name="photos">Photos each.</param>
    /// <param name="scatter">How far photos lie from their person's direction: 0 is not at all.</param>
    /// <param name="part">Of which folder given they are.</param>
    public static EnrolledPerson[] People(int count, int photos, double scatter, int part = 0) =>
        [.. Enumerable.Range(0, count).Select(person =>
        {
            var random = new Random(part * 10_000 + person);
            var own = Direction(random, Regions * Dimensions);
            var folder = new PersonFolder($"person-{part}-{person:000}", $"Person {part} {person}", [], part);
            return new EnrolledPerson(folder, [.. Enumerable.Range(0, photos).Select(photo =>
                Photo($"{folder.Id}/{photo}.jpg", Embedding(own, random, scatter), Embedding(own, random, scatter)))]);
        })];

    /// <summary>People who share something.</summary>
    public static EnrolledPerson[] Leaning(int count, int photos, double scatter, double lean, int part = 0) =>
        [.. People(count, photos, scatter, part).Select(person => new EnrolledPerson(
            person.Folder,
            [.. person.Photos.Select(photo => Photo(photo.Path, Lean(photo.Face!.Embedding!, lean), Lean(photo.Face.Mirrored!, lean)))]))];

    private static FaceEmbedding Lean(FaceEmbedding face, double lean)
    {
        var values = new float[Regions * Dimensions];
        for (var region = 0; region < Regions; region++)
        {
            var row = values.AsSpan(region * Dimensions, Dimensions);
            face[(FaceRegion)region].CopyTo(row);
            row[0] += (float)lean;
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<float>(row), row);
        }
        return new(values, Dimensions);
    }

    public static EnrolledPhoto Photo(string path, FaceEmbedding embedding, FaceEmbedding mirrored) =>
        new(path, new EnrolledFace(new(1, 2, 30, 40), new(new(5, 6), new(7, 8), new(9, 10), new(11, 12), new(13, 14)), embedding, mirrored, 1, true), null);

    public static EnrolledPhoto Faceless(string path) => new(path, null, null);

    private static FaceEmbedding Embedding(float[] own, Random random, double scatter)
    {
        var noise = Direction(random, own.Length);
        var values = own.Zip(noise, (a, b) => (float)(a + scatter * b)).ToArray();
        for (var region = 0; region < Regions; region++)
        {
            var row = values.AsSpan(region * Dimensions, Dimensions);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<float>(row), row);
        }
        return new(values, Dimensions);
    }

    private static float[] Direction(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];
}
