using System.Net;
using System.Text;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.BadInput;

/// <summary>Requests that ask for what there is not.</summary>
[Collection(ServedAppCollection.Name)]
public sealed class RequestTests(ServedApp app)
{
    [Theory]
    [InlineData("top=0", "top")]
    [InlineData("top=51", "top")]
    [InlineData("top=-1", "top")]
    [InlineData("top=1e9", "top")]
    [InlineData("top=1000000000", "top")]
    [InlineData("top=99999999999999999999", "top")]
    [InlineData("top=5&top=6", "top")]
    [InlineData("faces=none", "faces")]
    [InlineData("faces=one&faces=all", "faces")]
    [InlineData("features=tail", "features")]
    [InlineData("features=eyes,tail", "features")]
    [InlineData("features=,", "features")]
    [InlineData("gallery=composites&gallery=crowd", "gallery")]
    [InlineData("top=0&faces=none&features=tail", "top faces features")]
    public async Task A_parameter_that_is_wrong_is_named(string query, string names)
    {
        var problem = await app.Client.PostAsync($"/api/match?{query}", Body(TestPhoto.Face)).ProblemAsync(400, "invalid-parameter");

        Assert.Equal(names.Split(' '), problem["errors"]!.AsObject().Select(error => error.Key));
        Assert.All(names.Split(' '), name => Assert.Contains($"'{name}' must", (string?)problem["detail"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_can_be_read_as_it_comes()
    {
        using var answer = await app.Client.PostAsync("/api/match?top=0", Body(TestPhoto.Face));

        Assert.Contains("'top' must", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("top=&faces=&features=&gallery=")]
    [InlineData("unknown=1")]
    public Task A_parameter_that_is_empty_or_unknown_does_not_matter(string query) =>
        app.Client.PostAsync($"/api/match?{query}", Body(TestPhoto.Face)).OkAsync();

    [Theory]
    [InlineData("nobody")]
    [InlineData("COMPOSITES")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("%00")]
    public async Task A_gallery_that_is_not_there_is_refused_before_the_photo_is_read(string id)
    {
        var problem = await app.Client.PostAsync($"/api/match?gallery={id}", Body([])).ProblemAsync(404, "gallery-unknown");

        Assert.Contains("composites, crowd", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_the_part_is_refused_and_the_part_named()
    {
        var problem = await app.Client.PostAsync("/api/match", Form(("picture", TestPhoto.Face))).ProblemAsync(400, "missing-part");

        Assert.Equal(["photo"], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public Task A_form_with_an_empty_part_is_refused() =>
        app.Client.PostAsync("/api/match", Form(("photo", []))).ProblemAsync(400, "missing-part");

    [Fact]
    public async Task A_form_with_the_part_twice_is_refused_and_the_part_named()
    {
        var problem = await app.Client.PostAsync("/api/match", Form(("photo", TestPhoto.Face), ("photo", TestPhoto.Face))).ProblemAsync(400, "invalid-parameter");

        Assert.Equal(["photo"], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no boundary here")]
    [InlineData("--edge\r\nContent-Disposition: form-data; name=\"photo\"\r\n\r\nbroken off")]
    [InlineData("--edge\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nnot closed\r\n--edge")]
    public Task A_form_that_breaks_off_is_refused(string body) =>
        app.Client.PostAsync("/api/match", Broken(body, "multipart/form-data; boundary=edge")).ProblemAsync(400, "missing-part");

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    public async Task A_form_without_a_boundary_is_refused(string type)
    {
        using var answer = await app.Client.PostAsync("/api/match", Broken("--edge\r\n", type));

        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Theory]
    [InlineData("GET", "/api/match")]
    [InlineData("PUT", "/api/match")]
    [InlineData("HEAD", "/api/health/live")]
    [InlineData("DELETE", "/api/galleries/composites")]
    [InlineData("POST", "/api/galleries")]
    [InlineData("POST", "/api/openapi.json")]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/match")]
    public Task A_wrong_method_or_path_is_the_hosts_own_404(string method, string path) =>
        app.Client.SendAsync(new(new(method), path)).HostAsync(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("mine-42")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    public async Task The_callers_request_id_comes_back(string id)
    {
        Assert.Equal(id, await RequestIdOfAsync(id, HttpStatusCode.OK, "/api/health/live"));
        Assert.Equal(id, await RequestIdOfAsync(id, HttpStatusCode.NotFound, "/api/galleries/nobody"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/page/main.js")]
    [InlineData("/page/nothing.js", HttpStatusCode.NotFound)]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/docs")]
    public async Task The_page_and_the_contract_have_request_ids_too(string path, HttpStatusCode status = HttpStatusCode.OK) =>
        Assert.Equal("mine-42", await RequestIdOfAsync("mine-42", status, path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("umlaut-ü")]
    public async Task Where_there_is_none_that_can_be_used_a_request_id_is_made(string? id)
    {
        var first = await RequestIdOfAsync(id, HttpStatusCode.OK, "/api/health/live");
        var second = await RequestIdOfAsync(id, HttpStatusCode.OK, "/api/health/live");

        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_request_id_that_is_too_long_is_not_taken() =>
        Assert.Matches("^[0-9a-f]{32}$", await RequestIdOfAsync(new('x', 129), HttpStatusCode.OK, "/api/health/live"));

    private async Task<string> RequestIdOfAsync(string? id, HttpStatusCode status, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (id is not null)
            request.Headers.TryAddWithoutValidation("x-request-id", id);
        using var answer = await app.Client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        return Assert.Single(answer.Headers.GetValues("x-request-id"));
    }

    private static ByteArrayContent Broken(string body, string type)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }
}
