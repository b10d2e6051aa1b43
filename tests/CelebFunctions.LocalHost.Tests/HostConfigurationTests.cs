using Microsoft.Extensions.Configuration;

namespace CelebFunctions.LocalHost.Tests;

public sealed class HostConfigurationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("celeb-host-");

    [Fact]
    public void Host_json_and_local_settings_are_read_and_the_command_line_stands_over_them()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "host.json"), """{ "extensions": { "http": { "routePrefix": "", "maxOutstandingRequests": 7 } } }""");
        File.WriteAllText(Path.Combine(_folder.FullName, "local.settings.json"), """
            {
              "IsEncrypted": false, // comments are allowed
              "Values": { "Celeb__Photos__MaxBytes": "1000", "LocalHost:FunctionKey": "k" },
              "Host": { "LocalHttpPort": 7080, "CORS": "https://a.example, https://b.example", "CORSCredentials": true }
            }
            """);

        var configuration = Read("--port", "7090");
        var settings = HostSettings.Read(configuration);

        Assert.Equal("1000", configuration["Celeb:Photos:MaxBytes"]);
        Assert.Null(configuration["IsEncrypted"]);
        Assert.Equal(7090, settings.Port);
        Assert.Equal("", settings.RoutePrefix);
        Assert.Equal(7, settings.MaxOutstandingRequests);
        Assert.Equal(int.MaxValue, settings.MaxConcurrentRequests);
        Assert.Equal("k", settings.Keys!.Function);
        Assert.Equal(["https://a.example", "https://b.example"], settings.Cors!.Origins);
        Assert.True(settings.Cors.Credentials);
    }

    [Fact]
    public void Without_any_file_it_is_Core_Tools_port_the_prefix_api_no_limit_and_no_key()
    {
        var settings = HostSettings.Read(Read());

        Assert.Equal(7071, settings.Port);
        Assert.Equal("api", settings.RoutePrefix);
        Assert.Equal(int.MaxValue, settings.MaxOutstandingRequests);
        Assert.Null(settings.Keys);
        Assert.Null(settings.Cors);
    }

    [Fact]
    public void A_file_that_is_no_JSON_is_named()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "local.settings.json"), "{ Values");

        var error = Assert.Throws<HostStartException>(() => Read());

        Assert.Contains("local.settings.json cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is no option", "--prot", "1")]
    [InlineData("lacks its number", "--port")]
    [InlineData("a whole number from 0 to 65535", "--port", "70710")]
    [InlineData("a whole number from 0 to 65535", "--port", "seven")]
    public void A_command_line_that_makes_no_sense_is_refused_with_what_would(string message, params string[] args)
    {
        var error = Assert.Throws<HostStartException>(() => HostSettings.Read(Read(args)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_are_made_up_are_long_and_new_each_time()
    {
        var first = HostSettings.Read(Read("--keys")).Keys!;
        var second = HostSettings.Read(Read("--keys")).Keys!;

        Assert.Equal(4, new HashSet<string> { first.Function, first.Master, second.Function, second.Master }.Count);
        Assert.Equal(32, first.Function.Length);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IConfigurationRoot Read(params string[] args)
    {
        var builder = new ConfigurationBuilder();
        HostConfiguration.AddTo(builder, _folder.FullName, CommandLine.Read(args));
        return builder.Build();
    }
}
