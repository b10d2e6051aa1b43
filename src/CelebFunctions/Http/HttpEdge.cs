using System.Diagnostics;
using CelebFunctions.Clients;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Storage;
using CelebFunctions.Vision.Pictures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Http;

/// <summary>
/// What all HTTP functions share: the request's id, the client's key and limits, and errors as problem+json. Each function
/// calls it, since the worker's pipeline takes no middleware of ours.
/// </summary>
public sealed partial class HttpEdge(ClientGate clients, ILogger<HttpEdge> logger)
{
    public const string RequestIdHeader = "x-request-id";

    internal const int LongestRequestId = 128;

    // What nginx writes for a caller who hung up; nobody is left to read it.
    private const int ClientClosedRequest = 499;

    // Azurite takes as long to start; a hiccup of Azure's is over by then.
    private const int SecondsForStorage = 5;

    /// <summary>As <see cref="AnswerAsync"/>, for a client: by its key and within its limits, where the app asks for keys.</summary>
    /// <param name="request">The request.</param>
    /// <param name="work">Takes the call.</param>
    public Task<IResult> AnswerClientAsync(HttpRequest request, Func<ClientCall, Task<IResult>> work) =>
        AnswerAsync(request, async requestId =>
        {
            var client = await clients.EnterAsync(request);
            var call = new ClientCall(requestId, client);
            return await (client is null ? work(call) : client.AnswerAsync(request.HttpContext.Response.Headers, () => work(call)));
        });

    /// <summary>Answers a request by the work given, or by the problem that it ended with.</summary>
    /// <param name="request">The request.</param>
    /// <param name="work">Takes the request's id.</param>
    public async Task<IResult> AnswerAsync(HttpRequest request, Func<string, Task<IResult>> work)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(work);
        var requestId = RequestIdOf(request);
        request.HttpContext.Response.Headers[RequestIdHeader] = requestId;
        try
        {
            return await work(requestId);
        }
        catch (ProblemException exception)
        {
            return Answer(request, requestId, exception);
        }
        catch (PhotoException exception)
        {
            return Answer(request, requestId, new(ProblemCode.For(exception.Error), exception.Message));
        }
        catch (Exception exception) when (exception is StorageException or FeedException)
        {
            Log.NoStorage(logger, requestId, exception);
            return Answer(request, requestId, new(ProblemCode.StorageUnavailable, $"Storage cannot be reached. Try again in {SecondsForStorage} seconds.")
            {
                RetryAfterSeconds = SecondsForStorage,
            });
        }
        catch (OperationCanceledException) when (request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Results.StatusCode(ClientClosedRequest);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, requestId, exception);
            return Answer(request, requestId, new(
                ProblemCode.InternalError, $"Please try again. If it happens again, report it with the request id {requestId}."));
        }
    }

    private static string RequestIdOf(HttpRequest request)
    {
        var given = request.Headers[RequestIdHeader].ToString();
        return given is { Length: > 0 and <= LongestRequestId } && given.All(character => character is > ' ' and < '\x7f')
            ? given
            : Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();
    }

    private static IResult Answer(HttpRequest request, string requestId, ProblemException exception)
    {
        if (exception.RetryAfterSeconds is { } seconds)
            request.HttpContext.Response.Headers.RetryAfter = seconds.ToString();
        var code = exception.Code;
        // RFC 9110 asks for it; nobody registered a scheme for keys in headers of their own.
        if (code.Status == StatusCodes.Status401Unauthorized)
            request.HttpContext.Response.Headers.WWWAuthenticate = "ClientKey realm=\"celebfunctions\"";
        return JsonAnswer.Of(
            new Problem(code.Type, code.Title, code.Status, exception.Message, requestId, exception.Errors),
            AnswerJson.Default.Problem,
            code.Status,
            "application/problem+json");
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "Request {RequestId} failed.")]
        public static partial void Failed(ILogger logger, string requestId, Exception exception);

        [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "Request {RequestId} could not reach storage.")]
        public static partial void NoStorage(ILogger logger, string requestId, Exception exception);
    }
}
