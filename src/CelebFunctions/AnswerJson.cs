using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CelebFunctions.Albums;
using CelebFunctions.Clients;
using CelebFunctions.Distribution;
using CelebFunctions.Galleries;
using CelebFunctions.Health;
using CelebFunctions.Http;
using CelebFunctions.Matching;

namespace CelebFunctions;

/// <summary>How answers are written: camelCase, nulls kept, letters as they are.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MatchAnswer))]
[JsonSerializable(typeof(CompareAnswer))]
[JsonSerializable(typeof(GalleriesAnswer))]
[JsonSerializable(typeof(PeopleAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(ModelListAnswer))]
[JsonSerializable(typeof(ModelVersionsAnswer))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(UsageAnswer))]
[JsonSerializable(typeof(Problem))]
public sealed partial class AnswerJson : JsonSerializerContext
{
    /// <summary>For answers, which are JSON alone and never part of a page: an apostrophe stays one.</summary>
    // Made when it is first asked for: among static fields of several files nothing says that the default is there before.
    public static AnswerJson Plain => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
