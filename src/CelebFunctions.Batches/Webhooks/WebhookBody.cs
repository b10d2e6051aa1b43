using System.Buffers;
using System.Text.Json;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>An event as CloudEvents 1.0 writes it, in structured mode.</summary>
internal static class WebhookBody
{
    public const string ContentType = "application/cloudevents+json";

    private const string Source = "urn:celebfunctions";

    public static byte[] Of(WebhookEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", happened.Id);
            writer.WriteString("source", Source);
            writer.WriteString("type", happened.Type);
            writer.WriteString("subject", happened.Subject);
            writer.WriteString("time", happened.Time);
            writer.WriteString("datacontenttype", "application/json");
            writer.WritePropertyName("data");
            happened.Data.WriteTo(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
