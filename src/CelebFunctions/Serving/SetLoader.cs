using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Inference;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Serving;

/// <summary>Loads sets to be served, warm.</summary>
public sealed partial class SetLoader(
    ISetSource source, IOptions<ServingOptions> options, TimeProvider time, ILogger<SetLoader> logger, EarlySet? early = null)
{
    // A cold start does not wait longer for a feed that does not answer: what is built in serves until it does.
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The set to begin with: the last one that was verified here; on a new machine what the feed has, if it answers soon;
    /// else what is built in.
    /// </summary>
    /// <exception cref="ModelException">What is built in is missing or damaged.</exception>
    internal async Task<SharedSet> FirstAsync()
    {
        var last = await LastAsync();
        if (last is not null)
        {
            try
            {
                return Load(last.Active);
            }
            catch (ModelException exception)
            {
                Log.FirstRefused(logger, exception);
            }
        }
        return new((early is null ? null : await early.TakeAsync()) ?? BuiltIn(options.Value, time, last?.Lowest), null);
    }

    /// <summary>Loads what is built in, warm.</summary>
    /// <inheritdoc cref="ServingSetReader.Read(ServingOptions, TimeProvider, IReadOnlyDictionary{string, string}?)"/>
    internal static ServingSet BuiltIn(ServingOptions options, TimeProvider time, IReadOnlyDictionary<string, string>? lowest = null)
    {
        var set = ServingSetReader.Read(options, time, lowest);
        set.WarmUp();
        return set;
    }

    /// <summary>Loads versions of a feed, whose networks have to pass their self-tests, and warms them up.</summary>
    /// <exception cref="ModelException">They do not fit each other, this app or what they were; says which and why.</exception>
    internal SharedSet Load(LocalParts parts)
    {
        ServingSet? set = null;
        try
        {
            set = ServingSetReader.Read(parts, options.Value, time);
            set.WarmUp();
            return new(set, parts);
        }
        catch (Exception exception) when (exception is ModelException or GalleryException or IOException)
        {
            set?.Dispose();
            throw exception as ModelException ?? new ModelException(exception.Message, exception);
        }
    }

    private async Task<LocalSet?> LastAsync()
    {
        if (!source.IsOn)
            return null;
        using var late = new CancellationTokenSource(FirstPatience, time);
        try
        {
            return await source.LastAsync(late.Token) ?? (await source.CheckAsync(late.Token)).Set;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            Log.NoFirst(logger, exception.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 203, Level = LogLevel.Error, Message = "The set that was fetched before cannot be loaded; what is built in serves.")]
        public static partial void FirstRefused(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 208, Level = LogLevel.Warning, Message = "The feed gave no set in time; what is built in serves until it does. {Reason}")]
        public static partial void NoFirst(ILogger logger, string reason);
    }
}
