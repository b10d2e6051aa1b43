using CelebFunctions.Galleries;
using CelebFunctions.Http;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace CelebFunctions;

/// <summary>Who can be matched.</summary>
public sealed class GalleryFunctions(HttpEdge edge, ServingModels models, IOptions<ServingOptions> options)
{
    private const int PageSize = 100;

    [Function("Galleries")]
    public Task<IResult> Galleries([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/galleries")] HttpRequest request) =>
        edge.AnswerClientAsync(request, async _ =>
        {
            using var lease = await models.LeaseAsync(request.HttpContext.RequestAborted);
            return JsonAnswer.Of(
                new([.. lease.Set.Galleries.OrderBy(gallery => gallery.Id, StringComparer.Ordinal).Select(Describe)]),
                AnswerJson.Default.GalleriesAnswer);
        });

    [Function("Gallery")]
    public Task<IResult> Gallery(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/galleries/{id}")] HttpRequest request, string id) =>
        edge.AnswerClientAsync(request, async _ =>
        {
            using var lease = await models.LeaseAsync(request.HttpContext.RequestAborted);
            return JsonAnswer.Of(Describe(lease.Set.Gallery(id)), AnswerJson.Default.GalleryAnswer);
        });

    [Function("GalleryPeople")]
    public Task<IResult> People(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/galleries/{id}/people")] HttpRequest request, string id) =>
        edge.AnswerClientAsync(request, async _ =>
        {
            using var lease = await models.LeaseAsync(request.HttpContext.RequestAborted);
            var query = request.Query["query"].ToString();
            var after = request.Query["after"].ToString();
            var people = lease.Set.Gallery(id).People
                .Where(person => person.Name.Contains(query, StringComparison.OrdinalIgnoreCase) || person.Id.Contains(query, StringComparison.OrdinalIgnoreCase))
                .OrderBy(person => person.Id, StringComparer.Ordinal)
                .ToArray();
            var page = people.SkipWhile(person => string.CompareOrdinal(person.Id, after) <= 0).Take(PageSize + 1).ToArray();
            return JsonAnswer.Of(
                new(
                    [.. page.Take(PageSize).Select(person => new GalleryPersonAnswer(person.Id, person.Name, person.Photos, person.Source))],
                    people.Length,
                    page.Length > PageSize ? page[PageSize - 1].Id : null),
                AnswerJson.Default.PeopleAnswer);
        });

    private GalleryAnswer Describe(Gallery gallery) => new(
        gallery.Id,
        gallery.Name,
        gallery.Version,
        gallery.People.Count,
        [.. gallery.Regions.Where(region => region != FaceRegion.Face).Select(Sentence.NameOf)],
        gallery.Id == options.Value.DefaultGallery);
}
