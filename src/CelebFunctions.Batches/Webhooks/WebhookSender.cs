using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>
/// Calls a webhook once. Where its name leads is looked up and judged for each call, and the call goes to the very address
/// that was judged; redirects are not followed, no proxy stands between, and of the answer only the status and a few
/// headers are read: what stands in it is nobody's business here.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    /// <summary>Within which a receiver must have answered; Standard Webhooks asks for 15 to 30 s.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private const int MaxHeaderKilobytes = 8;

    private readonly WebhookPolicy _policy;
    private readonly WebhookNetwork _network;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public WebhookSender(WebhookPolicy policy, WebhookNetwork network, TimeProvider time)
    {
        (_policy, _network, _time) = (policy, network, time);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            // One call a connection: none goes where an earlier look-up led.
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            // Bytes of an answer's body that are read, for the sake of the connection, before it is closed.
            MaxResponseDrainSize = 0,
            SslOptions = new() { RemoteCertificateValidationCallback = network.Trust },
        });
    }

    /// <summary>Calls it.</summary>
    /// <param name="happened">What to tell, and whom.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    public async Task<WebhookAttempt> SendAsync(WebhookEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(happened);
        using var late = new CancellationTokenSource(Timeout, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var request = RequestOf(happened, _policy.Check(happened.Url));
            using var response = await _http.SendAsync(request, stop.Token);
            return new(OutcomeOf(response.StatusCode), $"It answered {(int)response.StatusCode}.", RetryAfterOf(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"It did not answer within {Timeout.TotalSeconds} s.");
        }
        catch (WebhookAddressException refused)
        {
            return Failed(refused.Message);
        }
        catch (HttpRequestException error)
        {
            return Failed((error.InnerException as WebhookAddressException)?.Message ?? $"It cannot be reached: {error.HttpRequestError}.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static WebhookAttempt Failed(string reason) => new(WebhookOutcome.Failed, reason);

    private static WebhookOutcome OutcomeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Gone => WebhookOutcome.Gone,
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => WebhookOutcome.Delivered,
        _ => WebhookOutcome.Failed,
    };

    private HttpRequestMessage RequestOf(WebhookEvent happened, Uri uri)
    {
        var (now, body) = (_time.GetUtcNow(), WebhookBody.Of(happened));
        var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(WebhookBody.ContentType);
        request.Headers.UserAgent.ParseAdd("CelebFunctions");
        request.Headers.Add(WebhookSignature.IdHeader, happened.Id);
        request.Headers.Add(WebhookSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(_policy.Secrets, happened.Id, now, body));
        return request;
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response switch
    {
        { StatusCode: not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) } => null,
        { Headers.RetryAfter.Delta: { } wait } => wait,
        { Headers.RetryAfter.Date: { } date } => date - _time.GetUtcNow(),
        _ => null,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _network.ResolveAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            addresses = [];
        }
        if (addresses.Length == 0)
            throw new WebhookAddressException("Nobody knows the name of its host.");
        // One that leads inside is enough to distrust the name.
        foreach (var address in addresses)
            _policy.Check(address);
        return await _network.ConnectAsync(addresses, port, cancellationToken);
    }
}
