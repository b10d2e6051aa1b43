using System.Numerics.Tensors;
using CelebFunctions.Cli.Galleries;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Vectors of people made without their last photo, which is left to be the probe; searched exactly.</summary>
internal sealed class EvaluationGallery
{
    private readonly FaceRegion _region;
    private readonly int _dimensions;
    private readonly float[] _vectors;

    /// <param name="people">Everybody; a person whose other photos have no face has no vector and is never found.</param>
    /// <param name="region">What is compared.</param>
    public EvaluationGallery(IReadOnlyList<EnrolledPerson> people, FaceRegion region)
    {
        _region = region;
        _dimensions = people.SelectMany(person => person.Usable).Select(photo => photo.Face!.Embedding!.Dimensions).FirstOrDefault(1);
        _vectors = new float[people.Count * _dimensions];
        for (var i = 0; i < people.Count; i++)
            PersonVectors.Mean([.. people[i].Photos.SkipLast(1).Where(photo => photo.IsUsable)], region, except: -1, VectorOf(i));
    }

    /// <summary>How near a probe is to everybody; a person without a vector is further than anybody can be.</summary>
    public float[] Similarities(FaceEmbedding probe)
    {
        var similarities = new float[_vectors.Length / _dimensions];
        for (var i = 0; i < similarities.Length; i++)
            similarities[i] = VectorOf(i).ContainsAnyExcept(0f) ? TensorPrimitives.Dot(probe[_region], VectorOf(i)) : float.NegativeInfinity;
        return similarities;
    }

    /// <summary>1 for the nearest; who is as near as somebody else comes after them.</summary>
    public static int RankOf(int person, float[] similarities) =>
        float.IsNegativeInfinity(similarities[person])
            ? int.MaxValue
            : 1 + similarities.Where((similarity, other) => other != person && similarity >= similarities[person]).Count();

    private Span<float> VectorOf(int person) => _vectors.AsSpan(person * _dimensions, _dimensions);
}
