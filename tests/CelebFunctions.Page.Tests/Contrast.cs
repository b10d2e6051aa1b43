namespace CelebFunctions.Page.Tests;

/// <summary>Measures contrast as WCAG 2.2 defines it, on what the browser made of the styles.</summary>
internal static class Contrast
{
    /// <summary>A ratio that the page shows, with what WCAG asks for there.</summary>
    public sealed record Pair(string What, double Ratio, double Least);

    /// <summary>Every text that is shown, every bar, every border of a field, and the ring around what has the focus.</summary>
    public static Pair[] Measure(Page page) => page.Ask<Pair[]>(Script);

    // Relative luminance and ratio: WCAG 2.2; 3 : 1 for letters of 24 px, or 18.66 px in bold, and for what is no text.
    private const string Script = """
        (() => {
          const rgba = (text) => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return [r, g, b, a]; };
          const over = ([r, g, b, a], below) => [r, g, b].map((value, at) => value * a + below[at] * (1 - a));
          const behind = (element) => {
            if (!element) return [255, 255, 255];
            const colour = rgba(getComputedStyle(element).backgroundColor);
            return colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(element.parentElement));
          };
          const luminance = (colour) => {
            const [r, g, b] = colour.map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ratio = (one, other) => {
            const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
            return (light + 0.05) / (dark + 0.05);
          };
          const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
          const every = (selector) => [...document.querySelectorAll(selector)].filter(shown);

          const texts = every('body *')
            .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
            .map((element) => {
              const { color, fontSize, fontWeight } = getComputedStyle(element);
              const large = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
              const below = behind(element);
              return { what: element.textContent.trim(), ratio: ratio(over(rgba(color), below), below), least: large ? 3 : 4.5 };
            });
          const bars = every('.bar span')
            .map((element) => ({ what: 'bar', ratio: ratio(behind(element), behind(element.closest('section'))), least: 3 }));
          const fields = every('dialog input')
            .map((element) => ({ what: 'field', ratio: ratio(rgba(getComputedStyle(element).borderTopColor).slice(0, 3), behind(element.parentElement)), least: 3 }));
          const focus = document.activeElement;
          const rings = focus === document.body ? [] :
            [{ what: 'ring', ratio: ratio(rgba(getComputedStyle(focus).outlineColor).slice(0, 3), behind(focus.parentElement)), least: 3 }];
          return [...texts, ...bars, ...fields, ...rings];
        })()
        """;
}
