using CelebFunctions.Http;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Effects;

/// <summary>From a photo's bytes to a picture's.</summary>
public sealed class EffectService(EffectModels effects, IPhotoCodec codec, EffectGate gate)
{
    /// <summary>Each effect there is.</summary>
    /// <exception cref="ProblemException"><c>models-not-ready</c>, with the reason.</exception>
    public EffectsAnswer List() => new(
        [.. effects.Ids.Select(effects.Effect).Select(effect => new EffectAnswer(
            effect.Id, effect.Manifest.Title ?? effect.Id, effect.Manifest.Painting, effect.Manifest.Id))]);

    /// <summary>Refuses what can be refused before a photo is read.</summary>
    /// <exception cref="ProblemException">The effect is unknown, or its model is not ready.</exception>
    public void Check(string effect) => effects.Effect(effect);

    /// <summary>Paints a photo.</summary>
    /// <param name="photo">The photo's bytes.</param>
    /// <param name="effect">Id of the effect.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="formatOf">Chooses the picture's format, given the photo's.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="PhotoException">The photo cannot be used.</exception>
    /// <exception cref="ProblemException">The effect is unknown, its model is not ready, or too much is going on.</exception>
    public async Task<EffectPicture> ApplyAsync(
        ReadOnlyMemory<byte> photo, string effect, EffectOptions options, Func<PhotoFormat, PhotoFormat> formatOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(formatOf);
        var loaded = effects.Effect(effect);
        using var turn = await gate.EnterAsync(cancellationToken);
        // On a thread of its own: the pool has few, and a match would wait until it makes another.
        return await Task.Factory.StartNew(
            () => Apply(photo, loaded, options, formatOf, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private EffectPicture Apply(
        ReadOnlyMemory<byte> photo, LoadedEffect effect, EffectOptions options, Func<PhotoFormat, PhotoFormat> formatOf, CancellationToken cancellationToken)
    {
        using var decoded = codec.Decode(photo, options.MaxSide, cancellationToken);
        using var painted = effect.Effect.Apply(decoded.Picture, options.Strength, cancellationToken);
        var format = formatOf(decoded.Format);
        using var file = new MemoryStream();
        codec.Encode(painted, format, file);
        return new(file.ToArray(), format, effect.Manifest.Id);
    }
}
