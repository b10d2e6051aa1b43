namespace CelebFunctions.Client;

/// <summary>How a photo could be better.</summary>
/// <param name="Code">For an app to translate: <c>no-face</c>, <c>move-closer</c>, <c>hold-still</c>, <c>too-dark</c>, <c>turned-away</c>.</param>
/// <param name="Text">The same in English, from the server; null on the device.</param>
public sealed record MatchAdvice(string Code, string? Text);
