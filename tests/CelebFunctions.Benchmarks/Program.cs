using System.Globalization;
using CelebFunctions.Benchmarks.Effects;
using CelebFunctions.Benchmarks.Endurance;
using CelebFunctions.Benchmarks.Matching;
using CelebFunctions.Benchmarks.Queues;
using CelebFunctions.Benchmarks.Searching;
using CelebFunctions.Benchmarks.Starting;
using CelebFunctions.Benchmarks.Sustained;

switch (args)
{
    case ["match", .. var rest]:
        return await MatchBenchmark.RunAsync(MatchOptions.Parse(rest));
    case ["search"]:
        return SearchBenchmark.Run();
    case ["endurance"]:
        return await EnduranceBenchmark.RunAsync();
    case ["effects", .. var network]:
        return EffectBenchmark.Run(network.FirstOrDefault());
    case ["queue"]:
        return await QueueBenchmark.RunAsync();
    case ["load", .. var rest]:
        return await LoadTest.RunAsync(SustainedOptions.Parse(rest, callers: 8, TimeSpan.FromMinutes(1)));
    case ["soak", .. var rest]:
        return await SoakTest.RunAsync(SustainedOptions.Parse(rest, callers: 2, TimeSpan.FromHours(1)));
    case ["cold-start", .. var rest]:
        return await ColdStartBenchmark.RunAsync(rest is ["--starts", var starts] ? int.Parse(starts, CultureInfo.InvariantCulture) : 10);
    case ["deployed", var url, .. var rest]:
        return await DeployedTest.RunAsync(new(url), rest is ["--memory", var command] ? command : null);
    default:
        Console.Error.WriteLine("dotnet run -c Release --project tests/CelebFunctions.Benchmarks -- match [--quick] [--face FILE] | search | endurance | queue | effects [PUBLIC.onnx]"
            + " | load [--callers N] [--minutes M] [--json FILE] | soak [--callers N] [--minutes M] [--json FILE] | cold-start [--starts N] | deployed URL [--memory COMMAND]");
        return 2;
}
