using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.LocalHost.Tests.Http;
using CelebFunctions.LocalHost.Tests.Queues;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;
using CelebFunctions.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.LocalHost.Tests.Azurite;

/// <summary>The program with storage that gives no key away, as in Azure: it shows a managed identity and knows no secret.</summary>
[Collection(AzuriteCollection.Name)]
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes of it by IAsyncLifetime.")]
public sealed class IdentityTests : IAsyncLifetime
{
    private const string Client = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private readonly TemporaryFolder _folder = new();
    private readonly OwnAzurite _azurite = new(Path.Combine(Repository.Root, "artifacts"));

    [Fact]
    public async Task Without_any_key_a_photo_is_uploaded_by_a_link_and_has_its_result()
    {
        await MakePlacesAsync();
        var (certificate, key) = WriteCertificate();
        var (blobs, queues) = await _azurite.StartForIdentitiesAsync(certificate, key, default);
        await using var identity = await IdentityAsync();
        using var program = Start(new()
        {
            ["AzureWebJobsStorage__blobServiceUri"] = blobs.AbsoluteUri,
            ["AzureWebJobsStorage__queueServiceUri"] = queues.AbsoluteUri,
            ["AzureWebJobsStorage__credential"] = "managedidentity",
            ["AzureWebJobsStorage__clientId"] = Client,
            ["IDENTITY_ENDPOINT"] = $"{identity.Urls.Single()}/token",
            ["IDENTITY_HEADER"] = "header",
            ["SSL_CERT_FILE"] = certificate,
        });
        try
        {
            using var app = new HttpClient { BaseAddress = new(await AddressAsync(program.StandardOutput).WaitAsync(Signals.Patience)) };
            // Read on, so that it never waits for its log to be read.
            _ = program.StandardOutput.ReadToEndAsync();
            using var made = await app.PostAsJsonAsync("/api/batches", new { photos = 1 });
            Assert.True(made.StatusCode == HttpStatusCode.Accepted, await made.Content.ReadAsStringAsync());
            var batch = await made.Content.ReadFromJsonAsync<JsonElement>();
            var link = batch.GetProperty("uploads")[0].GetProperty("url").GetString()!;
            // Signed by a key that storage made for the identity.
            Assert.Contains("skoid=", link, StringComparison.Ordinal);
            await UploadAsync(link, certificate);
            using var started = await app.PostAsync($"/api/batches/{batch.GetProperty("id")}/start", null);

            var results = "";
            for (var clock = Stopwatch.StartNew(); results.Length == 0 && clock.Elapsed < Signals.Patience; await Task.Delay(100))
                results = await app.GetStringAsync($"/api/batches/{batch.GetProperty("id")}/results");

            Assert.Equal("succeeded", JsonDocument.Parse(results).RootElement.GetProperty("status").GetString());
        }
        finally
        {
            program.Kill();
        }
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _azurite.DisposeAsync();
        _folder.Dispose();
    }

    // What the template makes in Azure.
    private async Task MakePlacesAsync()
    {
        await _azurite.StartAsync(default);
        await new JobStore(new BlobStore(_azurite.Connection), new QueueStore(_azurite.Connection), 1).EnsureAsync(default);
        await _azurite.StopAsync();
    }

    private static async Task UploadAsync(string link, string certificate)
    {
        using var known = X509CertificateLoader.LoadCertificateFromFile(certificate);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == known.Thumbprint };
        using var client = new HttpClient(handler);
        using var put = new HttpRequestMessage(HttpMethod.Put, link)
        {
            Content = new ByteArrayContent(await File.ReadAllBytesAsync(Repository.Picture("composite-1.jpg"))),
            Headers = { { "x-ms-blob-type", "BlockBlob" } },
        };
        using var answer = await client.SendAsync(put);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>What App Service has beside each app: it gives tokens to whoever knows the header.</summary>
    private static async Task<WebApplication> IdentityAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => context.Request.Query["client_id"] == Client && context.Request.Headers["X-IDENTITY-HEADER"] == "header"
            ? context.Response.WriteAsJsonAsync(new Dictionary<string, string>
            {
                ["access_token"] = Token(context.Request.Query["resource"]!),
                ["expires_on"] = $"{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}",
                ["resource"] = context.Request.Query["resource"]!,
                ["token_type"] = "Bearer",
            })
            : Task.FromResult(context.Response.StatusCode = StatusCodes.Status400BadRequest));
        await app.StartAsync();
        return app;
    }

    // Azurite looks at the claims, not at the signature.
    private static string Token(string resource)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            aud = resource,
            iss = "https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/",
            iat = now - 60,
            nbf = now - 60,
            exp = now + 3600,
            oid = "23657296-5cd5-45b0-a809-d972a7f4dfe1",
            tid = "72f988bf-86f1-41af-91ab-2d7cd011db47",
        });
        return $"{Base64Url.EncodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}"u8)}.{Base64Url.EncodeToString(claims)}.{Base64Url.EncodeToString("signed"u8)}";
    }

    private (string Certificate, string Key) WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return (
            _folder.Write("certificate.pem", Encoding.ASCII.GetBytes(certificate.ExportCertificatePem())),
            _folder.Write("key.pem", Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem())));
    }

    private static async Task<string> AddressAsync(StreamReader output)
    {
        const string sign = "Listening on ";
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(sign, StringComparison.Ordinal))
                return line[sign.Length..].Split(' ')[0];
        }
        throw new InvalidOperationException("The program ended without listening.");
    }

    private static Process Start(Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FunctionsHost).Assembly.Location, "--port", "0"]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
