using CelebFunctions.LocalHost.Functions;
using CelebFunctions.LocalHost.Http;
using CelebFunctions.LocalHost.Tests.Timers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost.Tests;

public sealed class StartTextTests : IDisposable
{
    private readonly DirectoryInfo _repository = Directory.CreateTempSubdirectory("celeb-start-");

    [Fact]
    public async Task It_says_where_it_listens_what_it_serves_and_a_line_to_try()
    {
        var text = await WriteAsync(keys: null, "docs/pictures/face.jpg");

        Assert.Equal(
            """

            Listening on http://localhost:7071   Ctrl-C stops it.

              Page   http://localhost:7071/

              Match    POST      http://localhost:7071/api/match
              Page     GET,HEAD  http://localhost:7071/
              Nightly  TIMER     0 30 3 * * *

            Try it:
              curl -H "Content-Type: image/jpeg" --data-binary "@docs/pictures/face.jpg" http://localhost:7071/api/match

            """,
            text,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task With_keys_the_line_to_try_shows_the_functions_key()
    {
        var text = await WriteAsync(new("function-key", "master-key"), "face.png");

        Assert.Contains("curl -H \"x-functions-key: function-key\" -H \"Content-Type: image/png\"", text, StringComparison.Ordinal);
        Assert.Contains("master-key", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_queue_it_says_in_one_line_where_the_queue_is_or_why_there_is_none()
    {
        var text = await WriteAsync(keys: null, "face.png", typeof(QueueLikeFunctions));

        Assert.Contains("  Jobs     QUEUE     photo-jobs", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), line => line.Trim() == "Queue off: do this.");
    }

    [Fact]
    public void The_picture_is_the_first_of_the_repository_that_the_program_lies_in()
    {
        var program = _repository.CreateSubdirectory("src/Program/bin");
        var pictures = _repository.CreateSubdirectory("docs/pictures");
        File.WriteAllText(Path.Combine(pictures.FullName, "b.png"), "");
        File.WriteAllText(Path.Combine(pictures.FullName, "a.txt"), "");

        Assert.Equal(Path.Combine("docs", "pictures", "b.png"), SamplePicture.Find(program.FullName, _repository.FullName));
        Assert.Equal(Path.Combine(pictures.FullName, "b.png"), SamplePicture.Find(program.FullName, program.FullName));
    }

    [Fact]
    public void Without_a_repository_there_is_no_picture() =>
        Assert.Null(SamplePicture.Find(_repository.FullName, _repository.FullName));

    public void Dispose() => _repository.Delete(recursive: true);

    private static async Task<string> WriteAsync(HostKeys? keys, string picture, params Type[] more)
    {
        await using var host = await TestHost.StartAsync(
            [typeof(MatchLikeFunctions), typeof(NightlyFunction), .. more], builder => builder.Services.AddSingleton(new TimerRuns()));
        return StartText.Write(
            host.App.Services.GetRequiredService<FunctionCatalog>(), keys, "http://localhost:7071", picture, "Queue off: do this.");
    }

    public sealed class QueueLikeFunctions
    {
        [Function("Jobs")]
        public void Work([QueueTrigger("photo-jobs")] string message) => _ = message;
    }

    public sealed class MatchLikeFunctions
    {
        [Function("Match")]
        public IResult Match([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/match")] HttpRequest request) => Results.Empty;

        [Function("Page")]
        public IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{ignored:maxlength(0)?}")] HttpRequest request) => Results.Empty;
    }
}
