using CelebFunctions.Benchmarks.Endurance;
using CelebFunctions.Benchmarks.Matching;
using CelebFunctions.Benchmarks.Searching;

switch (args)
{
    case ["match", .. var rest]:
        return await MatchBenchmark.RunAsync(MatchOptions.Parse(rest));
    case ["search"]:
        return SearchBenchmark.Run();
    case ["endurance"]:
        return await EnduranceBenchmark.RunAsync();
    default:
        Console.Error.WriteLine("dotnet run -c Release --project tests/CelebFunctions.Benchmarks -- match [--quick] [--face FILE] | search | endurance");
        return 2;
}
