using System.Text.Json.Serialization;

namespace CelebFunctions.Cli.Keys;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ClientView[]))]
internal sealed partial class KeysJson : JsonSerializerContext;
