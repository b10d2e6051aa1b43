namespace CelebFunctions.LocalHost;

/// <summary>Turns the command line into settings.</summary>
internal static class CommandLine
{
    public const string Usage = """
        Serves the functions of this repository on this machine.

          --port N     where to listen (7071; 0 takes a free port)
          --keys       ask for function keys as Azure does; keys not configured are made up and printed
          --no-azurite start no storage; the queue is off where AzureWebJobsStorage names none
          --help       this text
        """;

    /// <summary>Reads it.</summary>
    /// <exception cref="HostStartException">An option is unknown or lacks its value.</exception>
    public static Dictionary<string, string?> Read(IReadOnlyList<string> args)
    {
        var settings = new Dictionary<string, string?>();
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--port" when i + 1 < args.Count:
                    settings[HostConfiguration.Port] = args[++i];
                    break;
                case "--keys":
                    settings[Http.HostKeys.AskSetting] = "true";
                    break;
                case "--no-azurite":
                    settings[Azurite.LocalStorage.StartSetting] = "false";
                    break;
                case "--port":
                    throw new HostStartException("--port lacks its number: --port 7072.");
                default:
                    throw new HostStartException($"'{args[i]}' is no option of this program: --port N, --keys, --no-azurite, --help.");
            }
        }
        return settings;
    }
}
