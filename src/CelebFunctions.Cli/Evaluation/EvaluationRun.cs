using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Cli.Galleries;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Runs protocols; each photo is looked at once for all of them.</summary>
internal sealed class EvaluationRun(
    EvaluationInputs inputs, FaceModels models, IPhotoCodec codec, PhotoEnroller enroller, MatchRule rule, Terminal terminal)
{
    /// <summary>What the protocols that were run have drawn.</summary>
    public IReadOnlyList<PercentDiagram> Diagrams { get; private set; } = [];

    public async Task<IReadOnlyList<Figure>> MeasureAsync(IReadOnlyList<string> protocols, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var protocol in protocols)
        {
            var measured = protocol switch
            {
                VerificationProtocol.Name => await VerifyAsync(cancellationToken),
                GalleryProtocol.Name => GalleryProtocol.Measure(
                    await EnrollAsync(InGallery(), cancellationToken), [.. inputs.GalleryFolders.Select(NameOf)], rule),
                StrangersProtocol.Name => StrangersProtocol.Measure(
                    await EnrollAsync(InGallery(), cancellationToken), await EnrollAsync(Strangers(), cancellationToken), rule),
                DetectorProtocol.Name => DetectorProtocol.Measure(References(), await LfwPhotosAsync(References().Select(face => face.Photo), cancellationToken)),
                CloseProtocol.Name => await CloseAsync(cancellationToken),
                PercentProtocol.Name => await PercentAsync(cancellationToken),
                BiasProtocol.Name => await BiasAsync(cancellationToken),
                FacelessProtocol.Name => await FacelessAsync(cancellationToken),
                ConditionsProtocol.Name => await ConditionsAsync(cancellationToken),
                _ => await LandmarksAsync(cancellationToken),
            };
            var before = figures.Count;
            figures.AddRange(measured.Where(figure => figure.Of > 0));
            if (figures.Count == before)
                terminal.Complain($"{protocol}: these photos hold no case to measure.");
        }
        return figures;
    }

    private async Task<IEnumerable<Figure>> VerifyAsync(CancellationToken cancellationToken)
    {
        var pairs = LfwPairs.Read(inputs.Pairs!);
        var photos = await LfwPhotosAsync(pairs.SelectMany(pair => new[] { pair.First, pair.Second }), cancellationToken);
        if (pairs.FirstOrDefault(pair => !photos.ContainsKey(pair.First) || !photos.ContainsKey(pair.Second)) is { } missing)
            throw new UsageException($"'{inputs.Lfw}' lacks a photo of the pair {missing.First} and {missing.Second}: all of LFW is needed.");
        return VerificationProtocol.Measure(pairs, photos, rule);
    }

    private Task<IReadOnlyList<Figure>> CloseAsync(CancellationToken cancellationToken)
    {
        var references = References().Where(face => File.Exists(Path.Combine(inputs.Lfw!, face.Photo))).ToArray();
        return terminal.WithProgressAsync("Looking at close crops", references.Length, step =>
            CloseProtocol.MeasureAsync(references, inputs.Lfw!, codec, models, step, cancellationToken));
    }

    private async Task<IEnumerable<Figure>> PercentAsync(CancellationToken cancellationToken)
    {
        var people = await EnrollAsync(InGallery(), cancellationToken);
        (var figures, Diagrams) = PercentProtocol.Measure(people, inputs.Lfw is null ? 0 : 1, [.. inputs.GalleryFolders.Select(NameOf)]);
        return figures;
    }

    private async Task<IEnumerable<Figure>> BiasAsync(CancellationToken cancellationToken)
    {
        var paths = PhotosIn(inputs.Bias!).Where(path => BiasPhoto.GroupsOf(path) is not null).ToArray();
        var photos = await EnrollAsync(paths, cancellationToken);
        return BiasProtocol.Measure([.. photos.Select(photo => new BiasPhoto(BiasPhoto.GroupsOf(photo.Path)!, rule.ProbeOf(photo)))]);
    }

    private Task<IEnumerable<Figure>> FacelessAsync(CancellationToken cancellationToken)
    {
        var photos = PhotosIn(inputs.Faceless!);
        return terminal.WithProgressAsync("Looking at pictures without a face", photos.Count, step =>
            FacelessProtocol.MeasureAsync(photos, codec, models, step, cancellationToken));
    }

    private Task<IReadOnlyList<Figure>> LandmarksAsync(CancellationToken cancellationToken)
    {
        var references = ReferenceFaces.Read(Path.Combine(inputs.Hand!, LandmarksProtocol.File));
        return terminal.WithProgressAsync("Looking at points set by hand", references.Count, step =>
            LandmarksProtocol.MeasureAsync(references, inputs.Hand!, codec, models, step, cancellationToken));
    }

    private async Task<IEnumerable<Figure>> ConditionsAsync(CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        foreach (var set in FoldersIn(inputs.Conditions!))
        {
            var conditions = new Dictionary<string, IReadOnlyList<EnrolledPhoto>>();
            foreach (var condition in FoldersIn(set))
                conditions[NameOf(condition)] = await EnrollAsync([.. PhotosIn(condition)], cancellationToken);
            figures.AddRange(ConditionsProtocol.Measure(NameOf(set), conditions, rule));
        }
        return figures;
    }

    private static IEnumerable<string> FoldersIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
        : throw new UsageException($"There is no folder '{folder}'.");

    private static IReadOnlyList<string> PhotosIn(string folder) =>
        Directory.Exists(folder) ? PhotoFiles.Expand([folder]) : throw new UsageException($"There is no folder '{folder}'.");

    /// <summary>What the photos of LFW gave, by <c>Person/Person_0001.jpg</c>; those that are not there are left out.</summary>
    private async Task<Dictionary<string, EnrolledPhoto>> LfwPhotosAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var there = names.Distinct().Where(name => File.Exists(Path.Combine(inputs.Lfw!, name))).ToArray();
        var photos = await EnrollAsync([.. there.Select(name => Path.Combine(inputs.Lfw!, name))], cancellationToken);
        return there.Zip(photos).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private async Task<IReadOnlyList<EnrolledPerson>> EnrollAsync(IReadOnlyList<PersonFolder> people, CancellationToken cancellationToken)
    {
        var photos = (await EnrollAsync([.. people.SelectMany(person => person.Photos)], cancellationToken)).ToDictionary(photo => photo.Path);
        return [.. people.Select(person => new EnrolledPerson(person, [.. person.Photos.Select(photo => photos[photo])]))];
    }

    private Task<IReadOnlyList<EnrolledPhoto>> EnrollAsync(string[] paths, CancellationToken cancellationToken) =>
        terminal.WithProgressAsync("Looking at photos", paths.Length, step => enroller.EnrollAsync(paths, step, cancellationToken));

    private PersonFolder[] InGallery() =>
        [.. PersonFolders.Read(inputs.GalleryFolders).Where(person => person.Photos.Count >= inputs.FewestPhotos)];

    private PersonFolder[] Strangers() =>
        [.. PersonFolders.Read([inputs.Lfw!]).Where(person => person.Photos.Count >= 2 && person.Photos.Count < inputs.FewestPhotos)];

    private IReadOnlyList<ReferenceFace> References() => ReferenceFaces.Read(inputs.Landmarks!);

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
