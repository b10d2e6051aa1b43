using System.Text.Json.Serialization;

namespace CelebFunctions.Page;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PageSetup))]
internal sealed partial class PageJson : JsonSerializerContext;
