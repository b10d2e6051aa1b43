namespace CelebFunctions.Models.Updates;

/// <summary>What an updater takes from a feed, and how much patience it has.</summary>
public sealed record ModelUpdaterOptions
{
    /// <summary>Which variant of the networks is fetched; with <see cref="ModelPrecision.Int8"/> the slim file of a gallery too.</summary>
    public ModelPrecision Precision { get; init; } = ModelPrecision.Fp32;

    /// <summary>Folders of models that came with the app, <c>{name}/{version}/manifest.json</c>: deltas may start from them.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    /// <summary>No file may have more bytes, whatever its manifest says.</summary>
    public long MaxFileBytes { get; init; } = 512L << 20;

    /// <summary>Longest wait for a signed document, and for the start of a file.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A file has to come at least this fast, on top of <see cref="Patience"/>.</summary>
    public long MinBytesPerSecond { get; init; } = 16 << 10;
}
