using CelebFunctions.Benchmarks.Effects;
using CelebFunctions.Benchmarks.Endurance;
using CelebFunctions.Benchmarks.Matching;
using CelebFunctions.Benchmarks.Queues;
using CelebFunctions.Benchmarks.Searching;

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
    default:
        Console.Error.WriteLine("dotnet run -c Release --project tests/CelebFunctions.Benchmarks -- match [--quick] [--face FILE] | search | endurance | queue | effects [PUBLIC.onnx]");
        return 2;
}
