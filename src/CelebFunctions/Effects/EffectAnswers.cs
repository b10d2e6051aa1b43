namespace CelebFunctions.Effects;

/// <summary>The answer of <c>GET /api/effects</c>.</summary>
/// <param name="Effects">By id.</param>
public sealed record EffectsAnswer(IReadOnlyList<EffectAnswer> Effects);

/// <summary>A way to paint a photo.</summary>
/// <param name="Id">As <c>POST /api/effects/{effect}</c> takes it.</param>
/// <param name="Title">For a button.</param>
/// <param name="Painting">The work that it was learned from; null where its model does not say.</param>
/// <param name="Model"><c>name@version</c> of its network.</param>
public sealed record EffectAnswer(string Id, string Title, string? Painting, string Model);

/// <summary>What made a picture.</summary>
/// <param name="Effect"><c>name@version</c> of the effect's network.</param>
public sealed record EffectModelsAnswer(string Effect);
