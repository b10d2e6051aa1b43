namespace CelebFunctions.Cli.Batches;

/// <summary>How results are written.</summary>
internal enum ResultFormat
{
    /// <summary>A table, a row a photo.</summary>
    Csv,

    /// <summary>One array.</summary>
    Json,

    /// <summary>A line of JSON a photo.</summary>
    Lines,
}
