using System.Text.Json.Serialization;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Galleries;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Dictionary<string, SafetensorsEntry>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(List<Person>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(Dictionary<string, PercentCurve>))]
[JsonSerializable(typeof(PercentCurve))]
internal sealed partial class GalleryJson : JsonSerializerContext;
