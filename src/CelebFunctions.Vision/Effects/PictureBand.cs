namespace CelebFunctions.Vision.Effects;

/// <summary>Rows of a picture that an effect makes in one run.</summary>
/// <param name="First">The first row that is made.</param>
/// <param name="Rows">How many are made.</param>
/// <param name="From">The first row that is given.</param>
/// <param name="Given">How many are given; may reach beyond the picture's end, where it is mirrored.</param>
internal readonly record struct PictureBand(int First, int Rows, int From, int Given);
