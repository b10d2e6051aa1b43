using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Enrolment;

/// <summary>
/// A file of what photos gave, by the SHA-256 of their bytes, so that a long run goes on where it was stopped and two
/// commands share the work. It holds vectors of people: treat it as their photos. Safe for use by many threads at once.
/// </summary>
internal sealed class EnrolmentCache : IDisposable
{
    private const string Magic = "celeb-enrolment-2";
    private const int BoxAndLandmarks = 14;

    private readonly ConcurrentDictionary<string, EnrolledFace?> _faces = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private readonly FileStream _file;
    private readonly int _dimensions;
    private readonly int _values;

    /// <param name="path">Made where it is missing; begun anew where it was made with other models.</param>
    /// <param name="detector">Tells one detector from another: <see cref="FaceModels.Keys"/>.</param>
    /// <param name="embedder">Tells one embedder from another.</param>
    /// <param name="regions">Vectors of one face.</param>
    /// <param name="dimensions">Numbers in one vector.</param>
    public EnrolmentCache(string path, string detector, string embedder, int regions, int dimensions)
    {
        _dimensions = dimensions;
        _values = regions * dimensions;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        _file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16);
        var header = Encoding.ASCII.GetBytes($"{Magic} {detector} {embedder} {regions} {dimensions}\n");
        var found = new byte[header.Length];
        if (_file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && found.AsSpan().SequenceEqual(header))
        {
            ReadAll();
            return;
        }
        _file.SetLength(0);
        _file.Write(header);
    }

    public bool TryGet(ReadOnlySpan<byte> photo, out EnrolledFace? face) => _faces.TryGetValue(KeyOf(photo), out face);

    public void Add(ReadOnlySpan<byte> photo, EnrolledFace? face)
    {
        var key = KeyOf(photo);
        if (!_faces.TryAdd(key, face))
            return;
        lock (_writing)
            Write(key, face);
    }

    public void Dispose() => _file.Dispose();

    private static string KeyOf(ReadOnlySpan<byte> photo) => Convert.ToHexStringLower(SHA256.HashData(photo));

    private void Write(string key, EnrolledFace? face)
    {
        _file.Write(Convert.FromHexString(key));
        _file.WriteByte((byte)(face is null ? 0 : face.Embedding is null ? 1 : 2));
        if (face is null)
            return;
        Span<float> head = stackalloc float[BoxAndLandmarks + 2];
        MemoryMarshal.Cast<float, FaceBox>(head)[0] = face.Box;
        MemoryMarshal.Cast<float, FaceLandmarks>(head[4..BoxAndLandmarks])[0] = face.Landmarks;
        head[BoxAndLandmarks] = face.Faces;
        head[BoxAndLandmarks + 1] = face.IsLargest ? 1 : 0;
        _file.Write(MemoryMarshal.AsBytes(head));
        foreach (var embedding in new[] { face.Embedding, face.Mirrored })
        {
            if (embedding is null)
                continue;
            for (var region = 0; region < embedding.Regions; region++)
                _file.Write(MemoryMarshal.AsBytes(embedding[(FaceRegion)region]));
        }
    }

    private void ReadAll()
    {
        var end = _file.Position;
        var key = new byte[SHA256.HashSizeInBytes + 1];
        while (TryFill(key) && TryRead(key[^1], out var face))
        {
            _faces[Convert.ToHexStringLower(key.AsSpan(0, SHA256.HashSizeInBytes))] = face;
            end = _file.Position;
        }
        // A run that was killed may have left half a record.
        _file.SetLength(end);
        _file.Position = end;
    }

    private bool TryRead(byte kind, out EnrolledFace? face)
    {
        face = null;
        if (kind == 0)
            return true;
        var head = new float[BoxAndLandmarks + 2];
        if (kind > 2 || !TryFill(MemoryMarshal.AsBytes(head.AsSpan())))
            return false;
        float[][] vectors = kind == 2 ? [new float[_values], new float[_values]] : [];
        foreach (var values in vectors)
        {
            if (!TryFill(MemoryMarshal.AsBytes(values.AsSpan())))
                return false;
        }
        face = new(
            MemoryMarshal.Cast<float, FaceBox>(head)[0],
            MemoryMarshal.Cast<float, FaceLandmarks>(head.AsSpan(4, 10))[0],
            kind == 2 ? new(vectors[0], _dimensions) : null,
            kind == 2 ? new(vectors[1], _dimensions) : null,
            (int)head[BoxAndLandmarks],
            head[BoxAndLandmarks + 1] != 0);
        return true;
    }

    private bool TryFill(Span<byte> bytes) => _file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
}
