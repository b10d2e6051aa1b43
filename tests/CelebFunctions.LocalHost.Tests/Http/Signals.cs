using System.Threading.Channels;

namespace CelebFunctions.LocalHost.Tests.Http;

/// <summary>How a test and a function that runs tell each other where they are.</summary>
public sealed class Signals
{
    /// <summary>Long enough for any machine; reached only when a test fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _began = Channel.CreateUnbounded<bool>();

    /// <summary>The test lets functions go on.</summary>
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A function saw its token fire.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A function says that it runs.</summary>
    public void Began() => _began.Writer.TryWrite(true);

    /// <summary>How many functions said so and were not waited for yet.</summary>
    public int Waiting => _began.Reader.Count;

    /// <summary>Waits for so many functions to run.</summary>
    public async Task UntilBeganAsync(int count = 1)
    {
        for (var i = 0; i < count; i++)
            await _began.Reader.ReadAsync().AsTask().WaitAsync(Patience);
    }
}
