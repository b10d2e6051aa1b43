using CelebFunctions.Benchmarks.Floor;

// What the service is measured against, each as small as it can be:
//   empty URL                                   an ASP.NET Core app that answers "ok"
//   raw DETECTOR EMBEDDER WIDTH HEIGHT PHOTO    both native libraries, both networks, one run; then a run a line read
switch (args)
{
    case ["empty", var url]:
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.MapGet("/", () => "ok");
        await app.RunAsync();
        return 0;
    case ["raw", var detector, var embedder, var width, var height, var photo]:
        RawRuns.Serve(detector, embedder, int.Parse(width), int.Parse(height), photo);
        return 0;
    default:
        Console.Error.WriteLine("empty URL | raw DETECTOR EMBEDDER WIDTH HEIGHT PHOTO");
        return 2;
}
