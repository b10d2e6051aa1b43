using System.Text.Json;
using System.Text.Json.Serialization;

namespace CelebFunctions.Cli.Models;

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ModelsJson : JsonSerializerContext;
