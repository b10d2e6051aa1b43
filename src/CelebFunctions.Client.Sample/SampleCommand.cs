using System.CommandLine;
using CelebFunctions.Client.Hybrid;
using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Client.Sample;

/// <summary>What an app does with each matcher, on a command line.</summary>
internal static class SampleCommand
{
    private const int Done = 0, Failed = 1;

    public static RootCommand Create()
    {
        var app = new Option<string?>("--app") { Description = "The function app: https://YOUR-APP.azurewebsites.net.", Recursive = true };
        var key = new Option<string?>("--key") { Description = "Its function key.", Recursive = true };
        var feed = new Option<string?>("--feed") { Description = "A web server with a registry's files, in place of the app's own routes.", Recursive = true };
        var root = new Option<FileInfo?>("--root") { Description = "The public root key that an app trusts: root.pub.pem.", Recursive = true };
        var folder = new Option<string>("--folder")
        {
            Description = "Where models are kept.",
            DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "models"),
            Recursive = true,
        };
        SampleMatchers Matchers(ParseResult parsed) => new(
            parsed.GetValue(app), parsed.GetValue(key), parsed.GetValue(feed), parsed.GetValue(root), parsed.GetValue(folder)!);

        var update = new Command("update", "Fetch models and gallery, or go on with a download that was cut off.");
        update.SetAction(async (parsed, cancellationToken) =>
        {
            using var matchers = Matchers(parsed);
            return Show(await matchers.Device.UpdateAsync(cancellationToken));
        });

        var photo = new Argument<FileInfo>("PHOTO");
        var on = new Option<string>("--on") { Description = "device, cloud or hybrid.", DefaultValueFactory = _ => "hybrid" };
        on.AcceptOnlyFromAmong("device", "cloud", "hybrid");
        var metered = new Option<bool>("--metered") { Description = "The connection is paid by the byte." };
        var match = new Command("match", "Tell who the face of a photo looks like.") { photo, on, metered };
        match.SetAction(async (parsed, cancellationToken) =>
        {
            using var matchers = Matchers(parsed);
            var connection = parsed.GetValue(metered) ? Connection.Metered : Connection.Free;
            return await MatchAsync(matchers.Named(parsed.GetValue(on)!, connection), parsed.GetValue(photo)!, cancellationToken);
        });
        return new RootCommand("A sample of CelebFunctions.Client.") { update, match, app, key, feed, root, folder };
    }

    private static int Show(UpdateOutcome outcome)
    {
        Console.WriteLine(outcome.Set is { } set
            ? $"{outcome.State}: set {set.Number}, {set.Active.Detector.Id}, {set.Active.Embedder.Id}, {string.Join(", ", set.Active.Galleries.Select(gallery => gallery.Id))}"
            : $"{outcome.State}: there are no models here.");
        if (outcome.Reason is { } reason)
            Console.WriteLine(reason);
        return outcome.State is UpdateState.Updated or UpdateState.Unchanged ? Done : Failed;
    }

    private static async Task<int> MatchAsync(IMatcher matcher, FileInfo photo, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(photo.FullName, cancellationToken);
        var upload = new Progress<UploadProgress>(progress => Console.Error.Write($"\r{100 * progress.Sent / progress.Total} % sent"));
        try
        {
            var result = await matcher.MatchAsync(bytes, new MatchRequest { Upload = upload }, cancellationToken);
            Console.WriteLine(result.Sentence ?? result.Advice?.Code ?? "");
            Console.WriteLine($"{result.Place} in {result.Elapsed.TotalMilliseconds:0} ms. {result.Why}");
            return Done;
        }
        catch (Exception exception) when (exception is MatchException or PhotoException)
        {
            Console.Error.WriteLine(exception.Message);
            return Failed;
        }
    }
}
