using System.Text.Json;
using System.Text.Json.Nodes;

namespace CelebFunctions.Page.Tests;

/// <summary>The page as assistive software gets it from the browser.</summary>
[Collection(PageTestGroup.Name)]
public sealed class AccessibilityTests(PageFixture fixture)
{
    private static readonly string[] Named = ["button", "link", "textbox", "radio", "DisclosureTriangle", "dialog", "image", "region", "progressbar"];

    [Fact]
    public async Task Every_control_and_region_has_a_name()
    {
        var page = fixture.Browser.Open((await fixture.LockedHostAsync()).Address, touch: true);
        AssertNamed("Choose a photo", "Take a selfie", "No photo at hand?", "Try a composite woman’s face", "Skip to choosing a photo");

        page.Find("#choose").SendKeys(Repository.Picture("group.jpg"));
        page.WaitUntil("door.open");
        AssertNamed("This app asks for a key", "Function key", "Continue", "Cancel");

        page.Press(PageFixture.FunctionKey, OpenQA.Selenium.Keys.Enter);
        page.WaitUntilDone();
        AssertNamed("Your photo, 3 faces outlined", "Face 1", "Face 2", "Face 3", "3 faces: choose one", "How long it took", "Another photo");

        using (fixture.Turnstile.Close())
        {
            page.Find("#choose").SendKeys($"{Repository.Picture("group.jpg")}\n{Repository.Picture("landscape.jpg")}");
            page.WaitUntil("progress.value >= 0.5");
            AssertNamed("Your album", "Contact sheet", "0 of 2 done", "Cancel and erase", "More photos");
        }
        page.WaitUntilAlbumIsDone();
        AssertNamed("Your album", "Contact sheet", "Erase photos and results now");

        void AssertNamed(params string[] expected)
        {
            var nodes = Tree(page).ToArray();
            Assert.All(nodes.Where(node => Named.Contains(node.Role)), node => Assert.False(string.IsNullOrWhiteSpace(node.Name), $"A {node.Role} has no name."));
            // The browser adds to a file input's name that nothing is chosen.
            Assert.All(expected, name => Assert.Contains(nodes, node => node.Name.StartsWith(name, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_live_region_tells_what_goes_on_and_then_the_sentence()
    {
        var page = fixture.Open();
        Assert.Contains(Tree(page), node => node is { Role: "status", Live: "polite" });
        page.Run("""
            window.heard = [];
            const region = document.querySelector('[role=status]');
            new MutationObserver(() => heard.push(region.innerText.trim())).observe(region, { subtree: true, childList: true, characterData: true });
            """);

        page.Choose(Repository.Picture("group.jpg"));
        var sentence = page.Sentence;
        page.Find("#faces label:nth-child(3)").Click();

        Assert.NotEqual(sentence, page.Sentence);
        Assert.Equal(["Looking closely…", sentence, page.Sentence], page.Ask<string[]>("heard"));
    }

    [Fact]
    public void Matches_and_features_are_lists_that_read_as_words()
    {
        var page = fixture.Open();

        page.Choose(Repository.Picture("composite-1.jpg"));

        var items = page.Ask<string[]>("[...document.querySelectorAll('#matches li, #features li')].map((item) => item.textContent)");
        Assert.Matches(@"^Ada Quill \d+%$", items[0]);
        Assert.Matches(@"^eyes — Cyrus Vane \d+%$", items[SampleGallery.Names.Count]);
        Assert.Equal(SampleGallery.Names.Count + 5, Tree(page).Count(node => node.Role == "listitem"));
    }

    [Fact]
    public void A_visitor_who_wants_no_motion_sees_none()
    {
        var page = fixture.Open(); // opens with that wish

        page.Find("#choose").SendKeys(Repository.Picture("composite-1.jpg"));
        page.WaitUntilDone();

        Assert.Equal(0, page.Ask<int>("document.getAnimations().length"));
    }

    private static IEnumerable<(string Role, string Name, string Live)> Tree(Page page) =>
        from node in JsonSerializer.SerializeToNode(page.Command("Accessibility.getFullAXTree", []))!["nodes"]!.AsArray()
        where (bool?)node["ignored"] != true
        select (
            (string?)node["role"]?["value"] ?? "",
            (string?)node["name"]?["value"] ?? "",
            (string?)(node["properties"]?.AsArray().FirstOrDefault(property => (string?)property!["name"] == "live") as JsonObject)?["value"]?["value"] ?? "");
}
