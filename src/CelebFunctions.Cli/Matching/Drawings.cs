using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Cli.Matching;

/// <summary>Where the drawings of photos go.</summary>
internal sealed class Drawings
{
    private readonly IReadOnlyDictionary<string, string> _files;

    private Drawings(IReadOnlyDictionary<string, string> files) => _files = files;

    /// <summary>One photo's drawing is the file that was named; those of several lie in a folder, named as the photos are.</summary>
    /// <exception cref="UsageException">The file's ending is none of a format that is written, or would replace the photo.</exception>
    public static Drawings To(string target, IReadOnlyList<string> photos)
    {
        if (photos is [var photo])
        {
            FormatOf(target);
            if (Path.GetFullPath(target) == Path.GetFullPath(photo))
                throw new UsageException($"--out would replace the photo '{photo}' itself. Name another file.");
            return new(new Dictionary<string, string> { [photo] = target });
        }
        if (File.Exists(target))
            throw new UsageException($"There are {photos.Count} photos, so --out must name a folder; '{target}' is a file.");

        var files = new Dictionary<string, string>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in photos.Distinct())
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var free = name;
            for (var i = 2; !taken.Add(free); i++)
                free = $"{name}-{i}";
            files[path] = Path.Combine(target, free + ".jpg");
        }
        return new(files);
    }

    public async Task WriteAsync(IPhotoCodec codec, IEnumerable<PhotoOutcome> outcomes, CancellationToken cancellationToken)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Answer is not { } answer)
                continue;
            var file = _files[outcome.Photo];
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            using var photo = codec.Decode(await File.ReadAllBytesAsync(outcome.Photo, cancellationToken), cancellationToken);
            using var drawn = MatchDrawing.Draw(photo, answer);
            await using var stream = File.Create(file);
            codec.Encode(drawn, FormatOf(file), stream);
        }
    }

    private static PhotoFormat FormatOf(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => PhotoFormat.Jpeg,
        ".png" => PhotoFormat.Png,
        ".webp" => PhotoFormat.WebP,
        ".avif" => PhotoFormat.Avif,
        _ => throw new UsageException($"'{file}' must end in .jpg, .png, .webp or .avif: the ending says what is written."),
    };
}
