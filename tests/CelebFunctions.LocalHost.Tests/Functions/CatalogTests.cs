using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Tests.Functions;

public sealed class CatalogTests
{
    [Theory]
    [InlineData(typeof(UnknownParameter), "nothing gives its parameter 'Uri address'")]
    [InlineData(typeof(UnknownResult), "returns String")]
    [InlineData(typeof(SameName), "Two functions are named same")]
    [InlineData(typeof(NoTrigger), "has 0 triggers")]
    [InlineData(typeof(TwoTriggers), "has 2 triggers")]
    [InlineData(typeof(TriggerOnString), "Make that parameter a HttpRequest")]
    [InlineData(typeof(NotPublic), "must be a public method of a public class")]
    [InlineData(typeof(BadRoute), "its route 'a/{' cannot be read")]
    [InlineData(typeof(UnknownConstraint), "its route 'a/{b:colour}' cannot be read")]
    [InlineData(typeof(AdminRoute), "routes under 'admin' are the host's own")]
    [InlineData(typeof(BadSchedule), "its schedule 'now and then' is no NCRONTAB expression")]
    [InlineData(typeof(MissingSchedule), "its schedule is the setting Upkeep:Schedule, which is missing")]
    [InlineData(typeof(TriggerOnBytes), "Make that parameter a String")]
    [InlineData(typeof(MissingQueue), "its queue is the setting Upkeep:Queue, which is missing")]
    [InlineData(typeof(OtherConnection), "its queue names the connection 'Other'")]
    public async Task A_function_that_cannot_be_called_stops_the_start_and_is_named(Type functions, string message)
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync([functions]));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_parameter_that_nothing_gives_is_told_what_would_be_given()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync([typeof(UnknownParameter)]));

        Assert.Contains($"{typeof(UnknownParameter).FullName}.Run", error.Message, StringComparison.Ordinal);
        Assert.Contains("values of its route (id)", error.Message, StringComparison.Ordinal);
    }

    public sealed class UnknownParameter
    {
        [Function("F")]
        public void Run([HttpTrigger(Route = "{id}")] HttpRequest request, string id, Uri address) => _ = (request, id, address);
    }

    public sealed class UnknownResult
    {
        [Function("F")]
        public string Run([HttpTrigger] HttpRequest request) => request.Method;
    }

    public sealed class SameName
    {
        [Function("Same")]
        public void One([HttpTrigger] HttpRequest request) => _ = request;

        [Function("same")]
        public void Other([HttpTrigger] HttpRequest request) => _ = request;
    }

    public sealed class NoTrigger
    {
        [Function("F")]
        public void Run(HttpRequest request) => _ = request;
    }

    public sealed class TwoTriggers
    {
        [Function("F")]
        public void Run([HttpTrigger] HttpRequest request, [TimerTrigger("* * * * *")] TimerInfo timer) => _ = (request, timer);
    }

    public sealed class TriggerOnString
    {
        [Function("F")]
        public void Run([HttpTrigger] string request) => _ = request;
    }

    internal sealed class NotPublic
    {
        [Function("F")]
        public void Run([HttpTrigger] HttpRequest request) => _ = request;
    }

    public sealed class BadRoute
    {
        [Function("F")]
        public void Run([HttpTrigger(Route = "a/{")] HttpRequest request) => _ = request;
    }

    public sealed class UnknownConstraint
    {
        [Function("F")]
        public void Run([HttpTrigger(Route = "a/{b:colour}")] HttpRequest request) => _ = request;
    }

    public sealed class AdminRoute
    {
        [Function("F")]
        public void Run([HttpTrigger(Route = "Admin/users")] HttpRequest request) => _ = request;
    }

    public sealed class BadSchedule
    {
        [Function("F")]
        public void Run([TimerTrigger("now and then")] TimerInfo timer) => _ = timer;
    }

    public sealed class TriggerOnBytes
    {
        [Function("F")]
        public void Run([QueueTrigger("q")] byte[] message) => _ = message;
    }

    public sealed class MissingQueue
    {
        [Function("F")]
        public void Run([QueueTrigger("%Upkeep:Queue%")] string message) => _ = message;
    }

    public sealed class OtherConnection
    {
        [Function("F")]
        public void Run([QueueTrigger("q", Connection = "Other")] string message) => _ = message;
    }

    public sealed class MissingSchedule
    {
        [Function("F")]
        public void Run([TimerTrigger("%Upkeep:Schedule%")] TimerInfo timer) => _ = timer;
    }
}
