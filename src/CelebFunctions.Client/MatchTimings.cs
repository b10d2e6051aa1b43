namespace CelebFunctions.Client;

/// <summary>Milliseconds of each step; nothing is read on the device.</summary>
public sealed record MatchTimings(double Read, double Decode, double Detect, double Align, double Embed, double Search, double Total);
