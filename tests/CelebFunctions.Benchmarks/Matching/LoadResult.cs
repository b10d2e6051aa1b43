namespace CelebFunctions.Benchmarks.Matching;

/// <summary>What many callers got in a stretch of time.</summary>
internal readonly record struct LoadResult(int Done, int Failed, TimeSpan Time)
{
    public double PhotosPerSecond => Done / Time.TotalSeconds;
}
