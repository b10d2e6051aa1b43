namespace CelebFunctions.Cli.Batches;

/// <summary>Storage takes nothing by an upload link: its time may be over.</summary>
internal sealed class LinkRefusedException(string reason) : Exception(reason);
