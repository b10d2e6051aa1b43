using CelebFunctions.Cli.Enrolment;

namespace CelebFunctions.Cli.Galleries;

/// <summary>Somebody with what their photos gave.</summary>
internal sealed record EnrolledPerson(PersonFolder Folder, IReadOnlyList<EnrolledPhoto> Photos)
{
    /// <summary>The photos that have vectors.</summary>
    public IReadOnlyList<EnrolledPhoto> Usable { get; } = [.. Photos.Where(photo => photo.IsUsable)];
}
