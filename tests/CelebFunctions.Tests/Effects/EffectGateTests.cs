using CelebFunctions.Photos;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.DependencyInjection;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Effects;

/// <summary>Effects that take long; each test has an app of its own.</summary>
public sealed class EffectGateTests : IDisposable
{
    private readonly EffectHeldCodec _codec = new();

    public void Dispose() => _codec.Dispose();

    [Fact]
    public async Task A_slow_effect_never_holds_up_a_match()
    {
        await using var app = await StartAsync(("Celeb:Photos:AtOnce", "1"), ("Celeb:Photos:MaxWaiting", "0"), ("Celeb:Effects:AtOnce", "4"));
        var slow = Enumerable.Range(0, 4).Select(_ => PaintAsync(app)).ToArray();
        await _codec.Held.Began;

        for (var match = 0; match < 3; match++)
            await app.Client.PostAsync("/api/match", Body(TestPhoto.WithoutFace())).OkAsync();

        Assert.All(slow, call => Assert.False(call.IsCompleted));
        _codec.Held.Release();
        foreach (var call in slow)
            await call.ProblemAsync(422, "photo-unreadable");
    }

    [Fact]
    public async Task Who_finds_no_place_is_told_when_to_come_back()
    {
        await using var app = await StartAsync(("Celeb:Effects:AtOnce", "1"), ("Celeb:Effects:MaxWaiting", "0"));
        var first = PaintAsync(app);
        await _codec.Held.Began;

        var refused = PaintAsync(app);

        await refused.ProblemAsync(429, "busy");
        Assert.True((await refused).Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        _codec.Held.Release();
        await first.ProblemAsync(422, "photo-unreadable");
    }

    [Fact]
    public async Task Work_for_a_caller_who_went_away_is_called_off()
    {
        await using var app = await StartAsync();
        using var gone = new CancellationTokenSource();
        var call = app.Client.PostAsync("/api/effects/starry-night", Body(TestPhoto.Face), gone.Token);
        await _codec.Held.Began;

        await gone.CancelAsync();

        await _codec.Held.Cancelled;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static Task<HttpResponseMessage> PaintAsync(ServedApp app) => app.Client.PostAsync("/api/effects/starry-night", Body(TestPhoto.Face));

    private Task<ServedApp> StartAsync(params (string, string)[] settings) =>
        ServedApp.StartAsync(services => services.AddSingleton<IPhotoCodec>(_codec), settings);

    /// <summary>Holds the photos of effects, and decodes those of matches.</summary>
    private sealed class EffectHeldCodec : IPhotoCodec, IDisposable
    {
        private readonly VipsPhotoCodec _codec = new(new());

        public HeldCodec Held { get; } = new();

        public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, CancellationToken cancellationToken = default) => _codec.Decode(photo, cancellationToken);

        public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, int maxSide, CancellationToken cancellationToken = default) => Held.Decode(photo, cancellationToken);

        public void Encode(Picture picture, PhotoFormat format, Stream destination) => _codec.Encode(picture, format, destination);

        public void Dispose()
        {
            Held.Dispose();
            _codec.Dispose();
        }
    }
}
