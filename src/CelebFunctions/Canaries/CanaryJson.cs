using System.Text.Json.Serialization;

namespace CelebFunctions.Canaries;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CanaryCounts))]
internal sealed partial class CanaryJson : JsonSerializerContext;
