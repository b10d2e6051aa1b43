using System.Net;
using System.Net.Sockets;

namespace CelebFunctions.LocalHost.Tests.Http;

public sealed class KeyTests
{
    private static readonly (string, string)[] Keys = [("LocalHost:FunctionKey", "the function's"), ("LocalHost:MasterKey", "the master's")];

    [Theory]
    [InlineData("/open", null, null, HttpStatusCode.OK)]
    [InlineData("/open", "wrong", null, HttpStatusCode.OK)]
    [InlineData("/open", null, "wrong", HttpStatusCode.OK)]
    [InlineData("/closed", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("/closed", "", null, HttpStatusCode.Unauthorized)]
    [InlineData("/closed", "wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData("/closed", null, "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/closed", "the function's", null, HttpStatusCode.OK)]
    [InlineData("/closed", null, "the function's", HttpStatusCode.OK)]
    [InlineData("/closed", "the master's", null, HttpStatusCode.OK)]
    [InlineData("/closed", "wrong", "the function's", HttpStatusCode.Unauthorized)]
    [InlineData("/vault", null, null, HttpStatusCode.Unauthorized)]
    [InlineData("/vault", "the function's", null, HttpStatusCode.Unauthorized)]
    [InlineData("/vault", "the master's", null, HttpStatusCode.OK)]
    [InlineData("/nothing", null, null, HttpStatusCode.NotFound)]
    public async Task A_function_opens_to_the_keys_of_its_level(string path, string? header, string? code, HttpStatusCode status)
    {
        await using var host = await TestHost.StartAsync([typeof(LockedFunctions)], null, Keys);
        using var request = new HttpRequestMessage(HttpMethod.Post, code is null ? path : $"{path}?code={Uri.EscapeDataString(code)}");
        if (header is not null)
            request.Headers.Add("x-functions-key", header);

        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? "read 0" : "", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Without_a_key_the_answer_comes_before_the_body_is_read()
    {
        await using var host = await TestHost.ListenAsync([typeof(LockedFunctions)], null, Keys);
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port);
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream);

        // Of the body nothing is ever sent: only a host that does not wait for it answers.
        await stream.WriteAsync("POST /closed HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"u8.ToArray());

        Assert.Equal("HTTP/1.1 401 Unauthorized", await reader.ReadLineAsync().WaitAsync(Signals.Patience));
    }

    [Fact]
    public async Task No_key_is_asked_for_unless_somebody_says_so()
    {
        await using var host = await TestHost.StartAsync([typeof(LockedFunctions)]);

        Assert.Equal("read 0", await host.Client.GetStringAsync("/vault"));
    }

    [Fact]
    public async Task Keys_are_made_up_where_they_are_asked_for_and_none_is_configured()
    {
        await using var host = await TestHost.StartAsync([typeof(LockedFunctions)], null, ("LocalHost:Keys", "true"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync("/closed")).StatusCode);
    }
}
