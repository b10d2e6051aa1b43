using System.Text.Json.Serialization;

namespace CelebFunctions.Client.Cloud;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CloudAnswer))]
[JsonSerializable(typeof(CloudProblem))]
internal sealed partial class CloudJson : JsonSerializerContext;
