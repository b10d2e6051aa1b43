using System.Text.Json.Nodes;

namespace CelebFunctions.Cli.Batches;

/// <summary>What a run of <c>celeb batch</c> is to do: a later run goes on with it only where all of it is the same.</summary>
/// <param name="Url">The function app's address.</param>
/// <param name="Folder">Whole path of the folder.</param>
/// <param name="Operation"><c>match</c>, or <c>effects/</c> and an effect.</param>
/// <param name="Options">The operation's, as JSON; null for none.</param>
/// <param name="PerBatch">Photos of one batch; the last has what is left.</param>
/// <param name="Photos">How many there are.</param>
/// <param name="Fingerprint">As <see cref="FolderPhotos"/> has it.</param>
internal sealed record FolderOrder(string Url, string Folder, string Operation, string? Options, int PerBatch, int Photos, string Fingerprint)
{
    /// <summary>The photos batch by batch.</summary>
    public IEnumerable<FolderPart> Parts() =>
        Enumerable.Range(0, (Photos + PerBatch - 1) / PerBatch)
            .Select(number => new FolderPart(number, number * PerBatch, Math.Min(PerBatch, Photos - number * PerBatch)));

    /// <summary>The JSON that asks for a part's batch. Names are left out: nobody there needs them.</summary>
    public string Body(FolderPart part) => new JsonObject
    {
        ["photos"] = part.Count,
        ["operation"] = Operation,
        ["options"] = Options is null ? null : JsonNode.Parse(Options),
    }.ToJsonString();
}
