using OpenQA.Selenium;

namespace CelebFunctions.Page.Tests;

[Collection(PageTestGroup.Name)]
public sealed class WaysInTests(PageFixture fixture)
{
    private static readonly string Portrait = Repository.Picture("composite-1.jpg");

    [Fact]
    public void A_photo_dragged_over_the_page_lights_the_place_up_and_dropped_is_answered()
    {
        var page = fixture.Open();

        Drag("dragEnter");
        Drag("dragOver");
        Assert.True(page.Ask<bool>("document.body.hasAttribute('data-drop')"));
        Drag("drop");
        page.WaitUntilDone();

        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
        Assert.False(page.Ask<bool>("document.body.hasAttribute('data-drop')"));

        void Drag(string type) => page.Command("Input.dispatchDragEvent", new()
        {
            ["type"] = type,
            ["x"] = 30,
            ["y"] = 600,
            ["data"] = new Dictionary<string, object> { ["items"] = Array.Empty<object>(), ["files"] = new[] { Portrait }, ["dragOperationsMask"] = 1 },
        });
    }

    [Fact]
    public void A_drag_that_leaves_the_page_again_leaves_it_as_it_was()
    {
        var page = fixture.Open();

        page.Run("""
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File(['x'], 'x.jpg', { type: 'image/jpeg' }));
            const drag = (type, target) => target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true }));
            drag('dragenter', document.body);
            drag('dragenter', document.querySelector('#pick'));
            drag('dragleave', document.body);
            drag('dragleave', document.querySelector('#pick'));
            """);

        Assert.False(page.Ask<bool>("document.body.hasAttribute('data-drop')"));
        Assert.Equal("start", page.State);
    }

    [Fact]
    public void A_pasted_photo_is_answered()
    {
        var page = fixture.Open();

        page.Run(
            """
            const bytes = Uint8Array.from(atob(arguments[0]), (letter) => letter.charCodeAt(0));
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
            document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
            """,
            Convert.ToBase64String(File.ReadAllBytes(Portrait)));
        page.WaitUntilDone();

        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Pasted_text_is_let_through()
    {
        var page = fixture.Open();

        page.Run("""
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', 'hello');
            document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
            """);

        Assert.Equal("start", page.State);
        Assert.Empty(page.Console());
    }

    [Fact]
    public void A_phone_offers_its_camera_and_a_photo_taken_with_it_is_answered()
    {
        var page = fixture.Browser.Open(fixture.Host.Address, 390, 844, touch: true);
        Assert.Equal(["Choose a photo", "Take a selfie"], page.Texts("#pick label"));
        Assert.Equal("user", page.Find("#take").GetDomAttribute("capture"));

        page.Find("#take").SendKeys(Portrait);
        page.WaitUntilDone();

        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_is_a_click_away()
    {
        var page = fixture.Open();

        page.Find("[data-sample$='composite-2.jpg']").Click();
        page.WaitUntilDone();

        Assert.Contains("Bo O’Rourke-Lindqvist", page.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_photo_can_be_chosen_again_and_a_new_answer_is_shown_from_its_top()
    {
        var page = fixture.Browser.Open(fixture.Host.Address, 390, 600, touch: true);
        page.Choose(Portrait);
        page.Run("scrollTo(0, document.body.scrollHeight)");

        page.Run("""
            window.states = [];
            new MutationObserver(() => states.push(document.body.dataset.state)).observe(document.body, { attributes: true });
            """);
        page.Find("#choose").SendKeys(Portrait);
        page.WaitUntil("states.includes('busy') && states.at(-1) === 'answer'");

        Assert.Equal(0, page.Ask<double>("scrollY"));
    }

    [Fact]
    public void Everything_can_be_reached_and_used_by_the_keyboard()
    {
        var page = fixture.Open();

        page.Press(Keys.Tab);
        Assert.Equal("Skip to choosing a photo", page.Ask<string>("document.activeElement.textContent"));
        Assert.InRange(page.Ask<double>("document.activeElement.getBoundingClientRect().top"), 0, 100);
        page.Press(Keys.Enter, Keys.Tab);
        Assert.Equal("input#choose", page.Focus);
        // The input itself is out of sight: what stands for it shows the focus.
        Assert.NotEqual("none", page.Ask<string>("getComputedStyle(choose.closest('label')).outlineStyle"));

        // The three samples; the last is the group's.
        page.Press(Keys.Tab, Keys.Tab, Keys.Tab);
        Assert.NotEqual("none", page.Ask<string>("getComputedStyle(document.activeElement).outlineStyle"));
        page.Press(Keys.Enter);
        page.WaitUntilDone();
        var first = page.Sentence;
        Assert.StartsWith("You look", first, StringComparison.Ordinal);

        Back("summary");
        page.Press(Keys.Enter);
        Assert.True(page.Shows("#timings"));
        Back("input");
        Assert.Equal("Face 1", page.Ask<string>("document.activeElement.ariaLabel"));
        page.Press(Keys.ArrowRight, Keys.ArrowRight);
        Assert.Equal("Face 3", page.Ask<string>("document.activeElement.ariaLabel"));
        Assert.NotEqual(first, page.Sentence);

        void Back(string tag)
        {
            for (var steps = 0; steps < 10 && !(page.Focus == tag && page.Ask<bool>("!document.activeElement.closest('#pick')")); steps++)
                page.Press(Keys.Shift + Keys.Tab);
            Assert.Equal(tag, page.Focus);
        }
    }
}
