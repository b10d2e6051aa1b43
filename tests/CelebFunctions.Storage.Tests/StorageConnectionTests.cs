namespace CelebFunctions.Storage.Tests;

public sealed class StorageConnectionTests
{
    [Fact]
    public void Without_settings_there_is_no_storage()
    {
        Assert.Null(Read());
        Assert.Null(Read(("AzureWebJobsStorage", "")));
    }

    [Fact]
    public void A_connection_string_goes_before_addresses()
    {
        var connection = Read(("AzureWebJobsStorage", "UseDevelopmentStorage=true"), ("AzureWebJobsStorage:blobServiceUri", "https://b.example/"));

        Assert.Equal(("UseDevelopmentStorage=true", null), (connection!.ConnectionString, connection.BlobServiceUri));
    }

    [Fact]
    public void Addresses_come_with_the_identity_to_show_there()
    {
        var connection = Read(
            ("AzureWebJobsStorage:blobServiceUri", "https://b.example/"),
            ("AzureWebJobsStorage:queueServiceUri", "https://q.example/"),
            ("AzureWebJobsStorage:credential", "managedidentity"),
            ("AzureWebJobsStorage:clientId", "42"));

        Assert.Equal(new()
        {
            BlobServiceUri = new("https://b.example/"),
            QueueServiceUri = new("https://q.example/"),
            Credential = "managedidentity",
            ClientId = "42",
        }, connection);
    }

    [Theory]
    [InlineData("blobServiceUri", "https://b.example/", "AzureWebJobsStorage__queueServiceUri is missing")]
    [InlineData("queueServiceUri", "https://q.example/", "AzureWebJobsStorage__blobServiceUri is missing")]
    [InlineData("blobServiceUri", "b.example", "AzureWebJobsStorage__blobServiceUri is no http address")]
    public void Half_an_answer_is_named(string setting, string value, string message)
    {
        var error = Assert.Throws<StorageException>(() => Read(($"AzureWebJobsStorage:{setting}", value)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("devstoreaccount1")]
    [InlineData("AccountName=a;AccountKey=not-base64-secret!;BlobEndpoint=nowhere;QueueEndpoint=nowhere")]
    public void A_connection_string_that_is_none_is_named_and_not_shown(string text)
    {
        var error = Assert.Throws<StorageException>(() =>
            (new Blobs.BlobStore(Read(("AzureWebJobsStorage", text))!), new Queues.QueueStore(Read(("AzureWebJobsStorage", text))!)));

        Assert.StartsWith("AzureWebJobsStorage is no connection string", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_a_connection_string_never_gets_into_a_text() =>
        Assert.DoesNotContain("secret", $"{Read(("AzureWebJobsStorage", "AccountKey=secret"))}", StringComparison.Ordinal);

    private static StorageConnection? Read(params (string Key, string Value)[] settings) =>
        StorageConnection.Read(name => settings.ToDictionary().GetValueOrDefault(name));
}
