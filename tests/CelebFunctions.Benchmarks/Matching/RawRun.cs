using System.Globalization;

namespace CelebFunctions.Benchmarks.Matching;

/// <summary>Talks with the floor's process: a line in, a run's milliseconds out.</summary>
internal sealed class RawRun(ChildProcess process)
{
    /// <summary>Milliseconds of loading both libraries and both networks and of the first run.</summary>
    public async Task<double> ReadyAsync() => (await ReadAsync("ready"))[0];

    /// <summary>Which decoder the floor uses.</summary>
    public async Task<string> DecoderAsync() => (await LineAsync())["decoder ".Length..];

    /// <summary>Milliseconds of one decode, one detector run, one embedder run.</summary>
    public async Task<double[]> RunAsync()
    {
        await process.Input.WriteLineAsync("run");
        await process.Input.FlushAsync();
        return await ReadAsync("run");
    }

    private async Task<double[]> ReadAsync(string what)
    {
        var words = (await LineAsync()).Split(' ');
        return words[0] == what
            ? [.. words.Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"The floor said {words[0]} instead of {what}.");
    }

    private async Task<string> LineAsync() => await process.Output.ReadLineAsync() ?? throw await process.DiedAsync();
}
