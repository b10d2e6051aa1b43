using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace CelebFunctions.Page.Tests;

/// <summary>Chromium without a window.</summary>
internal sealed class Browser : IDisposable
{
    // An album takes seconds on an idle machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ChromeDriver _driver;

    public Browser()
    {
        var options = new ChromeOptions { BinaryLocation = Find("chromium") };
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        options.SetLoggingPreference("performance", LogLevel.All);
        // Both programs are named, so nothing is looked for or fetched.
        var driver = Find("chromedriver");
        var service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(driver)!, Path.GetFileName(driver));
        service.SuppressInitialDiagnosticInformation = true;
        _driver = new(service, options, commandTimeout: 3 * Patience);
        _driver.Manage().Timeouts().AsynchronousJavaScript = Patience;
    }

    /// <summary>Opens the page in a tab without a past.</summary>
    public Page Open(Uri address, int width = 1280, int height = 900, bool dark = false, bool touch = false, double scale = 1)
    {
        Command("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = scale, ["mobile"] = touch });
        Command("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = touch });
        Command("Emulation.setEmulatedMedia", new()
        {
            // Motion would have tests measure what is still on its way.
            ["features"] = new[] { Feature("prefers-color-scheme", dark ? "dark" : "light"), Feature("prefers-reduced-motion", "reduce") },
        });
        _driver.Navigate().GoToUrl(address);
        _driver.ExecuteScript("sessionStorage.clear()");
        // What earlier tests left in the logs is not this one's.
        _ = (Entries(LogType.Browser), Entries("performance"));
        _driver.Navigate().Refresh();
        return new(this, _driver);

        static Dictionary<string, object?> Feature(string name, string value) => new() { ["name"] = name, ["value"] = value };
    }

    /// <summary>Sends a command of Chromium's own protocol.</summary>
    public object? Command(string name, Dictionary<string, object?> parameters) => _driver.ExecuteCdpCommand(name, parameters);

    /// <summary>Lines that a log got since it was last asked for.</summary>
    public IReadOnlyList<string> Entries(string log) => [.. _driver.Manage().Logs.GetLog(log).Select(entry => entry.Message)];

    public void Dispose() => _driver.Dispose();

    private static string Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"There is no {program}: install it from your system's packages, or run tests/run, which does.");
}
