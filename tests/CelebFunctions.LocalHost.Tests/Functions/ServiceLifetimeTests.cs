using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost.Tests.Functions;

public sealed class ServiceLifetimeTests
{
    [Fact]
    public async Task Each_call_has_an_object_and_scoped_services_of_its_own()
    {
        await using var host = await TestHost.StartAsync([typeof(ScopedFunctions)], builder => builder.Services.AddScoped<Scoped>());

        Assert.Equal("1 1", await host.Client.GetStringAsync("/counted"));
        Assert.Equal("1 1", await host.Client.GetStringAsync("/counted"));
    }

    public sealed class Scoped
    {
        public int Uses { get; set; }
    }

    public sealed class ScopedFunctions(Scoped scoped, IServiceProvider services)
    {
        private int _calls;

        [Function("Counted")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "counted")] HttpRequest request)
        {
            scoped.Uses++;
            _calls++;
            return Results.Text($"{services.GetRequiredService<Scoped>().Uses} {_calls}");
        }
    }
}
