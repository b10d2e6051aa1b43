namespace CelebFunctions.Galleries;

/// <summary>The answer of <c>GET /api/galleries</c>.</summary>
public sealed record GalleriesAnswer(IReadOnlyList<GalleryAnswer> Galleries);

/// <summary>A gallery that can be matched against.</summary>
/// <param name="Id">For the query parameter <c>gallery</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Version">A semantic version.</param>
/// <param name="People">How many.</param>
/// <param name="Features">Which features it can tell.</param>
/// <param name="IsDefault">True for the one that answers a call that names none.</param>
public sealed record GalleryAnswer(
    string Id, string Name, string Version, int People, IReadOnlyList<string> Features, bool IsDefault);

/// <summary>A page of a gallery's people, by id.</summary>
/// <param name="People">Up to a hundred.</param>
/// <param name="Total">How many there are that fit the query.</param>
/// <param name="Next">For <c>after</c>, to get the next page; null on the last.</param>
public sealed record PeopleAnswer(IReadOnlyList<GalleryPersonAnswer> People, int Total, string? Next);

/// <summary>Somebody in a gallery.</summary>
/// <param name="Id">Unique in the gallery.</param>
/// <param name="Name">As it is spoken.</param>
/// <param name="Photos">How many photos the vectors were made from.</param>
/// <param name="Source">Where those came from, with their terms.</param>
public sealed record GalleryPersonAnswer(string Id, string Name, int Photos, string? Source);
