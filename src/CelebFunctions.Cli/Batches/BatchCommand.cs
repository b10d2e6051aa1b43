using System.CommandLine;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Batches;

/// <summary><c>celeb batch</c>: a folder's photos, worked on by a function app.</summary>
internal static class BatchCommand
{
    private const string Key = "CELEB_FUNCTIONS_KEY", ClientKey = "CELEB_CLIENT_KEY";

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder of photos, with the folders in it." };
        var url = new Option<string>("--url")
        {
            Description = "The function app. Default: http://localhost:7071.",
            HelpName = "URL",
            DefaultValueFactory = _ => "http://localhost:7071",
        };
        var key = new Option<string?>("--key") { Description = $"Its function key. Default: what {Key} holds.", HelpName = "KEY" };
        var clientKey = new Option<string?>("--client-key") { Description = $"Your client key. Default: what {ClientKey} holds.", HelpName = "KEY" };
        var operation = new Option<string>("--operation")
        {
            Description = "What to do to each photo. Default: match.",
            HelpName = "match|effects/NAME",
            DefaultValueFactory = _ => BatchOperation.Match,
        };
        var gallery = new Option<string?>("--gallery", "-g") { Description = "Whom to compare with: a gallery's id there.", HelpName = "ID" };
        var top = new Option<string?>("--top") { Description = "How many people to list, 1 to 50. Default: 5.", HelpName = "N" };
        var faces = new Option<string?>("--faces") { Description = "The main face alone, or each. Default: one.", HelpName = "one|all" };
        var features = new Option<string?>("--features")
        {
            Description = "all, none, or a list of eyes, eyebrows, nose, mouth, jaw. Default: all.",
            HelpName = "LIST",
        };
        var file = new Option<string>("--out", "-o")
        {
            Description = "Where the results go: a .csv, .json or .ndjson file. Default: results.csv.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "results.csv",
        };
        var perBatch = new Option<int>("--per-batch")
        {
            Description = $"Photos of one batch: take fewer where they cannot be uploaded in the hours that links live. Default: {BatchIntake.MostPhotos}.",
            HelpName = "N",
            DefaultValueFactory = _ => BatchIntake.MostPhotos,
        };
        var erase = new Option<bool>("--erase") { Description = "Erase photos and results there when done, not only after their time." };
        var restart = new Option<bool>("--restart") { Description = "Erase what an earlier run began there, and begin anew." };
        var command = new Command("batch", "Have a function app work on the photos of a folder. After Ctrl+C the same command goes on where it was.")
        {
            folder, url, key, clientKey, operation, gallery, top, faces, features, file, perBatch, erase, restart,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var what = BatchOperation.Read(
                parsed.GetValue(operation)!,
                ("gallery", parsed.GetValue(gallery)),
                ("top", parsed.GetValue(top)),
                ("faces", parsed.GetValue(faces)),
                ("features", parsed.GetValue(features)));
            var output = parsed.GetValue(file)!;
            ResultFile.FormatOf(output);
            var address = AppClient.AddressOf(parsed.GetValue(url)!);
            var many = parsed.GetValue(perBatch);
            if (many is < 1 or > BatchIntake.MostPhotos)
                throw new UsageException($"--per-batch must be from 1 to {BatchIntake.MostPhotos}.");
            var photos = FolderPhotos.In(parsed.GetValue(folder)!);
            var order = new FolderOrder(address, photos.Folder, what.Name, what.Options, many, photos.Names.Count, photos.Fingerprint);

            using var http = AppClient.Create(
                ("x-functions-key", parsed.GetValue(key) ?? Environment.GetEnvironmentVariable(Key)),
                ("x-client-key", parsed.GetValue(clientKey) ?? Environment.GetEnvironmentVariable(ClientKey)));
            using var storage = AppClient.Create();
            var job = new BatchJob(order, photos, new(new(http, address, terminal.Tell), address), new(storage), output, terminal);
            if (parsed.GetValue(restart))
                await job.ForgetAsync(cancellationToken);
            return await job.RunAsync(parsed.GetValue(erase), cancellationToken);
        });
        return command;
    }
}
