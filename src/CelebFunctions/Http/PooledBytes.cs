using System.Buffers;

namespace CelebFunctions.Http;

/// <summary>Bytes in pooled memory that grows as they come; whoever creates it disposes of it.</summary>
/// <param name="capacity">How many bytes to expect.</param>
internal sealed class PooledBytes(int capacity) : IDisposable
{
    // The shared pool would keep arrays of each size for each thread that ever returned one.
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(32 * 1024 * 1024, Environment.ProcessorCount);

    private byte[] _bytes = Pool.Rent(Math.Max(capacity, 4096));
    private int _length;

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Reads to the end of a stream.</summary>
    /// <returns>False where it has more than <paramref name="maxBytes"/>: reading stopped there.</returns>
    public async ValueTask<bool> TryFillAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _bytes.Length)
                Grow();
            var read = await stream.ReadAsync(_bytes.AsMemory(_length), cancellationToken);
            if (read == 0)
                return true;
            _length += read;
            if (_length > maxBytes)
                return false;
        }
    }

    public void Dispose()
    {
        Pool.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Grow()
    {
        var larger = Pool.Rent(_bytes.Length * 2);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        Pool.Return(_bytes);
        _bytes = larger;
    }
}
