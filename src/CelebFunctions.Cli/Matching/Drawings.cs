using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Cli.Matching;

/// <summary>Writes photos with what was found in them.</summary>
/// <param name="files">The file of each photo's drawing.</param>
internal sealed class Drawings(IReadOnlyDictionary<string, string> files)
{
    public async Task WriteAsync(IPhotoCodec codec, IEnumerable<PhotoOutcome> outcomes, CancellationToken cancellationToken)
    {
        foreach (var outcome in outcomes)
        {
            if (outcome.Answer is not { } answer)
                continue;
            var file = files[outcome.Photo];
            using var photo = codec.Decode(await File.ReadAllBytesAsync(outcome.Photo, cancellationToken), cancellationToken);
            using var drawn = MatchDrawing.Draw(photo, answer);
            await using var stream = OutputFiles.Create(file);
            codec.Encode(drawn, OutputFiles.FormatOf(file), stream);
        }
    }
}
