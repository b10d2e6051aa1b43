namespace CelebFunctions.Albums;

/// <summary>Results of a batch that are there in a row.</summary>
/// <param name="Total">How many photos the batch has.</param>
/// <param name="Last">Index of the last of these.</param>
/// <param name="Lines">Each as its blob has it.</param>
internal sealed record ResultLines(int Total, int Last, IAsyncEnumerable<ReadOnlyMemory<byte>> Lines)
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public bool HasNext => Last < Total - 1;

    public async Task WriteAsync(Stream stream)
    {
        await foreach (var line in Lines)
        {
            await stream.WriteAsync(line);
            await stream.WriteAsync(LineEnd);
        }
    }
}
