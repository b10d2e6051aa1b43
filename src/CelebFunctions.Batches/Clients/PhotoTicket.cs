namespace CelebFunctions.Batches.Clients;

/// <summary>Photos of a client's quota that are being worked on; disposed of without a record, they are given back.</summary>
public sealed class PhotoTicket : IDisposable
{
    private readonly ClientDay _day;
    private readonly int _photos;
    private bool _ended;

    internal PhotoTicket(ClientDay day, int photos) => (_day, _photos) = (day, photos);

    /// <summary>Writes down what came of them, before their answer leaves. Once.</summary>
    /// <returns>False where the quota is used up after all: other instances took what this one seemed not to need.</returns>
    public Task<bool> RecordAsync(string operation, bool succeeded)
    {
        _ended = true;
        return _day.RecordAsync(new(operation, 1, succeeded ? _photos : 0, succeeded ? 0 : _photos));
    }

    public void Dispose()
    {
        if (!_ended)
            _day.Return(_photos);
        _ended = true;
    }
}
