using System.Text.Json.Serialization;

namespace CelebFunctions.Cli.Batches;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunState))]
[JsonSerializable(typeof(ResultLine))]
internal sealed partial class RunJson : JsonSerializerContext;
