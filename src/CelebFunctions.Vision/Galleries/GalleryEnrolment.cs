using System.Globalization;
using System.Numerics.Tensors;

namespace CelebFunctions.Vision.Galleries;

/// <summary>Takes somebody into a gallery that there is.</summary>
public static class GalleryEnrolment
{
    /// <summary>The content of a gallery with one person more, its version's last number raised; who is there already is replaced.</summary>
    /// <param name="gallery">As it is.</param>
    /// <param name="person">Whom to take in.</param>
    /// <param name="vectors">A unit vector for each of the gallery's regions.</param>
    public static GalleryContent With(Gallery gallery, Person person, IReadOnlyList<float[]> vectors)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(vectors);
        var version = Version.Parse(gallery.Version);
        var stays = Enumerable.Range(0, gallery.People.Count).Where(other => gallery.People[other].Id != person.Id).ToList();
        var place = stays.TakeWhile(other => string.CompareOrdinal(gallery.People[other].Id, person.Id) < 0).Count();
        // Nobody stands for the one who is new.
        int?[] rows = [.. stays.Take(place).Cast<int?>(), null, .. stays.Skip(place).Cast<int?>()];
        var content = new GalleryContent
        {
            Id = gallery.Id,
            Name = gallery.Name,
            Version = string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}.{version.Build + 1}"),
            Space = gallery.Space,
            Regions = gallery.Regions,
            Dimensions = gallery.Dimensions,
            People = [.. rows.Select(row => row is { } other ? gallery.People[other] : person)],
            Vectors = new float[rows.Length * gallery.Regions.Count * gallery.Dimensions],
            Curves = gallery.Regions.ToDictionary(region => region, gallery.CurveOf),
            ComparisonCurve = gallery.ComparisonCurve,
            Centre = gallery.Centre.ToArray(),
            IsSlim = gallery.IsSlim,
        };
        for (var i = 0; i < rows.Length; i++)
        {
            for (var region = 0; region < gallery.Regions.Count; region++)
            {
                if (rows[i] is { } other)
                    TensorPrimitives.ConvertToSingle(gallery.Vector(other, gallery.Regions[region]), content.Vector(i, region));
                else
                    vectors[region].CopyTo(content.Vector(i, region));
            }
        }
        return content with { Norms = Norms(gallery, content, rows) };
    }

    /// <summary>Those there are, and one for who is new: the photos behind a gallery are gone, so its people's vectors are the strangers.</summary>
    private static ScoreNorm[] Norms(Gallery gallery, GalleryContent content, int?[] rows)
    {
        var norms = new ScoreNorm[rows.Length * content.Regions.Count];
        for (var region = 0; region < content.Regions.Count; region++)
        {
            var vectors = new float[rows.Length * content.Dimensions];
            for (var i = 0; i < rows.Length; i++)
                content.Vector(i, region).CopyTo(vectors.AsSpan(i * content.Dimensions));
            var strangers = rows.Select((_, i) => (i, content.Vector(i, region).ToArray())).ToArray();
            var fitted = rows.Any(row => row is { } other && gallery.Norm(other, content.Regions[region]) != ScoreNorm.None)
                ? ScoreNormFitter.Fit(vectors, strangers, content.Dimensions)
                : null;
            for (var i = 0; i < rows.Length; i++)
                norms[i * content.Regions.Count + region] = rows[i] is { } other ? gallery.Norm(other, content.Regions[region]) : fitted?[i] ?? ScoreNorm.None;
        }
        return norms;
    }
}
