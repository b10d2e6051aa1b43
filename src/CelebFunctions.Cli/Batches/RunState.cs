namespace CelebFunctions.Cli.Batches;

/// <summary>How far a run came, as the state file has it. How many results there are, the partial output tells by itself.</summary>
/// <param name="Schema">1.</param>
/// <param name="Order">What it does.</param>
/// <param name="Batches">Those that were made, by the number of their part.</param>
internal sealed record RunState(int Schema, FolderOrder Order, List<RunBatch> Batches);

/// <summary>A batch that was made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Uploaded">Indexes of its photos that are in storage.</param>
internal sealed record RunBatch(string Id, SortedSet<int> Uploaded);
