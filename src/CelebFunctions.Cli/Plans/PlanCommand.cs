using System.CommandLine;
using System.Text.Json;
using CelebFunctions.Cli.Matching;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Models;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Cli.Plans;

/// <summary><c>celeb plan</c>: what each way to run it costs, measured on this machine.</summary>
internal static class PlanCommand
{
    public static Command Create(Terminal terminal)
    {
        var usual = new PlanInputs();
        var numbers = new List<(Option<double> Option, Func<PlanInputs, double, PlanInputs> Set)>();
        Option<double> Number(string name, double value, string description, Func<PlanInputs, double, PlanInputs> set)
        {
            var option = new Option<double>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
            option.Validators.Add(result =>
            {
                if (result.GetValue(option) is not (>= 0 and < double.PositiveInfinity))
                    result.AddError($"{name} takes a number that is not negative.");
            });
            numbers.Add((option, set));
            return option;
        }
        var command = new Command("plan", "Tell what each way to run it costs a month and how long users wait, for this machine's speed and your prices.")
        {
            Number("--requests-per-month", usual.RequestsPerMonth, "Photos to match.", (inputs, value) => inputs with { RequestsPerMonth = value }),
            Number("--photo-kb", usual.PhotoKilobytes, "What a phone sends for one, in thousands of bytes.", (inputs, value) => inputs with { PhotoKilobytes = value }),
            Number("--peak", usual.Peak, "The busiest minute's calls over the mean's.", (inputs, value) => inputs with { Peak = value }),
            Number("--installs-per-month", usual.InstallsPerMonth, "New phones that fetch models and gallery.", (inputs, value) => inputs with { InstallsPerMonth = value }),
            Number("--instance-gb", usual.InstanceGigabytes, "Memory of an instance of the functions.", (inputs, value) => inputs with { InstanceGigabytes = value }),
            Number("--least-billed-ms", usual.LeastBilledMilliseconds, "What a call is billed at least; 100 where calls follow each other.", (inputs, value) => inputs with { LeastBilledMilliseconds = value }),
            Number("--gb-second-price", usual.GigabyteSecondPrice, "$ of a gigabyte-second of functions.", (inputs, value) => inputs with { GigabyteSecondPrice = value }),
            Number("--million-calls-price", usual.MillionCallsPrice, "$ of a million calls of functions.", (inputs, value) => inputs with { MillionCallsPrice = value }),
            Number("--free-gb-seconds", usual.FreeGigabyteSeconds, "Free each month.", (inputs, value) => inputs with { FreeGigabyteSeconds = value }),
            Number("--free-calls", usual.FreeCalls, "Free each month.", (inputs, value) => inputs with { FreeCalls = value }),
            Number("--server-price", usual.ServerPrice, "$ of a server a month.", (inputs, value) => inputs with { ServerPrice = value }),
            Number("--server-cores", usual.ServerCores, "Cores of that server.", (inputs, value) => inputs with { ServerCores = Math.Max(value, 0.1) }),
            Number("--hosted-price", usual.HostedThousandPrice, "$ of a thousand photos of a hosted service.", (inputs, value) => inputs with { HostedThousandPrice = value }),
            Number("--hosted-ms", usual.HostedMilliseconds, "What that service takes for a photo.", (inputs, value) => inputs with { HostedMilliseconds = value }),
            Number("--egress-price", usual.EgressPrice, "$ of a gigabyte that phones fetch.", (inputs, value) => inputs with { EgressPrice = value }),
            Number("--free-egress-gb", usual.FreeEgressGigabytes, "Free each month.", (inputs, value) => inputs with { FreeEgressGigabytes = value }),
            Number("--uplink-mbps", usual.UplinkMegabits, "Megabits a second from a phone.", (inputs, value) => inputs with { UplinkMegabits = Math.Max(value, 0.01) }),
            Number("--round-trip-ms", usual.RoundTripMilliseconds, "From a phone to the data centre and back.", (inputs, value) => inputs with { RoundTripMilliseconds = value }),
            Number("--device-slowdown", usual.DeviceSlowdown, "How many times as long a phone takes as this machine.", (inputs, value) => inputs with { DeviceSlowdown = value }),
        };
        var photo = new Option<string?>("--photo") { Description = "Measure with this photo. Default: a drawn picture of 12 megapixels.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table." };
        var page = new Option<string?>("--svg") { Description = "Draw cost against photos a month to this file too.", HelpName = "FILE.svg" };
        var models = ModelsOption.Create();
        var variant = ModelsOption.CreateVariant();
        foreach (var option in new Option[] { photo, json, page, models, variant })
            command.Add(option);

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var inputs = numbers.Aggregate(usual, (inputs, number) => number.Set(inputs, parsed.GetValue(number.Option)));
            await using var services = MatchServices.Create(parsed.GetValue(models), parsed.GetValue(variant), null);
            var codec = services.GetRequiredService<IPhotoCodec>();
            var bytes = parsed.GetValue(photo) is { } file ? await ReadAsync(file, cancellationToken) : PlanMeasurement.Draw(codec);
            using var lease = await services.GetRequiredService<ServingModels>().LeaseAsync(cancellationToken);
            var (set, gallery) = (lease.Set, lease.Set.Gallery(new ServingOptions().DefaultGallery));
            var plan = Plan.For(inputs with
            {
                Milliseconds = PlanMeasurement.Of(bytes, codec, set, gallery, cancellationToken),
                DownloadMegabytes = (set.Files.Detector.Size + set.Files.Embedder.Size + SizeOnPhone(gallery, set.Files.Embedder.Precision)) / 1e6,
            });
            if (parsed.GetValue(json))
                await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(plan, PlanJson.Default.Plan).AsMemory(), cancellationToken);
            else
                PlanView.Show(terminal.Screen, plan);
            if (parsed.GetValue(page) is { } svg)
                PlanPage.Of(plan).Save(svg);
            return CelebCommand.Done;
        });
        return command;
    }

    /// <summary>Who takes int8 networks takes the slim gallery, in bytes.</summary>
    private static long SizeOnPhone(Gallery gallery, ModelPrecision precision)
    {
        if (precision != ModelPrecision.Int8)
            return gallery.Size;
        using var slim = new MemoryStream();
        GalleryWriter.Write(slim, GalleryWriter.Slim(gallery));
        return slim.Length;
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken) => File.Exists(file)
        ? await File.ReadAllBytesAsync(file, cancellationToken)
        : throw new UsageException($"There is no photo '{file}'.");
}
