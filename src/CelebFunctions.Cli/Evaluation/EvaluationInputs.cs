namespace CelebFunctions.Cli.Evaluation;

/// <summary>What an evaluation may use; each protocol needs its own part.</summary>
/// <param name="Lfw">Person folders of LFW, or null.</param>
/// <param name="People">Further person folders for the gallery.</param>
/// <param name="Pairs">LFW's pairs.txt, or null.</param>
/// <param name="Landmarks">Reference boxes and landmarks of LFW, or null.</param>
/// <param name="FewestPhotos">Who has fewer is not in the gallery.</param>
internal sealed record EvaluationInputs(string? Lfw, IReadOnlyList<string> People, string? Pairs, string? Landmarks, int FewestPhotos)
{
    /// <summary>Faces whose files' names tell age, sex and origin, or null.</summary>
    public string? Bias { get; init; }

    /// <summary>Pictures without a face, or null.</summary>
    public string? Faceless { get; init; }

    /// <summary>Photos with landmarks set by hand, or null.</summary>
    public string? Hand { get; init; }

    /// <summary>Photos under one condition each, or null.</summary>
    public string? Conditions { get; init; }

    /// <summary>Each protocol with the options that it needs.</summary>
    public static IReadOnlyList<(string Protocol, string Needs)> Protocols { get; } =
    [
        (VerificationProtocol.Name, "--lfw and --pairs"),
        (GalleryProtocol.Name, "--lfw or --people"),
        (StrangersProtocol.Name, "--lfw"),
        (DetectorProtocol.Name, "--lfw and --landmarks"),
        (CloseProtocol.Name, "--lfw and --landmarks"),
        (PercentProtocol.Name, "--people"),
        (BiasProtocol.Name, "--bias"),
        (FacelessProtocol.Name, "--faceless"),
        (LandmarksProtocol.Name, "--hand"),
        (ConditionsProtocol.Name, "--conditions"),
    ];

    /// <summary>Folders whose people make the gallery.</summary>
    public IReadOnlyList<string> GalleryFolders => Lfw is null ? People : [Lfw, .. People];

    /// <summary>The protocols asked for, or each that the inputs allow.</summary>
    /// <exception cref="UsageException">One that was asked for lacks an input, or none is possible.</exception>
    public IReadOnlyList<string> Choose(IReadOnlyList<string> asked)
    {
        if (asked.FirstOrDefault(name => Protocols.All(protocol => protocol.Protocol != name)) is { } unknown)
            throw new UsageException($"There is no protocol '{unknown}'. There are: {string.Join(", ", Protocols.Select(protocol => protocol.Protocol))}.");
        foreach (var (protocol, needs) in Protocols.Where(protocol => asked.Contains(protocol.Protocol) && !Allows(protocol.Protocol)))
            throw new UsageException($"'{protocol}' needs {needs}.");
        var chosen = Protocols.Select(protocol => protocol.Protocol)
            .Where(protocol => asked.Count > 0 ? asked.Contains(protocol) : Allows(protocol))
            .ToArray();
        return chosen.Length > 0
            ? chosen
            : throw new UsageException($"Nothing can be measured without photos. {string.Join("; ", Protocols.Select(protocol => $"{protocol.Protocol} needs {protocol.Needs}"))}.");
    }

    private bool Allows(string protocol) => protocol switch
    {
        VerificationProtocol.Name => Lfw is not null && Pairs is not null,
        GalleryProtocol.Name => GalleryFolders.Count > 0,
        StrangersProtocol.Name => Lfw is not null,
        PercentProtocol.Name => People.Count > 0,
        BiasProtocol.Name => Bias is not null,
        FacelessProtocol.Name => Faceless is not null,
        LandmarksProtocol.Name => Hand is not null,
        ConditionsProtocol.Name => Conditions is not null,
        _ => Lfw is not null && Landmarks is not null,
    };
}
