using System.Globalization;
using CelebFunctions.Client.Cloud;

namespace CelebFunctions.Client.Hybrid;

/// <summary>
/// Asks the device or the cloud, whichever has been quicker and is within reach, and the other where that fails. The result's
/// <see cref="MatchResult.Why"/> says how it came to its choice. Safe for use by many threads at once.
/// </summary>
public sealed class HybridMatcher : IMatcher
{
    private readonly HybridMatcherOptions _options;
    private readonly TimeProvider _time;
    private readonly HybridSide _device, _cloud;

    public HybridMatcher(IMatcher device, IMatcher cloud, HybridMatcherOptions? options = null, TimeProvider? time = null)
    {
        (_options, _time) = (options ?? new(), time ?? TimeProvider.System);
        _device = new("the device", device, _options, _time);
        _cloud = new("the cloud", cloud, _options, _time);
    }

    /// <inheritdoc />
    public async Task<MatchResult> MatchAsync(ReadOnlyMemory<byte> photo, MatchRequest request, CancellationToken cancellationToken = default)
    {
        var (first, second, why) = Choose(_options.Connection());
        MatchException failure;
        try
        {
            return await AskAsync(first, photo, request, why, isLast: second is null, cancellationToken).ConfigureAwait(false);
        }
        catch (MatchException exception) when (second is not null && exception is not CloudException { IsRequestWrong: true })
        {
            failure = exception;
        }
        try
        {
            return await AskAsync(second, photo, request, $"{why} But {first.Name} failed: {failure.Message}", isLast: true, cancellationToken).ConfigureAwait(false);
        }
        catch (MatchException also)
        {
            throw new MatchException($"Neither {first.Name} nor {second.Name} answers. {failure.Message} {also.Message}", new AggregateException(failure, also));
        }
    }

    private (HybridSide First, HybridSide? Second, string Why) Choose(Connection connection)
    {
        if (connection == Connection.None)
            return (_device, null, "There is no connection.");
        if (connection == Connection.Metered)
            return (_device, _cloud, "The connection is metered.");
        if (_cloud.Rests != _device.Rests)
            return _cloud.Rests ? (_device, _cloud, "The cloud failed a short while ago.") : (_cloud, _device, "The device failed a short while ago.");
        if (_device.Latency is not { } here)
            return (_device, _cloud, "The device was not measured lately.");
        if (_cloud.Latency is not { } there)
            return (_cloud, _device, "The cloud was not measured lately.");
        var why = string.Create(CultureInfo.InvariantCulture, $"The device takes {here:0} ms, the cloud {there:0} ms.");
        return here <= there ? (_device, _cloud, why) : (_cloud, _device, why);
    }

    private async Task<MatchResult> AskAsync(
        HybridSide side, ReadOnlyMemory<byte> photo, MatchRequest request, string why, bool isLast, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var patience = new CancellationTokenSource(side == _cloud && !isLast ? _options.CloudPatience : Timeout.InfiniteTimeSpan, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var result = await side.Matcher.MatchAsync(photo, request, either.Token).ConfigureAwait(false);
            side.Answered(_time.GetElapsedTime(started));
            return result with { Why = why };
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            side.Failed();
            throw new CloudException(string.Create(CultureInfo.InvariantCulture, $"There is no answer within {_options.CloudPatience.TotalSeconds:0.#} s."), exception);
        }
        catch (MatchException exception)
        {
            if (exception is not CloudException { IsRequestWrong: true })
                side.Failed();
            throw;
        }
    }
}
