using CelebFunctions.Effects;
using CelebFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>Photos in, pictures out.</summary>
public sealed class EffectFunctions(HttpEdge edge, PhotoReader reader, EffectService effects)
{
    [Function("Effects")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/effects")] HttpRequest request) =>
        edge.AnswerClientAsync(request, _ => Task.FromResult(JsonAnswer.Of(effects.List(), AnswerJson.Default.EffectsAnswer)));

    [Function("ApplyEffect")]
    public Task<IResult> Apply(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/effects/{effect}")] HttpRequest request, string effect) =>
        edge.AnswerClientAsync(request, async call =>
        {
            var cancellation = request.HttpContext.RequestAborted;
            var options = EffectQuery.Read(request.Query);
            effects.Check(effect);
            return await call.CountAsync($"effects/{effect}", 1, async () =>
            {
                using var photo = await reader.ReadOneAsync(request, cancellation);
                var picture = await effects.ApplyAsync(
                    photo.Memory, effect, options, sent => PictureFormats.Choose(request.Headers.Accept, sent), cancellation);
                return Results.Bytes(picture.Content, PictureFormats.TypeOf(picture.Format));
            });
        });
}
