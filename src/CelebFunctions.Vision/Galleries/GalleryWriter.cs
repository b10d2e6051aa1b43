using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Galleries;

/// <summary>Writes galleries; the same content gives the same bytes.</summary>
public static class GalleryWriter
{
    internal const string Format = "celebfunctions-gallery-1";

    /// <summary>Gain and offset.</summary>
    internal const int NormValues = 2;

    /// <summary>Writes beside the file and then takes its place, so that a reader sees the old file or the new one.</summary>
    /// <exception cref="ArgumentException">The parts of the content do not fit each other.</exception>
    public static void Write(string path, GalleryContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var beside = path + ".new";
        using (var stream = File.Create(beside))
            Write(stream, content);
        File.Move(beside, path, overwrite: true);
    }

    /// <inheritdoc cref="Write(string, GalleryContent)"/>
    public static void Write(Stream stream, GalleryContent content)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(content);
        long people = content.People.Count, regions = content.Regions.Count, dimensions = content.Dimensions;
        var values = people * regions * dimensions;
        if (content.Vectors.Length != values)
            throw new ArgumentException($"{content.Vectors.Length} values are not {people} people × {regions} regions × {dimensions}.", nameof(content));
        if (content.Norms is { } given && given.Length != people * regions)
            throw new ArgumentException($"{given.Length} norms are not {people} people × {regions} regions.", nameof(content));
        if (content.Centre.Length > 0 && content.Centre.Length != dimensions)
            throw new ArgumentException($"A centre of {content.Centre.Length} values is no vector of {dimensions}.", nameof(content));
        if (!content.Curves.ContainsKey(FaceRegion.Face))
            throw new ArgumentException("A gallery needs the percent curve of the face.", nameof(content));

        var vectors = new Half[content.IsSlim ? 0 : values];
        var scan = new sbyte[values];
        var scales = new float[people * regions];
        var norms = new ScoreNorm[content.Norms?.Length ?? 0];
        for (var person = 0; person < people; person++)
        {
            for (var region = 0; region < regions; region++)
            {
                var vector = content.Vector(person, region);
                if (!content.IsSlim)
                    TensorPrimitives.ConvertToHalf(vector, vectors.AsSpan((person * (int)regions + region) * (int)dimensions, (int)dimensions));
                var row = region * (int)people + person;
                if (norms.Length > 0)
                    norms[row] = content.Norm(person, region);
                scales[row] = Quantization.Quantize(vector, scan.AsSpan(row * (int)dimensions, (int)dimensions));
            }
        }

        var scalesAt = vectors.LongLength * 2;
        var scanAt = scalesAt + scales.Length * 4;
        List<(string, SafetensorsEntry)> tensors = [("scales", new("F32", [regions, people], [scalesAt, scanAt]))];
        if (!content.IsSlim)
            tensors.Insert(0, ("vectors", new("F16", [people, regions, dimensions], [0, scalesAt])));
        // What has four bytes a value lies before the bytes of the scan, whose number need not be a multiple of four.
        if (norms.Length > 0)
        {
            tensors.Add(("norms", new("F32", [regions, people, NormValues], [scanAt, scanAt + norms.Length * NormValues * 4])));
            scanAt += norms.Length * NormValues * 4;
        }
        if (content.Centre.Length > 0)
        {
            tensors.Add(("centre", new("F32", [dimensions], [scanAt, scanAt + dimensions * 4])));
            scanAt += dimensions * 4;
        }
        tensors.Add(("scan", new("I8", [regions, people, dimensions], [scanAt, scanAt + values])));
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["id"] = content.Id,
            ["name"] = content.Name,
            ["version"] = content.Version,
            ["space"] = content.Space,
            ["regions"] = JsonSerializer.Serialize(content.Regions.Select(NameOf).ToList(), GalleryJson.Default.ListString),
            ["curve"] = JsonSerializer.Serialize(
                content.Curves.OrderBy(curve => curve.Key).ToDictionary(curve => NameOf(curve.Key), curve => curve.Value),
                GalleryJson.Default.DictionaryStringPercentCurve),
            ["people"] = JsonSerializer.Serialize([.. content.People], GalleryJson.Default.ListPerson),
        };
        if (content.ComparisonCurve is { } comparison)
            metadata["comparison"] = JsonSerializer.Serialize(comparison, GalleryJson.Default.PercentCurve);
        stream.Write(Safetensors.WriteHeader(tensors, metadata));
        stream.Write(MemoryMarshal.AsBytes(vectors.AsSpan()));
        stream.Write(MemoryMarshal.AsBytes(scales.AsSpan()));
        stream.Write(MemoryMarshal.AsBytes(norms.AsSpan()));
        stream.Write(MemoryMarshal.AsBytes(content.Centre.AsSpan()));
        stream.Write(MemoryMarshal.AsBytes(scan.AsSpan()));
    }

    /// <summary>The content of a gallery without one person, its version's last number raised.</summary>
    /// <exception cref="GalleryException">There is nobody of this id.</exception>
    public static GalleryContent Without(Gallery gallery, string personId)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        var stays = Enumerable.Range(0, gallery.People.Count).Where(person => gallery.People[person].Id != personId).ToArray();
        if (stays.Length == gallery.People.Count)
            throw new GalleryException($"There is nobody with the id '{personId}' in the gallery '{gallery.Id}'.");
        var version = System.Version.Parse(gallery.Version);
        return ContentOf(gallery, stays) with
        {
            Version = string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}.{version.Build + 1}"),
        };
    }

    /// <summary>The content of a gallery for phones: the same version, the vectors in eight bits alone.</summary>
    public static GalleryContent Slim(Gallery gallery)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        return ContentOf(gallery, [.. Enumerable.Range(0, gallery.People.Count)]) with { IsSlim = true };
    }

    private static GalleryContent ContentOf(Gallery gallery, int[] stays)
    {
        var content = new GalleryContent
        {
            Id = gallery.Id,
            Name = gallery.Name,
            Version = gallery.Version,
            IsSlim = gallery.IsSlim,
            Space = gallery.Space,
            Regions = gallery.Regions,
            Dimensions = gallery.Dimensions,
            People = [.. stays.Select(person => gallery.People[person])],
            Vectors = new float[stays.Length * gallery.Regions.Count * gallery.Dimensions],
            Curves = gallery.Regions.ToDictionary(region => region, gallery.CurveOf),
            ComparisonCurve = gallery.ComparisonCurve,
            Centre = gallery.Centre.ToArray(),
            Norms = [.. stays.SelectMany(person => gallery.Regions.Select(region => gallery.Norm(person, region)))],
        };
        for (var i = 0; i < stays.Length; i++)
        {
            for (var region = 0; region < gallery.Regions.Count; region++)
                TensorPrimitives.ConvertToSingle(gallery.Vector(stays[i], gallery.Regions[region]), content.Vector(i, region));
        }
        return content;
    }

    private static string NameOf(FaceRegion region) => region.ToString().ToLowerInvariant();
}
