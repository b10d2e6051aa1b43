using System.CommandLine;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Models.Publishing;

namespace CelebFunctions.Cli.Models;

/// <summary><c>celeb models publish</c>.</summary>
internal static class ModelsPublishCommand
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string>("DIR") { Description = "A folder with manifest.json and the files it lists, or a gallery's .safetensors file." };
        var keepOlder = new Option<bool>("--keep-older")
        {
            Description = "People of older versions who are not in this gallery are not to be erased: keep those versions.",
        };
        var options = new PublisherOptions();
        var command = new Command("publish", "Put a version into the registry, tried and signed. It is served once it is activated.") { path, keepOlder };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var source = parsed.GetValue(path)!;
            if (!File.Exists(source) && !File.Exists(Path.Combine(source, "manifest.json")))
                throw new UsageException($"'{source}' is neither a folder with manifest.json nor a gallery's .safetensors file.");
            using var publisher = await options.OpenAsync(parsed, cancellationToken);
            var report = await publisher.Versions.PublishAsync(source, parsed.GetValue(keepOlder), cancellationToken);
            Write(terminal, report);
            return CelebCommand.Done;
        });
        return command;
    }

    private static void Write(Terminal terminal, PublishReport report)
    {
        var bytes = report.Manifest.Files.Sum(file => file.Size);
        SetText.Line(terminal, $"{(report.Again ? "Signed again" : "Published")} {report.Id} ({report.Manifest.Kind.ToString().ToLowerInvariant()}): {string.Join(", ", report.Manifest.Files.Select(file => file.Name))}, {bytes:N0} bytes.");
        foreach (var delta in report.Deltas)
        {
            SetText.Line(
                terminal,
                delta.Bytes is { } size
                    ? $"From {delta.From}, {delta.File.Name}: {size:N0} of {delta.File.Size:N0} bytes, {100.0 * size / delta.File.Size:F1} %{(delta.Kept ? "" : ": no delta is kept")}."
                    : $"From {delta.From}, {delta.File.Name}: no delta, since the file is too large for one.");
        }
        if (report.Erasure is { } erasure)
        {
            SetText.Line(terminal, $"People of older versions who are not in this gallery: {erasure.People}. Deleted, with their deltas: {string.Join(", ", erasure.Deleted)}.");
            SetText.Line(
                terminal,
                erasure.Set is { } set
                    ? $"Set {set} is served from now on; nothing below {report.Id} may be served any more."
                    : $"No set is served yet.");
            if (erasure.CanaryEnded)
                SetText.Line(terminal, $"The canary ended: its gallery was made for another embedder, and older than this one.");
            foreach (var newer in erasure.StillThere)
                terminal.Complain($"{newer} has somebody who is not in {report.Id}: take them out of it too.");
        }
        else if (!report.Again)
        {
            SetText.Line(terminal, $"It is not served yet: 'celeb models activate {report.Id}', or 'celeb models canary {report.Id} 10%'.");
        }
    }
}
