using System.Numerics.Tensors;
using CelebFunctions.Cli.Galleries;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Vectors of people made without their last photo, which is left to be the probe; searched exactly.</summary>
internal sealed class EvaluationGallery
{
    private readonly FaceRegion _region;
    private readonly int _dimensions;
    private readonly float[] _vectors;
    private readonly ScoreNorm[]? _norms;

    /// <param name="people">Everybody; a person whose other photos have no face has no vector and is never found.</param>
    /// <param name="region">What is compared.</param>
    /// <param name="rule">How.</param>
    public EvaluationGallery(IReadOnlyList<EnrolledPerson> people, FaceRegion region, MatchRule rule)
    {
        _region = region;
        EnrolledPerson[] known = [.. people.Select(person => new EnrolledPerson(person.Folder, [.. person.Photos.SkipLast(1)]))];
        _dimensions = known.SelectMany(person => person.Usable).Select(photo => photo.Face!.Embedding!.Dimensions).FirstOrDefault(1);
        _vectors = new float[known.Length * _dimensions];
        for (var i = 0; i < known.Length; i++)
            PersonVectors.Mean(known[i].Usable, region, except: -1, VectorOf(i));
        _norms = rule.Norms && region == FaceRegion.Face ? GalleryNorms.FitFace(known, _vectors, _dimensions) : null;
    }

    /// <summary>How near a probe is to everybody; a person without a vector is further than anybody can be.</summary>
    public float[] Scores(FaceEmbedding probe)
    {
        var scores = new float[_vectors.Length / _dimensions];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = VectorOf(i).ContainsAnyExcept(0f)
                ? (_norms?[i] ?? ScoreNorm.None).Of(TensorPrimitives.Dot(probe[_region], VectorOf(i)))
                : float.NegativeInfinity;
        }
        return scores;
    }

    /// <summary>1 for the nearest; who is as near as somebody else comes after them.</summary>
    public static int RankOf(int person, float[] scores) =>
        float.IsNegativeInfinity(scores[person])
            ? int.MaxValue
            : 1 + scores.Where((score, other) => other != person && score >= scores[person]).Count();

    private Span<float> VectorOf(int person) => _vectors.AsSpan(person * _dimensions, _dimensions);
}
