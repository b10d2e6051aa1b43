using System.Text.Json;

namespace CelebFunctions.Albums;

/// <summary>The JSON that asks for a batch with upload links.</summary>
/// <param name="Photos">How many, or their names.</param>
/// <param name="Operation"><c>match</c> where it is left out.</param>
/// <param name="Options">The operation's, as its query takes them.</param>
/// <param name="Webhook">Called when it has succeeded.</param>
public sealed record BatchBody(JsonElement Photos, string? Operation = null, JsonElement? Options = null, string? Webhook = null);
