using System.Collections.Concurrent;
using System.Security.Cryptography;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Cli.Enrolment;

/// <summary>Looks at photos of known people, as many at once as there are cores, each once.</summary>
/// <param name="codec">Decodes the photos.</param>
/// <param name="enroller">Finds and embeds their faces.</param>
/// <param name="cache">What was seen before, or null.</param>
internal sealed class PhotoEnroller(IPhotoCodec codec, FaceEnroller enroller, EnrolmentCache? cache)
{
    private readonly ConcurrentDictionary<string, EnrolledPhoto> _seen = new(StringComparer.Ordinal);

    /// <returns>One for each path, in their order.</returns>
    public async Task<IReadOnlyList<EnrolledPhoto>> EnrollAsync(
        IReadOnlyList<string> paths, Action step, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            paths,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (path, token) =>
            {
                if (!_seen.ContainsKey(path))
                    _seen[path] = await EnrollAsync(path, token);
                step();
            });
        return [.. paths.Select(path => _seen[path])];
    }

    private async Task<EnrolledPhoto> EnrollAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (cache is not null && cache.TryGet(bytes, out var known))
                return new(path, known, null, digest);
            using var photo = codec.Decode(bytes, cancellationToken);
            var face = enroller.Enroll(photo);
            cache?.Add(bytes, face);
            return new(path, face, null, digest);
        }
        catch (Exception exception) when (exception is PhotoException or IOException or UnauthorizedAccessException)
        {
            return new(path, null, exception.Message);
        }
    }
}
