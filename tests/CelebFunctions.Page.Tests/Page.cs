using System.Text.Json;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Interactions;

namespace CelebFunctions.Page.Tests;

/// <summary>The page as a visitor meets it.</summary>
internal sealed class Page(Browser browser, ChromeDriver driver)
{
    /// <summary>One of: start, busy, answer, trouble, album.</summary>
    public string State => Ask<string>("document.body.dataset.state");

    public string Sentence => Find("#sentence").Text;

    public string Message => Find("#message").Text;

    /// <summary>What has the focus, as a tag with its id.</summary>
    public string Focus => Ask<string>("document.activeElement.localName + (document.activeElement.id && '#' + document.activeElement.id)");

    public string Address => driver.Url;

    public IWebElement Find(string selector) => driver.FindElement(By.CssSelector(selector));

    /// <summary>Texts of what is shown of a selector.</summary>
    public string[] Texts(string selector) => [.. driver.FindElements(By.CssSelector(selector)).Where(e => e.Displayed).Select(e => e.Text)];

    public bool Shows(string selector) => driver.FindElements(By.CssSelector(selector)).Any(element => element.Displayed);

    /// <summary>Chooses a photo by the file input and waits until the page has done with it.</summary>
    public void Choose(string photo)
    {
        Find("#choose").SendKeys(photo);
        WaitUntilDone();
    }

    public void WaitUntilDone() => WaitUntil("['answer', 'trouble'].includes(document.body.dataset.state)");

    /// <summary>Waits until nothing more will come onto the contact sheet by itself.</summary>
    public void WaitUntilAlbumIsDone() => WaitUntil("album.ariaBusy === 'false'");

    /// <summary>Has photos looked at on this device, and waits until they can be, or until it is said why not.</summary>
    public void TurnToDevice()
    {
        Turn("device");
        WaitUntilReady();
    }

    /// <summary>Chooses where photos are looked at: <c>cloud</c> or <c>device</c>.</summary>
    public void Turn(string place)
    {
        WaitUntil("!document.getElementById('place').hidden");
        Find($"#place label:has([value={place}])").Click();
    }

    /// <summary>Waits until this device is ready, or has said why not.</summary>
    public void WaitUntilReady() => WaitUntil("place.ariaBusy === 'false'");

    public void Reload() => driver.Navigate().Refresh();

    /// <summary>Waits for a condition in JavaScript.</summary>
    public void WaitUntil(string condition) =>
        driver.ExecuteAsyncScript($"const done = arguments[0]; const look = () => ({condition}) ? done() : setTimeout(look, 10); look();");

    /// <summary>The value of an expression in JavaScript.</summary>
    public T Ask<T>(string expression, params object?[] arguments) =>
        JsonSerializer.Deserialize<T>((string)driver.ExecuteScript($"return JSON.stringify({expression}) ?? 'null'", arguments)!, JsonSerializerOptions.Web)!;

    /// <summary>What a script with promises returns; what it throws fails the test.</summary>
    /// <param name="body">Of an async function whose parameter <c>given</c> holds the arguments.</param>
    /// <param name="given">The arguments.</param>
    public T Await<T>(string body, params object?[] given)
    {
        var answer = JsonDocument.Parse((string)driver.ExecuteAsyncScript($$"""
            const done = arguments[arguments.length - 1];
            (async (given) => { {{body}} })([...arguments].slice(0, -1))
              .then((value) => done(JSON.stringify({ value: value ?? null })), (error) => done(JSON.stringify({ error: String(error.stack ?? error) })));
            """, given)!).RootElement;
        return answer.TryGetProperty("error", out var error)
            ? throw new InvalidOperationException(error.GetString())
            : answer.GetProperty("value").Deserialize<T>(JsonSerializerOptions.Web)!;
    }

    public void Run(string script, params object?[] arguments) => driver.ExecuteScript(script, arguments);

    /// <summary>Types, one after the other; a key with <see cref="Keys.Shift"/> before it is held down with it.</summary>
    public void Press(params string[] keys)
    {
        foreach (var key in keys)
        {
            var actions = new Actions(driver);
            if (key.StartsWith(Keys.Shift, StringComparison.Ordinal))
                actions.KeyDown(Keys.Shift).SendKeys(key[Keys.Shift.Length..]).KeyUp(Keys.Shift).Perform();
            else
                actions.SendKeys(key).Perform();
        }
    }

    /// <summary>Sends a command of Chromium's own protocol.</summary>
    public object? Command(string name, Dictionary<string, object?> parameters) => browser.Command(name, parameters);

    /// <summary>A picture of the page's upper left, as PNG; the sides are in CSS pixels.</summary>
    public byte[] Picture(double width, double height)
    {
        var clip = new Dictionary<string, object?> { ["x"] = 0, ["y"] = 0, ["width"] = width, ["height"] = height, ["scale"] = 1 };
        var answer = (Dictionary<string, object>)Command("Page.captureScreenshot", new() { ["clip"] = clip, ["captureBeyondViewport"] = true })!;
        return Convert.FromBase64String((string)answer["data"]);
    }

    /// <summary>What the console said since the page was opened.</summary>
    public IReadOnlyList<string> Console() => browser.Entries(LogType.Browser);

    /// <summary>Every address that was asked for since the page was opened.</summary>
    public IReadOnlyList<string> Requests() =>
    [
        .. browser.Entries("performance")
            .Select(entry => JsonDocument.Parse(entry).RootElement.GetProperty("message"))
            .Where(message => message.GetProperty("method").GetString() == "Network.requestWillBeSent")
            .Select(message => message.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!),
    ];
}
