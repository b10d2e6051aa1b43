namespace CelebFunctions.Vision.Faces;

/// <summary>How a detector's network tells what it found.</summary>
public enum DetectorHead
{
    /// <summary>Distances from the middle of a cell in strides, as our own detector tells them.</summary>
    Distances,

    /// <summary>Distances from the corner of a cell in strides (Guo et al. 2021).</summary>
    Scrfd,

    /// <summary>Centre and size from the corner of a cell in strides; a score of two factors (Wu et al. 2023).</summary>
    YuNet,

    /// <summary>Corrections to anchors (Deng et al. 2020): rows of all cells, or a map for each level.</summary>
    RetinaFace,

    /// <summary>Finished boxes as shares of the input, without landmarks (Linzaer's Ultra-Light detector).</summary>
    UltraFace,
}
