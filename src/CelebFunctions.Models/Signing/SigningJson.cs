using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CelebFunctions.Models.Signing;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(JwsHeader))]
[JsonSerializable(typeof(ModelSet))]
[JsonSerializable(typeof(PublishingKeys))]
[JsonSerializable(typeof(VersionManifest))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonNode))]
internal sealed partial class SigningJson : JsonSerializerContext
{
    /// <exception cref="RefusedException">The text is not what belongs there.</exception>
    public static T Read<T>(string name, ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new RefusedException($"{name} says nothing.");
        }
        catch (JsonException exception)
        {
            throw new RefusedException($"{name} cannot be read: {exception.Message}", exception);
        }
    }
}
