using System.Text.Json;

namespace CelebFunctions.Cli.Batches;

/// <summary>The file beside the output by which a run goes on where an earlier one stopped; written anew with each photo.</summary>
internal sealed class StateFile
{
    private const int Schema = 1;

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly RunState _state;

    private StateFile(string path, RunState state) => (_path, _state) = (path, state);

    /// <summary>Takes up an earlier run's file, or begins one that is written with the first batch.</summary>
    /// <exception cref="UsageException">The earlier run did something else, or had other photos.</exception>
    public static StateFile Open(string path, FolderOrder order)
    {
        if (Read(path) is not { } earlier)
            return new(path, new(Schema, order, []));
        if (earlier.Order == order)
            return new(path, earlier);
        throw new UsageException(earlier.Order == order with { Photos = earlier.Order.Photos, Fingerprint = earlier.Order.Fingerprint }
            ? $"The photos in '{order.Folder}' are no longer those that '{path}' began with ({earlier.Order.Photos} then, {order.Photos} now). Put them back to go on, or begin anew with --restart."
            : $"'{path}' is of another run: {earlier.Order.Operation} of '{earlier.Order.Folder}' at {earlier.Order.Url} {earlier.Order.Options}. Repeat that command to go on with it, name another --out, or begin anew with --restart.");
    }

    /// <summary>What an earlier run left, or null where there is none.</summary>
    /// <exception cref="UsageException">The file is none of ours.</exception>
    public static RunState? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(path), RunJson.Default.RunState) is { Schema: Schema } state)
                return state;
        }
        catch (JsonException)
        {
            // Told below.
        }
        throw new UsageException($"'{path}' is no state of a batch. Delete it to begin anew, or name another --out.");
    }

    /// <summary>The batch of a part, or null where it is yet to be made.</summary>
    public string? BatchOf(FolderPart part) => part.Number < _state.Batches.Count ? _state.Batches[part.Number].Id : null;

    /// <summary>The photos of a part that are yet to be uploaded, by their index in the part.</summary>
    public IReadOnlyList<int> Missing(FolderPart part)
    {
        lock (_lock)
            return [.. Enumerable.Range(0, part.Count).Except(_state.Batches[part.Number].Uploaded)];
    }

    public void Begin(FolderPart part, string batch)
    {
        lock (_lock)
        {
            _state.Batches.Insert(part.Number, new(batch, []));
            Save();
        }
    }

    public void Uploaded(FolderPart part, int index)
    {
        lock (_lock)
        {
            _state.Batches[part.Number].Uploaded.Add(index);
            Save();
        }
    }

    public void Forget(FolderPart part)
    {
        lock (_lock)
        {
            _state.Batches.RemoveAt(part.Number);
            Save();
        }
    }

    public IReadOnlyList<string> Batches => [.. _state.Batches.Select(batch => batch.Id)];

    public void Delete() => File.Delete(_path);

    private void Save()
    {
        // Beside it first: who is killed meanwhile leaves the old one whole.
        var beside = $"{_path}.new";
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(_state, RunJson.Default.RunState));
        File.Move(beside, _path, overwrite: true);
    }
}
