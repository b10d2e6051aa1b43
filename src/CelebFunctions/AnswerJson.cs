using System.Text.Json.Serialization;
using CelebFunctions.Albums;
using CelebFunctions.Clients;
using CelebFunctions.Distribution;
using CelebFunctions.Effects;
using CelebFunctions.Galleries;
using CelebFunctions.Health;
using CelebFunctions.Http;
using CelebFunctions.Matching;

namespace CelebFunctions;

/// <summary>How answers are written: camelCase, nulls kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MatchAnswer))]
[JsonSerializable(typeof(CompareAnswer))]
[JsonSerializable(typeof(EffectsAnswer))]
[JsonSerializable(typeof(EffectModelsAnswer))]
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
public sealed partial class AnswerJson : JsonSerializerContext;
