using System.Text.Json;

namespace CelebFunctions.Batches.Albums;

/// <summary>What a caller asks of a batch.</summary>
/// <param name="Total">How many photos.</param>
/// <param name="Operation"><c>match</c> or <c>effects/{name}</c>.</param>
/// <param name="Options">The operation's own.</param>
/// <param name="Webhook">Called when it has succeeded.</param>
/// <param name="Client">Whose it is.</param>
/// <param name="Fingerprint">Hash of the request.</param>
public sealed record BatchOrder(int Total, string Operation, JsonElement? Options, string? Webhook, string? Client, string Fingerprint);
