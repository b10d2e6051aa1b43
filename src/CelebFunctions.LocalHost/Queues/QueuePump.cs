using System.Globalization;
using CelebFunctions.LocalHost.Functions;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.LocalHost.Queues;

/// <summary>Calls one function for the messages of its queue, under the rules of the real host's trigger.</summary>
internal sealed partial class QueuePump(
    QueueFunction function, QueueStore queues, QueueSettings settings, TimeProvider time, IServiceScopeFactory scopes, ILogger logger)
{
    private const string PoisonSuffix = "-poison";

    private readonly MessageQueue _queue = queues.Queue(function.Queue);

    // What fails in a poison queue is left hidden for a while: there is no queue behind it.
    private readonly MessageQueue? _poison =
        function.Queue.EndsWith(PoisonSuffix, StringComparison.Ordinal) ? null : queues.Queue(function.Queue + PoisonSuffix);

    private readonly QueueBackoff _backoff = new(settings.MaxPollingInterval, Random.Shared);
    private readonly HashSet<Task> _inFlight = [];

    /// <summary>Reads the queue until the token fires, then waits for what is being worked on.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (!await ReceiveAsync(cancellationToken))
                    await Task.Delay(_backoff.Next(), time, cancellationToken);
                while (_inFlight.Count > settings.NewBatchThreshold)
                {
                    await Task.WhenAny(_inFlight).WaitAsync(cancellationToken);
                    RemoveEnded();
                }
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The functions' token fired too; what they leave behind is put back before the host goes.
            await Task.WhenAll(_inFlight);
        }
    }

    private void RemoveEnded() => _inFlight.RemoveWhere(work => work.IsCompleted);

    private async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Not cancelled halfway: messages that were on their way would be hidden from everybody.
            var messages = await _queue.ReceiveAsync(settings.BatchSize, settings.Invisibility, CancellationToken.None);
            RemoveEnded();
            if (messages.Length == 0)
                return false;
            _backoff.Reset();
            foreach (var message in messages)
                _inFlight.Add(Task.Run(() => HandleAsync(message, cancellationToken), CancellationToken.None));
            return true;
        }
        catch (Exception error) when (error is StorageException or OperationCanceledException)
        {
            // No such queue, or storage that does not answer in time: asked again later.
            LogNotReceived(function.Queue, error.Message);
            return false;
        }
    }

    private async Task HandleAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        await using var held = new HeldMessage(_queue, message, settings.Invisibility, time);
        try
        {
            if ((settings.Base64 ? message.Text : message.Raw) is not { } text)
                await ToPoisonAsync(held, "it is no base64");
            else if (message.DequeueCount > settings.MaxDequeueCount)
                await ToPoisonAsync(held, $"it was received {message.DequeueCount} times");
            else if (await CallAsync(message, text, cancellationToken))
                await DeleteAsync(held);
            else if (_poison is null)
                LogLeft(function.Queue, message.Id);
            else if (message.DequeueCount >= settings.MaxDequeueCount)
                await ToPoisonAsync(held, $"it failed {message.DequeueCount} times");
            else
                await held.ReleaseAsync(settings.VisibilityTimeout);
        }
        catch (Exception error) when (error is StorageException or OperationCanceledException)
        {
            // It comes again when its invisibility ends.
            LogNotSettled(function.Queue, message.Id, error.Message);
        }
    }

    private async Task<bool> CallAsync(QueuedMessage message, string text, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
            await function.Invoker.InvokeAsync(new(id, text, BindingData(message, text), scope.ServiceProvider, cancellationToken));
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception error)
        {
            // The edge: whatever a function throws, its message is tried again or becomes poison.
            LogFailure(error, function.Name, message.DequeueCount);
            return false;
        }
    }

    private async Task DeleteAsync(HeldMessage held)
    {
        if (!await held.DeleteAsync())
            LogLost(function.Queue, held.Message.Id);
    }

    private async Task ToPoisonAsync(HeldMessage held, string reason)
    {
        if (_poison is null)
        {
            LogLeft(function.Queue, held.Message.Id);
            return;
        }
        LogPoison(held.Message.Id, _poison.Name, reason);
        await _poison.EnsureAsync(CancellationToken.None);
        await _poison.SendRawAsync(held.Message.Raw, TimeSpan.Zero, CancellationToken.None);
        await DeleteAsync(held);
    }

    /// <summary>What the official worker tells of a message, under the same names; texts, as there.</summary>
    private static Dictionary<string, object?> BindingData(QueuedMessage message, string text) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["QueueTrigger"] = text,
        ["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture),
        ["ExpirationTime"] = message.ExpiresOn?.ToString("O", CultureInfo.InvariantCulture),
        ["Id"] = message.Id,
        ["InsertionTime"] = message.InsertedOn?.ToString("O", CultureInfo.InvariantCulture),
        ["NextVisibleTime"] = message.NextVisibleOn?.ToString("O", CultureInfo.InvariantCulture),
        ["PopReceipt"] = message.PopReceipt,
    };

    [LoggerMessage(20, LogLevel.Error, "{Function} failed on a message received for the {Count}. time")]
    private partial void LogFailure(Exception error, string function, long count);

    [LoggerMessage(21, LogLevel.Warning, "Message {Id} goes to {Queue}: {Reason}")]
    private partial void LogPoison(string id, string queue, string reason);

    [LoggerMessage(22, LogLevel.Debug, "{Queue} could not be read: {Reason}")]
    private partial void LogNotReceived(string queue, string reason);

    [LoggerMessage(23, LogLevel.Warning, "Message {Id} of {Queue} could not be settled and comes again: {Reason}")]
    private partial void LogNotSettled(string queue, string id, string reason);

    [LoggerMessage(24, LogLevel.Information, "Message {Id} of {Queue} was done, but somebody else received it meanwhile")]
    private partial void LogLost(string queue, string id);

    [LoggerMessage(25, LogLevel.Warning, "Message {Id} of {Queue} could not be handled; it comes again when its invisibility ends")]
    private partial void LogLeft(string queue, string id);
}
