namespace CelebFunctions.Client.Device;

/// <summary>The device cannot answer: no models are here yet, or they were damaged.</summary>
public sealed class DeviceException(string message, Exception? inner = null) : MatchException(message, inner);
