using System.Text.Json;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>A message on <c>webhooks</c>: one attempt to tell of an event.</summary>
/// <param name="Schema">1.</param>
/// <param name="Event">What to tell.</param>
/// <param name="Attempt">1 at first; each further try is a message of its own.</param>
/// <param name="FirstTriedAt">When the first try was; null before it.</param>
/// <param name="Traceparent">The sender's trace, W3C Trace Context.</param>
public sealed record WebhookDelivery(int Schema, WebhookEvent Event, int Attempt, DateTimeOffset? FirstTriedAt, string? Traceparent)
{
    public const int CurrentSchema = 1;

    private const int LongestId = 128;

    /// <summary>Reads a message.</summary>
    /// <returns>Null where it is none that we wrote.</returns>
    public static WebhookDelivery? Read(string message)
    {
        try
        {
            return JsonSerializer.Deserialize(message, BatchesJson.Default.WebhookDelivery) is { } delivery && delivery.IsWhole ? delivery : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text of its message.</summary>
    public string Write() => JsonSerializer.Serialize(this, BatchesJson.Default.WebhookDelivery);

    /// <summary>Whether an id may be sent, signed and made the name of a blob: a dot would blur where it ends in what is signed.</summary>
    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= LongestId } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private bool IsWhole =>
        Schema == CurrentSchema && Attempt >= 1
        && Event is { Url: not null, Type: not null, Subject: not null, Data.ValueKind: not JsonValueKind.Undefined } && IsId(Event.Id);
}
