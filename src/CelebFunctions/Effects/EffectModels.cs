using System.Collections.Concurrent;
using CelebFunctions.Http;
using CelebFunctions.Models;
using CelebFunctions.Vision.Effects;
using CelebFunctions.Vision.Inference;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Effects;

/// <summary>The effects there are: a folder each. A network is read when somebody asks for its effect first.</summary>
public sealed class EffectModels(IOptions<EffectLimits> limits) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<LoadedEffect>> _effects = new(StringComparer.Ordinal);

    private string Folder => Path.Combine(AppContext.BaseDirectory, limits.Value.Folder);

    /// <summary>Ids of the effects, in their order.</summary>
    public IReadOnlyList<string> Ids => Directory.Exists(Folder)
        ? [.. Directory.GetDirectories(Folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)]
        : [];

    /// <exception cref="ProblemException"><c>effect-unknown</c>, with the names of those there are; <c>models-not-ready</c>, with the reason.</exception>
    public LoadedEffect Effect(string id)
    {
        var ids = Ids;
        if (!ids.Contains(id))
        {
            throw new ProblemException(
                ProblemCode.EffectUnknown,
                ids.Count == 0 ? $"There is no effect '{id}', nor any other." : $"There is no effect '{id}'. There is: {string.Join(", ", ids)}.");
        }
        try
        {
            return _effects.GetOrAdd(id, _ => new(() => Load(id))).Value;
        }
        catch (ModelException exception)
        {
            throw new ProblemException(ProblemCode.ModelsNotReady, exception.Message);
        }
    }

    private LoadedEffect Load(string id)
    {
        var model = ModelFolder.Read(Folder, id);
        return model.Manifest.Kind == ModelKind.Effect
            ? new(id, model.Manifest, new(model.Network, model.Manifest.ToEffectOptions()))
            : throw new ModelException($"{model.Manifest.Id} is of the kind {model.Manifest.Kind}, not an effect.");
    }

    public void Dispose()
    {
        foreach (var effect in _effects.Values.Where(effect => effect.IsValueCreated))
            effect.Value.Effect.Dispose();
    }
}
