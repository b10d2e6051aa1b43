using System.Text.Json;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>Something that happened and that somebody wants to be told of.</summary>
/// <param name="Url">Whom to tell; <see cref="WebhookPolicy.Check(string?)"/> let it pass.</param>
/// <param name="Id">Letters, digits, '-' and '_'; the same event has the same, by which receivers know it again.</param>
/// <param name="Type">What happened: <c>celebfunctions.batch.succeeded</c>.</param>
/// <param name="Subject">To what: a batch's id.</param>
/// <param name="Data">More of it, up to 20 KiB: no photo, no vector.</param>
/// <param name="Time">When it happened.</param>
/// <param name="SubscribedAt">When somebody asked to be told; an address that was gone since then is told nothing.</param>
public sealed record WebhookEvent(
    string Url, string Id, string Type, string Subject, JsonElement Data, DateTimeOffset Time, DateTimeOffset SubscribedAt);
