namespace CelebFunctions.Harness;

/// <summary>How a photo behaves.</summary>
internal enum PhotoKind : byte
{
    /// <summary>Succeeds at once.</summary>
    Good,

    /// <summary>Can never succeed, and its worker says so.</summary>
    Refused,

    /// <summary>Fails by accident at its first attempt, and then no more.</summary>
    Flaky,

    /// <summary>Fails by accident each time.</summary>
    Hopeless,

    /// <summary>Kills its worker each time.</summary>
    Deadly,
}
