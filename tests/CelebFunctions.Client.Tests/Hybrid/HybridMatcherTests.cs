using System.Net;
using CelebFunctions.Client.Cloud;
using CelebFunctions.Client.Device;
using CelebFunctions.Client.Hybrid;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.Client.Tests.Hybrid;

public sealed class HybridMatcherTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SideMatcher _device, _cloud;
    private readonly HybridMatcher _hybrid;
    private Connection _connection = Connection.Free;

    public HybridMatcherTests()
    {
        (_device, _cloud) = (new(MatchPlace.Device, _time), new(MatchPlace.Cloud, _time));
        _hybrid = new(_device, _cloud, new() { Connection = () => _connection }, _time);
    }

    [Fact]
    public async Task Both_are_measured_and_then_the_quicker_one_is_asked()
    {
        (_device.Takes, _cloud.Takes) = (TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(200));

        MatchResult[] results = [await AskAsync(), await AskAsync(), await AskAsync(), await AskAsync()];

        Assert.Equal([MatchPlace.Device, MatchPlace.Cloud, MatchPlace.Device, MatchPlace.Device], results.Select(result => result.Place));
        Assert.Equal("The device takes 80 ms, the cloud 200 ms.", results[2].Why);
    }

    [Fact]
    public async Task It_follows_a_device_that_becomes_slow_and_measures_a_side_anew_after_a_while()
    {
        (_device.Takes, _cloud.Takes) = (TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(200));
        await AskAsync();
        await AskAsync();
        _device.Takes = TimeSpan.FromSeconds(1);

        var slow = await AskAsync();
        var quick = await AskAsync();
        _device.Takes = TimeSpan.FromMilliseconds(20);
        _time.Advance(TimeSpan.FromMinutes(11));
        var anew = await AskAsync();

        Assert.Equal((MatchPlace.Device, MatchPlace.Cloud, MatchPlace.Device), (slow.Place, quick.Place, anew.Place));
        Assert.Contains("not measured lately", anew.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Connection.None, "There is no connection.")]
    [InlineData(Connection.Metered, "The connection is metered.")]
    public async Task Without_a_free_connection_the_device_answers(Connection connection, string why)
    {
        _connection = connection;
        _device.Takes = TimeSpan.FromSeconds(3);

        var results = new[] { await AskAsync(), await AskAsync() };

        Assert.All(results, result => Assert.Equal((MatchPlace.Device, why), (result.Place, result.Why)));
        Assert.Equal(0, _cloud.Calls);
    }

    [Fact]
    public async Task Where_the_device_fails_the_cloud_answers_and_is_asked_first_for_a_while()
    {
        _device.Fails = new DeviceException("There are no models.");

        var fallen = await AskAsync();
        var next = await AskAsync();
        _device.Fails = null;
        _time.Advance(TimeSpan.FromMinutes(2));
        var back = await AskAsync();

        Assert.Equal((MatchPlace.Cloud, MatchPlace.Cloud, MatchPlace.Device), (fallen.Place, next.Place, back.Place));
        Assert.Equal("The device was not measured lately. But the device failed: There are no models.", fallen.Why);
        Assert.Equal("The device failed a short while ago.", next.Why);
        Assert.Equal(2, _device.Calls);
    }

    [Fact]
    public async Task Where_the_cloud_fails_the_device_answers_and_the_cloud_rests()
    {
        _cloud.Fails = new CloudException("Too much is going on.") { Status = HttpStatusCode.TooManyRequests };
        await AskAsync();

        var fallen = await AskAsync();
        var next = await AskAsync();

        Assert.Equal((MatchPlace.Device, MatchPlace.Device, 1), (fallen.Place, next.Place, _cloud.Calls));
        Assert.Contains("But the cloud failed: Too much is going on.", fallen.Why, StringComparison.Ordinal);
        Assert.Equal("The cloud failed a short while ago.", next.Why);
    }

    [Fact]
    public async Task A_cloud_that_hangs_is_waited_for_so_long_and_no_longer()
    {
        await AskAsync();
        _cloud.Hangs = true;

        var call = AskAsync();
        while (!call.IsCompleted)
        {
            await Task.Delay(2);
            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        Assert.Equal(MatchPlace.Device, (await call).Place);
        Assert.Contains("no answer within 5 s", (await call).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_neither_answers_both_reasons_are_told()
    {
        _device.Fails = new DeviceException("No models.");
        _cloud.Fails = new CloudException("No route.");

        var refusal = await Assert.ThrowsAsync<MatchException>(AskAsync);

        Assert.Contains("No models. No route.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_the_request_or_the_photo_is_not_asked_elsewhere()
    {
        await AskAsync();
        _cloud.Fails = new CloudException("Bad parameter.") { Status = HttpStatusCode.BadRequest };
        await Assert.ThrowsAsync<CloudException>(AskAsync);
        _cloud.Fails = new PhotoException(PhotoError.Unreadable, "Damaged.");
        await Assert.ThrowsAsync<PhotoException>(AskAsync);

        Assert.Equal((1, 2), (_device.Calls, _cloud.Calls));
    }

    [Fact]
    public async Task A_caller_who_stops_is_obeyed_and_nothing_else_is_asked()
    {
        using var stopped = new CancellationTokenSource();
        await AskAsync();
        _cloud.Hangs = true;
        var call = _hybrid.MatchAsync(default, new(), stopped.Token);
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, _device.Calls);
    }

    private Task<MatchResult> AskAsync() => _hybrid.MatchAsync(default, new());
}
