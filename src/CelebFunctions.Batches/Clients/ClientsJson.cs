using System.Text.Json.Serialization;

namespace CelebFunctions.Batches.Clients;

/// <summary>How clients' blobs are written: camelCase, nulls kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClientKey))]
[JsonSerializable(typeof(QuotaAccount))]
[JsonSerializable(typeof(UsageSheetContent))]
internal sealed partial class ClientsJson : JsonSerializerContext;
