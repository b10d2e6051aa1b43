using System.IO.MemoryMappedFiles;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Galleries;

/// <summary>
/// People and their vectors, in one memory-mapped <c>.safetensors</c> file. Safe for use by many threads at once;
/// dispose of it only when no search runs.
/// </summary>
public sealed unsafe class Gallery : IDisposable
{
    /// <summary>How many of the scan's best are scored again from their vectors, at least.</summary>
    private const int Rescored = 100;

    // Rows scanned between two looks at their scores: small enough for the stack and the first-level cache.
    private const int Chunk = 512;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<FaceRegion, int> _regionRows;
    private readonly Dictionary<string, PercentCurve> _curves;
    private readonly byte* _start;
    private readonly long? _vectors;
    private readonly long _scan;
    private readonly long _scales;
    private readonly long? _norms;
    private readonly float[] _centre = [];
    private bool _disposed;

    private Gallery(string path)
    {
        Path = path;
        try
        {
            Size = new FileInfo(path).Length;
            _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            _file?.Dispose();
            throw new GalleryException($"{path} cannot be opened as a gallery: {exception.Message}", exception);
        }

        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
        try
        {
            var (tensors, metadata, data) = Safetensors.ReadHeader(new(_start, (int)Math.Min(Size, int.MaxValue)));
            if (Required(metadata, "format") != GalleryWriter.Format)
                throw new GalleryException($"The gallery is of the format '{metadata["format"]}'; this app reads '{GalleryWriter.Format}'. Build it again.");
            Id = Required(metadata, "id");
            Name = Required(metadata, "name");
            Version = Required(metadata, "version");
            Space = Required(metadata, "space");
            People = Required(metadata, "people", GalleryJson.Default.ListPerson);
            Regions = Required(metadata, "regions", GalleryJson.Default.ListString).ConvertAll(RegionOf);
            _curves = Required(metadata, "curve", GalleryJson.Default.DictionaryStringPercentCurve);
            if (People.Contains(null!) || _curves.ContainsValue(null!) || !_curves.ContainsKey("face"))
                throw new GalleryException("It lacks a person, or a curve of the face.");
            // Galleries from before two photos had a curve of their own have this one for both.
            ComparisonCurve = metadata.TryGetValue("comparison", out _) ? Required(metadata, "comparison", GalleryJson.Default.PercentCurve) : _curves["face"];
            _regionRows = Regions.Index().ToDictionary(region => region.Item, region => region.Index);
            if (People.Select(person => person.Id).Distinct(StringComparer.Ordinal).Count() != People.Count)
                throw new GalleryException("Two people of the gallery have the same id.");

            Dimensions = tensors.TryGetValue("scan", out var scan) && scan.Shape is [_, _, var dimensions] ? (int)dimensions : 0;
            _scan = Safetensors.Locate(tensors, "scan", "I8", 1, [Regions.Count, People.Count, Dimensions], data, Size);
            if (tensors.ContainsKey("vectors"))
                _vectors = Safetensors.Locate(tensors, "vectors", "F16", 2, [People.Count, Regions.Count, Dimensions], data, Size);
            _scales = Safetensors.Locate(tensors, "scales", "F32", 4, [Regions.Count, People.Count], data, Size);
            if (tensors.ContainsKey("norms"))
                _norms = Safetensors.Locate(tensors, "norms", "F32", 4, [Regions.Count, People.Count, GalleryWriter.NormValues], data, Size);
            if (tensors.ContainsKey("centre"))
                _centre = new ReadOnlySpan<float>(_start + Safetensors.Locate(tensors, "centre", "F32", 4, [Dimensions], data, Size), Dimensions).ToArray();
        }
        catch (Exception exception) when (exception is GalleryException or JsonException or ArgumentException or OverflowException)
        {
            Dispose();
            throw new GalleryException($"{System.IO.Path.GetFileName(path)} is no usable gallery. {exception.Message}", exception);
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    public string Id { get; }

    public string Name { get; }

    public string Version { get; }

    /// <summary>Bytes of the file.</summary>
    public long Size { get; }

    /// <summary>SHA-256 of the embedder that made the vectors.</summary>
    public string Space { get; }

    /// <summary>Numbers in one vector.</summary>
    public int Dimensions { get; }

    /// <summary>Whether it is the file for phones, which has the vectors in eight bits alone.</summary>
    public bool IsSlim => _vectors is null;

    public IReadOnlyList<FaceRegion> Regions { get; }

    /// <summary>By id.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>Percent of the similarity of two photos by the face, as seen from <see cref="Centre"/>.</summary>
    public PercentCurve ComparisonCurve { get; }

    /// <summary>What the faces of two photos are compared around; empty in galleries from before there was one.</summary>
    public ReadOnlySpan<float> Centre => _centre;

    /// <param name="path">The file; it stays open and must not change.</param>
    /// <param name="space">The space of the embedder in use; null takes any.</param>
    /// <exception cref="GalleryException">It is damaged, or was made with another embedder; says what to do.</exception>
    public static Gallery Open(string path, string? space = null)
    {
        var gallery = new Gallery(path);
        if (space is null || gallery.Space == space)
            return gallery;
        gallery.Dispose();
        throw new GalleryException(
            $"The gallery '{gallery.Id}@{gallery.Version}' was made with the embedder {Short(gallery.Space)}, but {Short(space)} is loaded: "
            + "their vectors do not compare. Build the gallery again with 'celeb gallery build'.");
    }

    /// <summary>Percent of a photo's score against a person by a region, or by the face where the region has no curve.</summary>
    public PercentCurve CurveOf(FaceRegion region) =>
        _curves.TryGetValue(region.ToString().ToLowerInvariant(), out var curve) ? curve : _curves["face"];

    /// <summary>
    /// The people nearest to a probe by their scores: an eight-bit scan of all, the best rescored from their vectors.
    /// </summary>
    /// <param name="region">What is compared; nobody is found for a region that the gallery lacks.</param>
    /// <param name="probe">A unit vector of <see cref="Dimensions"/> numbers.</param>
    /// <param name="top">How many, at least 1.</param>
    /// <returns>Nearest first, ties by id; fewer than asked for where the gallery has fewer people.</returns>
    public GalleryHit[] Search(FaceRegion region, ReadOnlySpan<float> probe, int top)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(probe.Length, Dimensions);
        if (!_regionRows.TryGetValue(region, out var row))
            return [];

        Span<float> full = stackalloc float[Dimensions];
        var candidates = Scan(row, probe, Math.Min(Math.Max(top, Rescored), People.Count));
        var hits = new GalleryHit[candidates.Count];
        for (var i = 0; i < hits.Length; i++)
        {
            var person = candidates[i];
            Read(person, row, full);
            var similarity = TensorPrimitives.Dot(full, probe);
            hits[i] = new(person, similarity, NormAt(person, row).Of(similarity));
        }
        Array.Sort(hits, (a, b) => a.Score != b.Score
            ? b.Score.CompareTo(a.Score)
            : string.CompareOrdinal(People[a.Person].Id, People[b.Person].Id));
        return hits.Length > top ? hits[..top] : hits;
    }

    /// <summary>The stored vector of one person; of a slim gallery, what its eight bits stand for.</summary>
    /// <param name="person">Index into <see cref="People"/>.</param>
    /// <param name="region">One that the gallery has.</param>
    public ReadOnlySpan<Half> Vector(int person, FaceRegion region)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(person);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(person, People.Count);
        var row = _regionRows[region];
        if (_vectors is { } vectors)
            return Stored(vectors, person, row);
        Span<float> read = stackalloc float[Dimensions];
        Read(person, row, read);
        var vector = new Half[Dimensions];
        TensorPrimitives.ConvertToHalf(read, vector);
        return vector;
    }

    /// <summary>What makes similarities to this person comparable with those to others; nothing where the gallery has no norms.</summary>
    /// <inheritdoc cref="Vector(int, FaceRegion)" path="/param"/>
    public ScoreNorm Norm(int person, FaceRegion region)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(person);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(person, People.Count);
        return NormAt(person, _regionRows[region]);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private List<int> Scan(int region, ReadOnlySpan<float> probe, int keep)
    {
        Span<sbyte> quantized = stackalloc sbyte[Dimensions];
        Span<short> query = stackalloc short[Dimensions];
        Span<int> products = stackalloc int[Chunk];
        var probeScale = Quantization.Quantize(probe, quantized);
        for (var i = 0; i < quantized.Length; i++)
            query[i] = quantized[i];

        var best = new PriorityQueue<int, (float Score, int Order)>(keep);
        var worst = float.NegativeInfinity;
        for (var first = 0; first < People.Count; first += Chunk)
        {
            var count = Math.Min(Chunk, People.Count - first);
            var at = (long)region * People.Count + first;
            Int8Scan.Dot(query, new(_start + _scan + at * Dimensions, count * Dimensions), products[..count]);
            var scales = new ReadOnlySpan<float>(_start + _scales + at * sizeof(float), count);
            for (var i = 0; i < count; i++)
            {
                var score = NormAt(first + i, region).Of(products[i] * scales[i] * probeScale);
                if (best.Count < keep)
                    best.Enqueue(first + i, (score, -(first + i)));
                else if (score > worst)
                    best.EnqueueDequeue(first + i, (score, -(first + i)));
                else
                    continue;
                if (best.Count == keep && best.TryPeek(out _, out var least))
                    worst = least.Score;
            }
        }
        return [.. best.UnorderedItems.Select(item => item.Element)];
    }

    private void Read(int person, int region, Span<float> vector)
    {
        if (_vectors is { } vectors)
        {
            TensorPrimitives.ConvertToSingle(Stored(vectors, person, region), vector);
            return;
        }
        var row = (long)region * People.Count + person;
        TensorPrimitives.ConvertTruncating<sbyte, float>(new(_start + _scan + row * Dimensions, Dimensions), vector);
        TensorPrimitives.Multiply(vector, ((float*)(_start + _scales))[row], vector);
    }

    private ReadOnlySpan<Half> Stored(long vectors, int person, int region) =>
        new(_start + vectors + ((long)person * Regions.Count + region) * Dimensions * sizeof(Half), Dimensions);

    private ScoreNorm NormAt(int person, int region) =>
        _norms is { } norms ? ((ScoreNorm*)(_start + norms))[(long)region * People.Count + person] : ScoreNorm.None;

    private static string Required(Dictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out var value) && value is not null ? value : throw new GalleryException($"Its metadata lacks '{key}'.");

    private static T Required<T>(Dictionary<string, string> metadata, string key, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(Required(metadata, key), type) ?? throw new GalleryException($"Its metadata '{key}' is null.");

    private static FaceRegion RegionOf(string? name) =>
        Enum.TryParse<FaceRegion>(name, ignoreCase: true, out var region) && Enum.IsDefined(region)
            ? region
            : throw new GalleryException($"Its region '{name}' is none that this app knows.");

    private static string Short(string space) => space.Length > 12 ? space[..12] : space;
}
