using System.Text.Json.Serialization;

namespace CelebFunctions.Models.Updates;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelVeto))]
[JsonSerializable(typeof(StoreState))]
internal sealed partial class UpdatesJson : JsonSerializerContext;
