using CelebFunctions.Benchmarks.Matching;

switch (args)
{
    case ["match", .. var rest]:
        return await MatchBenchmark.RunAsync(MatchOptions.Parse(rest));
    default:
        Console.Error.WriteLine("dotnet run -c Release --project tests/CelebFunctions.Benchmarks -- match [--quick] [--face FILE]");
        return 2;
}
