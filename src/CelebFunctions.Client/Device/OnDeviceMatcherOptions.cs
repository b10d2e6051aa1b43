using CelebFunctions.Models;

namespace CelebFunctions.Client.Device;

/// <summary>What a device keeps, and when it may fetch it.</summary>
public sealed record OnDeviceMatcherOptions
{
    /// <summary>The app's own folder for models, which the system does not empty; one process uses it at a time.</summary>
    public required string Folder { get; init; }

    /// <summary>Which variant of networks and gallery: in eight bits a first download has 3.7 MB.</summary>
    public ModelPrecision Precision { get; init; } = ModelPrecision.Int8;

    /// <summary>Folders of models that came with the app; the first download may be a delta from them.</summary>
    public IReadOnlyList<string> Bases { get; init; } = [];

    /// <summary>Whether something may be fetched now, asked before each file: on Wi-Fi alone, say. Fetches at any time unless told otherwise.</summary>
    public Func<CancellationToken, ValueTask<bool>> MayDownload { get; init; } = _ => new(true);

    /// <summary>Each face is embedded as it is and as a mirror shows it, as the server does: truer, for one more embedding.</summary>
    public bool Mirror { get; init; } = true;
}
