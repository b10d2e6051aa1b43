using System.Net;
using System.Net.Http.Headers;

namespace CelebFunctions.Client.Cloud;

/// <summary>The body of a call, which tells how much of it is sent.</summary>
internal sealed class CloudUpload : HttpContent
{
    private const int Chunk = 16 << 10;

    private readonly ReadOnlyMemory<byte> _photo;
    private readonly IProgress<UploadProgress>? _progress;

    public CloudUpload(ReadOnlyMemory<byte> photo, IProgress<UploadProgress>? progress)
    {
        (_photo, _progress) = (photo, progress);
        Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < _photo.Length;)
        {
            var next = _photo.Slice(sent, Math.Min(Chunk, _photo.Length - sent));
            await stream.WriteAsync(next, cancellationToken).ConfigureAwait(false);
            sent += next.Length;
            _progress?.Report(new(sent, _photo.Length));
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _photo.Length;
        return true;
    }
}
