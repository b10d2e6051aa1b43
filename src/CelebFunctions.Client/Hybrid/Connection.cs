namespace CelebFunctions.Client.Hybrid;

/// <summary>How a device reaches the network.</summary>
public enum Connection
{
    None,

    /// <summary>Somebody pays by the byte: nothing is sent that the device can do.</summary>
    Metered,

    Free,
}
