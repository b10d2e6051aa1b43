namespace CelebFunctions.Page.Tests;

/// <summary>Holds what the page shows against WCAG 2.2.</summary>
internal static class Layout
{
    // The side that WCAG 2.2 (2.5.5) asks of a target, which a thumb meets without care.
    private const double ThumbSide = 44;

    /// <summary>Everything is there without scrolling sideways, and large enough for a thumb.</summary>
    public static void AssertFits(Page page, int width, string state)
    {
        Assert.True(page.Ask<double>("document.documentElement.scrollWidth") <= width, $"The page scrolls sideways at {state}.");
        var outside = page.Ask<string[]>($"""
            [...document.querySelectorAll('body *')]
              .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > {width} + 0.5)
              .filter((element) => !element.closest('.samples button, .choices'))
              .map((element) => element.outerHTML.slice(0, 80))
            """);
        Assert.True(outside.Length == 0, $"{state}: {string.Join('\n', outside)}");
        var small = page.Ask<string[]>($"""
            [...document.querySelectorAll('button, label:has(input[type=file]), .choices label, #place label, summary')]
              .filter((element) => element.checkVisibility())
              .filter((element) => Math.min(element.getBoundingClientRect().width, element.getBoundingClientRect().height) < {ThumbSide})
              .map((element) => element.outerHTML.slice(0, 80))
            """);
        Assert.True(small.Length == 0, $"{state}: {string.Join('\n', small)}");
    }

    /// <summary>Everything stands out from its ground.</summary>
    public static void AssertStandsOut(Page page, string state)
    {
        var pairs = Contrast.Measure(page);
        Assert.True(pairs.Length >= 6, $"Only {pairs.Length} places were measured at {state}.");
        Assert.All(pairs, pair => Assert.True(pair.Ratio >= pair.Least, $"{state}: '{pair.What}' has {pair.Ratio:0.00}, not {pair.Least}."));
    }
}
