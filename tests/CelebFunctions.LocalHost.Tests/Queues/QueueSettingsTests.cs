using CelebFunctions.LocalHost.Queues;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions.LocalHost.Tests.Queues;

public sealed class QueueSettingsTests
{
    [Fact]
    public void Without_host_json_they_are_the_real_hosts() => Assert.Equal(
        new QueueSettings
        {
            BatchSize = 16,
            NewBatchThreshold = 8 * Environment.ProcessorCount,
            MaxDequeueCount = 5,
            VisibilityTimeout = TimeSpan.Zero,
            MaxPollingInterval = TimeSpan.FromSeconds(2),
            Base64 = true,
            Invisibility = TimeSpan.FromMinutes(10),
        },
        Read());

    [Fact]
    public void They_are_read_by_the_real_hosts_names()
    {
        var settings = Read(
            ("batchSize", "1"), ("newBatchThreshold", "0"), ("maxDequeueCount", "3"), ("visibilityTimeout", "00:00:07"),
            ("maxPollingInterval", "00:01:00"), ("messageEncoding", "None"));

        Assert.Equal((1, 0, 3, 7, 60, false), (
            settings.BatchSize, settings.NewBatchThreshold, settings.MaxDequeueCount, settings.VisibilityTimeout.TotalSeconds,
            settings.MaxPollingInterval.TotalSeconds, settings.Base64));
    }

    [Theory]
    [InlineData("batchSize", "0")]
    [InlineData("batchSize", "33")]
    [InlineData("batchSize", "many")]
    [InlineData("newBatchThreshold", "-1")]
    [InlineData("maxDequeueCount", "0")]
    [InlineData("visibilityTimeout", "soon")]
    [InlineData("visibilityTimeout", "-00:00:01")]
    [InlineData("maxPollingInterval", "00:00:00")]
    [InlineData("messageEncoding", "base32")]
    public void A_value_that_makes_no_sense_is_named(string name, string value)
    {
        var error = Assert.Throws<HostStartException>(() => Read((name, value)));

        Assert.StartsWith($"{name} is '{value}'", error.Message, StringComparison.Ordinal);
    }

    private static QueueSettings Read(params (string Key, string Value)[] settings) => QueueSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"AzureFunctionsJobHost:extensions:queues:{s.Key}", (string?)s.Value)))
        .Build());
}
