using System.Text.Json.Serialization;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Results;
using CelebFunctions.Batches.Webhooks;

namespace CelebFunctions.Batches;

/// <summary>How messages and results are written: camelCase, nulls kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PhotoJob))]
[JsonSerializable(typeof(JobResult))]
[JsonSerializable(typeof(ResultNotice))]
[JsonSerializable(typeof(PoisonedJob))]
[JsonSerializable(typeof(Batch))]
[JsonSerializable(typeof(BatchEnd))]
[JsonSerializable(typeof(IdempotencyClaim))]
[JsonSerializable(typeof(WebhookDelivery))]
[JsonSerializable(typeof(UndeliveredWebhook))]
[JsonSerializable(typeof(GoneWebhook))]
public sealed partial class BatchesJson : JsonSerializerContext;
