using System.Text.Json.Serialization;

namespace CelebFunctions.Cli.Queues;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QueueReport))]
[JsonSerializable(typeof(PoisonRow))]
internal sealed partial class QueueJson : JsonSerializerContext;
