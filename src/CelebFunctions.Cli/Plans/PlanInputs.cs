namespace CelebFunctions.Cli.Plans;

/// <summary>What the costs depend on. Prices are US dollars: list prices in the eastern United States of May 2025, each to be replaced by yours.</summary>
public sealed record PlanInputs
{
    /// <summary>When the prices below were those of the lists.</summary>
    public const string PricesOf = "May 2025";

    /// <summary>Photos to match in a month.</summary>
    public double RequestsPerMonth { get; init; } = 100_000;

    /// <summary>What a phone sends for one, in thousands of bytes.</summary>
    public double PhotoKilobytes { get; init; } = 300;

    /// <summary>What one photo takes of a core, in milliseconds.</summary>
    public double Milliseconds { get; init; }

    /// <summary>The busiest minute's calls over the mean's.</summary>
    public double Peak { get; init; } = 10;

    /// <summary>A phone's new copies of the app in a month; each fetches models and gallery once.</summary>
    public double InstallsPerMonth { get; init; } = 1_000;

    /// <summary>Models and gallery, in millions of bytes.</summary>
    public double DownloadMegabytes { get; init; }

    /// <summary>Memory of an instance of the pay-per-call functions, in gigabytes.</summary>
    public double InstanceGigabytes { get; init; } = 2;

    /// <summary>An instance that wakes for a call is paid for at least this long: 1,000 ms in Flex Consumption; 100 where calls follow each other.</summary>
    public double LeastBilledMilliseconds { get; init; } = 1_000;

    /// <summary>Of pay-per-call functions.</summary>
    public double GigabyteSecondPrice { get; init; } = 0.000026;

    /// <summary>Of pay-per-call functions.</summary>
    public double MillionCallsPrice { get; init; } = 0.40;

    /// <summary>Free each month.</summary>
    public double FreeGigabyteSeconds { get; init; } = 100_000;

    /// <summary>Free each month.</summary>
    public double FreeCalls { get; init; } = 250_000;

    /// <summary>A server with <see cref="ServerCores"/> that is always on, a month of it.</summary>
    public double ServerPrice { get; init; } = 62;

    public double ServerCores { get; init; } = 1;

    /// <summary>A service that knows celebrities, a thousand photos.</summary>
    public double HostedThousandPrice { get; init; } = 1.00;

    /// <summary>What such a service takes for a photo that has arrived, in milliseconds.</summary>
    public double HostedMilliseconds { get; init; } = 300;

    /// <summary>A gigabyte that leaves the data centre.</summary>
    public double EgressPrice { get; init; } = 0.087;

    /// <summary>Free each month.</summary>
    public double FreeEgressGigabytes { get; init; } = 100;

    /// <summary>Megabits a second from a phone to the network.</summary>
    public double UplinkMegabits { get; init; } = 10;

    /// <summary>From a phone to the data centre and back, in milliseconds.</summary>
    public double RoundTripMilliseconds { get; init; } = 60;

    /// <summary>How many times as long a phone takes as this machine.</summary>
    public double DeviceSlowdown { get; init; } = 2;
}
