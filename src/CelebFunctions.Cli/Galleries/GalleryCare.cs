using System.Numerics.Tensors;
using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Galleries;

/// <summary>
/// Finds what is probably wrong with the photos of a gallery, for a person to decide: nothing is left out for it. Every pair of
/// photos is compared once; a hundred thousand take minutes. What is said of a photo is its strongest case alone, so that a
/// folder of copies gives a line a copy, not a line a pair.
/// </summary>
internal sealed class GalleryCare
{
    // Two photos of one person, however alike, rarely reach it; another size, compression or crop of one picture does.
    private const float OnePicture = 0.95f;

    // Percent of the gallery's curve: nine of ten between one stranger in a thousand and the median of one person ...
    private const float Likely = 70;

    // ... and half way from any stranger to one in a thousand.
    private const float Unlikely = 25;

    // With two photos that differ nobody knows which is wrong.
    private const int FewestToJudge = 3;

    private readonly IReadOnlyList<EnrolledPerson> _people;
    private readonly GalleryContent _gallery;
    private readonly PercentCurve _curve;
    private readonly (int Person, int Index, EnrolledPhoto Photo)[] _photos;
    private readonly int _row;
    private readonly float[] _vectors;

    /// <param name="people">In the order of the gallery's people, each with a usable photo.</param>
    /// <param name="gallery">Made from them.</param>
    public GalleryCare(IReadOnlyList<EnrolledPerson> people, GalleryContent gallery)
    {
        _people = people;
        _gallery = gallery;
        _curve = gallery.Curves[FaceRegion.Face];
        _row = gallery.Regions.ToList().IndexOf(FaceRegion.Face);
        _photos = [.. people.SelectMany((person, i) => person.Usable.Select((photo, index) => (i, index, photo)))];
        // Beside each other, since every pair is looked at.
        _vectors = new float[_photos.Length * gallery.Dimensions];
        for (var i = 0; i < _photos.Length; i++)
            _photos[i].Photo.Face!.Probe![FaceRegion.Face].CopyTo(_vectors.AsSpan(i * gallery.Dimensions));
    }

    /// <summary>The findings, the surest of a kind first.</summary>
    public IEnumerable<Finding> Findings() => [.. Duplicates(), .. Mislabels(), .. TwoNames()];

    private IEnumerable<Finding> Duplicates()
    {
        var found = new Finding?[_photos.Length];
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _photos.Length; i++)
        {
            if (_photos[i].Photo.Digest is { } digest && !firsts.TryAdd(digest, i))
                found[i] = Duplicate(firsts[digest], i, "the same file", 2);
        }
        Parallel.For(0, _photos.Length, i =>
        {
            if (found[i] is not null)
                return;
            var (nearest, most) = (-1, MathF.BitDecrement(OnePicture));
            var vector = Vector(i);
            for (var earlier = 0; earlier < i; earlier++)
            {
                var similarity = TensorPrimitives.Dot(vector, Vector(earlier));
                if (similarity > most)
                    (nearest, most) = (earlier, similarity);
            }
            if (nearest >= 0)
                found[i] = Duplicate(nearest, i, "nearly the same picture", most);
        });
        return Sorted(found);
    }

    private Finding Duplicate(int first, int second, string how, float sureness) => new(
        _photos[first].Person == _photos[second].Person ? FindingKind.DuplicatePhoto : FindingKind.PhotoOfTwoPeople,
        $"{_photos[second].Photo.Path}: {how} as {_photos[first].Photo.Path}",
        sureness);

    private IEnumerable<Finding> Mislabels()
    {
        var found = new Finding?[_photos.Length];
        Parallel.For(0, _photos.Length, i =>
        {
            var (person, index, photo) = _photos[i];
            var photos = _people[person].Usable;
            if (photos.Count < 2)
                return;
            var others = new float[_gallery.Dimensions];
            PersonVectors.Mean(photos, FaceRegion.Face, index, others);
            var own = Percent(person, TensorPrimitives.Dot(Vector(i), others));
            var (nearest, most) = Nearest(i, person);
            if (own < 50 && most >= Likely)
                found[i] = new(FindingKind.WrongPerson, $"{photo.Path}: looks {Shown(most)}% like {_people[nearest].Folder.Name}, {Shown(own)}% like {_people[person].Folder.Name}", most - own);
            else if (own < Unlikely && photos.Count >= FewestToJudge)
                found[i] = new(FindingKind.WrongPerson, $"{photo.Path}: looks {Shown(own)}% like the other photos of {_people[person].Folder.Name}", Unlikely - own);
        });
        return Sorted(found);
    }

    private (int Person, float Percent) Nearest(int photo, int except)
    {
        var (nearest, most) = (-1, float.NegativeInfinity);
        for (var other = 0; other < _people.Count; other++)
        {
            if (other == except)
                continue;
            var score = _gallery.Norm(other, _row).Of(TensorPrimitives.Dot(Vector(photo), _gallery.Vector(other, _row)));
            if (score > most)
                (nearest, most) = (other, score);
        }
        return (nearest, _curve.ExactPercentOf(most));
    }

    private IEnumerable<Finding> TwoNames()
    {
        var found = new Finding?[_people.Count];
        Parallel.For(0, _people.Count, person =>
        {
            var (nearest, most) = (-1, 90f);
            for (var earlier = 0; earlier < person; earlier++)
            {
                var similarity = TensorPrimitives.Dot(_gallery.Vector(person, _row), _gallery.Vector(earlier, _row));
                var percent = MathF.Min(Percent(person, similarity), Percent(earlier, similarity));
                if (percent >= most)
                    (nearest, most) = (earlier, percent);
            }
            if (nearest >= 0)
                found[person] = new(FindingKind.TwoNames, $"{_people[nearest].Folder.Name} and {_people[person].Folder.Name} look {Shown(most)}% alike", most);
        });
        return Sorted(found);
    }

    private float Percent(int person, float similarity) => _curve.ExactPercentOf(_gallery.Norm(person, _row).Of(similarity));

    private ReadOnlySpan<float> Vector(int photo) => _vectors.AsSpan(photo * _gallery.Dimensions, _gallery.Dimensions);

    private static int Shown(float percent) => (int)MathF.Round(MathF.Max(percent, 0));

    private static IEnumerable<Finding> Sorted(Finding?[] found) =>
        found.OfType<Finding>().OrderByDescending(finding => finding.Sureness).ThenBy(finding => finding.What, StringComparer.Ordinal);
}
