using Spectre.Console;

namespace CelebFunctions.Cli.Terminals;

/// <summary>Where a command writes: answers to one stream, progress and complaints to the other.</summary>
public sealed class Terminal
{
    // A file or a pipe has no width; tables then get the room they need.
    private const int WidthOfAFile = 200;

    // How many tell of one long work.
    private const int Lines = 10;

    private readonly bool _showsProgress;

    /// <param name="output">For answers.</param>
    /// <param name="error">For progress and complaints.</param>
    /// <param name="outputIsScreen">Colours and styles are written, and lines are as long as the screen is wide.</param>
    /// <param name="errorIsScreen">Progress is drawn.</param>
    public Terminal(TextWriter output, TextWriter error, bool outputIsScreen, bool errorIsScreen)
    {
        Out = output;
        Error = error;
        Screen = ConsoleOf(output, outputIsScreen);
        ErrorScreen = ConsoleOf(error, errorIsScreen);
        _showsProgress = errorIsScreen;
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Writes to <see cref="Out"/> with styles where it is a screen.</summary>
    public IAnsiConsole Screen { get; }

    private IAnsiConsole ErrorScreen { get; }

    public static Terminal OfThisProcess() =>
        new(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);

    /// <summary>Tells the user what went wrong.</summary>
    public void Complain(string message) => Error.WriteLine($"celeb: {message}");

    /// <summary>Tells the user how things go.</summary>
    public void Tell(string message)
    {
        // A bar that is drawn makes room for what comes by its own way.
        if (_showsProgress)
            ErrorScreen.WriteLine($"celeb: {message}");
        else
            Complain(message);
    }

    /// <summary>Shows a bar while the work runs; a line now and then where nobody watches.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="done">How many of them were done before.</param>
    /// <param name="work">Takes an action to call after each step, from any thread.</param>
    public Task<T> WithProgressAsync<T>(string what, int steps, int done, Func<Action, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (_showsProgress)
            return WithProgressAsync(what, steps, step =>
            {
                for (var i = 0; i < done; i++)
                    step();
                return work(step);
            });
        var lines = new Lock();
        return work(() =>
        {
            lock (lines)
            {
                done++;
                if (done == steps || done * Lines / steps > (done - 1) * Lines / steps)
                    Tell($"{what}: {done} of {steps}");
            }
        });
    }

    /// <summary>Shows a bar while the work runs; nothing where nobody watches.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="work">Takes an action to call after each step, from any thread.</param>
    public async Task<T> WithProgressAsync<T>(string what, int steps, Func<Action, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!_showsProgress)
            return await work(() => { });
        return await ErrorScreen.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(Markup.Escape(what), maxValue: Math.Max(steps, 1));
                return work(() => bar.Increment(1));
            });
    }

    private static IAnsiConsole ConsoleOf(TextWriter writer, bool isScreen)
    {
        var console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isScreen ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isScreen ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!isScreen)
        {
            console.Profile.Width = WidthOfAFile;
            console.Profile.Capabilities.Unicode = true;
        }
        return console;
    }
}
