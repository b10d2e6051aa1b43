using System.Text.Json.Nodes;

namespace CelebFunctions.Tests.Routes;

[Collection(ServedAppCollection.Name)]
public sealed class GalleryTests(ServedApp app)
{
    [Fact]
    public async Task The_galleries_of_the_folder_are_listed_and_one_is_the_default()
    {
        var answer = await app.Client.GetAsync("/api/galleries").OkAsync();

        var galleries = answer["galleries"]!.AsArray();
        Assert.Equal([TestGalleries.Composites, TestGalleries.Crowd], galleries.Select(gallery => (string?)gallery!["id"]));
        Assert.Equal([true, false], galleries.Select(gallery => (bool)gallery!["isDefault"]!));
        Assert.Equal([2, TestGalleries.CrowdSize], galleries.Select(gallery => (int)gallery!["people"]!));
    }

    [Fact]
    public async Task One_gallery_is_described_as_in_the_list()
    {
        var list = await app.Client.GetAsync("/api/galleries").OkAsync();
        var one = await app.Client.GetAsync("/api/galleries/crowd").OkAsync();

        Assert.True(JsonNode.DeepEquals(list["galleries"]![1], one));
    }

    [Theory]
    [InlineData("/api/galleries/nobody")]
    [InlineData("/api/galleries/nobody/people")]
    [InlineData("/api/galleries/..%2Fcomposites")]
    public async Task A_gallery_that_is_not_there_is_a_problem_that_names_those_that_are(string path)
    {
        var problem = await app.Client.GetAsync(path).ProblemAsync(404, "gallery-unknown");

        Assert.Contains("composites, crowd", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other_until_everybody_was_there_once()
    {
        var ids = new List<string?>();
        var after = "";
        do
        {
            var page = await app.Client.GetAsync($"/api/galleries/crowd/people?after={after}").OkAsync();
            Assert.Equal(TestGalleries.CrowdSize, (int)page["total"]!);
            ids.AddRange(page["people"]!.AsArray().Select(person => (string?)person!["id"]));
            after = (string?)page["next"];
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, TestGalleries.CrowdSize).Select(person => $"person-{person:000}"), ids);
    }

    [Theory]
    [InlineData("ADA", 1)]
    [InlineData("-second", 1)]
    [InlineData("%20", 2)]
    [InlineData("nobody", 0)]
    public async Task People_are_found_by_letters_of_their_name_or_id(string query, int found)
    {
        var page = await app.Client.GetAsync($"/api/galleries/composites/people?query={query}").OkAsync();

        Assert.Equal((found, found), ((int)page["total"]!, page["people"]!.AsArray().Count));
        Assert.Null(page["next"]);
    }
}
