using System.Globalization;

namespace CelebFunctions.Cli.Plans;

/// <summary>What each way to run it costs a month, and how long a user waits.</summary>
public sealed record Plan(PlanInputs Inputs, IReadOnlyList<PlanChoice> Choices, IReadOnlyList<BreakEven> BreakEvens)
{
    public const string Functions = "pay-per-call functions";

    public const string Server = "server that is always on";

    public const string Hosted = "hosted recognition";

    public const string Device = "on the device";

    private const double SecondsAMonth = 30 * 24 * 3600;

    // A server that is busier than this lets callers wait for each other.
    private const double Busiest = 0.7;

    // Beyond, nobody's app goes.
    private const double MostRequests = 1e10;

    public static Plan For(PlanInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new(inputs, ChoicesOf(inputs), BreakEvensOf(inputs));
    }

    private static PlanChoice[] ChoicesOf(PlanInputs inputs)
    {
        var upload = inputs.RoundTripMilliseconds + inputs.PhotoKilobytes * 8 / inputs.UplinkMegabits;
        var servers = ServersOf(inputs);
        return
        [
            new(Functions, FunctionsCost(inputs), upload + inputs.Milliseconds, Text(
                $"{BilledSeconds(inputs):0.##} s of {inputs.InstanceGigabytes:0.#} GB a photo; an instance that slept wakes first")),
            new(Server, servers * inputs.ServerPrice, upload + inputs.Milliseconds, Text(
                $"{servers:N0} × {inputs.ServerCores:0.#} cores, at most {Busiest:P0} busy in the busiest minute")),
            new(Hosted, inputs.RequestsPerMonth / 1000 * inputs.HostedThousandPrice, upload + inputs.HostedMilliseconds, Text(
                $"${inputs.HostedThousandPrice:0.00} a thousand photos")),
            new(Device, DeviceCost(inputs), inputs.Milliseconds * inputs.DeviceSlowdown, Text(
                $"{inputs.DownloadMegabytes:0.0} MB once for each of {inputs.InstallsPerMonth:N0} new phones")),
        ];
    }

    private static double BilledSeconds(PlanInputs inputs) => Math.Max(inputs.LeastBilledMilliseconds, inputs.Milliseconds) / 1000;

    private static double FunctionsCost(PlanInputs inputs) =>
        Math.Max(0, inputs.RequestsPerMonth * BilledSeconds(inputs) * inputs.InstanceGigabytes - inputs.FreeGigabyteSeconds) * inputs.GigabyteSecondPrice
        + Math.Max(0, inputs.RequestsPerMonth - inputs.FreeCalls) / 1e6 * inputs.MillionCallsPrice;

    private static double ServersOf(PlanInputs inputs)
    {
        var coresInPeak = inputs.RequestsPerMonth / SecondsAMonth * inputs.Peak * inputs.Milliseconds / 1000;
        return Math.Max(1, Math.Ceiling(coresInPeak / (inputs.ServerCores * Busiest)));
    }

    private static double DeviceCost(PlanInputs inputs) =>
        Math.Max(0, inputs.InstallsPerMonth * inputs.DownloadMegabytes / 1000 - inputs.FreeEgressGigabytes) * inputs.EgressPrice;

    private static List<BreakEven> BreakEvensOf(PlanInputs inputs)
    {
        var found = new List<BreakEven>();
        foreach (var (cheaper, than) in new[] { (Server, Functions), (Server, Hosted), (Functions, Hosted), (Device, Functions) })
        {
            bool Wins(double requests)
            {
                var choices = ChoicesOf(inputs with { RequestsPerMonth = requests });
                return CostOf(choices, cheaper) < CostOf(choices, than);
            }
            // Steps of servers and free shares make the costs no straight lines: look everywhere first, then closely.
            for (var requests = 1.0; requests <= MostRequests; requests *= 1.02)
            {
                if (!Wins(requests))
                    continue;
                var (low, high) = (requests / 1.02, requests);
                while (high - low > 1)
                    (low, high) = Wins((low + high) / 2) ? (low, (low + high) / 2) : ((low + high) / 2, high);
                found.Add(new(cheaper, than, Math.Ceiling(high)));
                break;
            }
        }
        return found;
    }

    private static double CostOf(PlanChoice[] choices, string name) => choices.Single(choice => choice.Name == name).DollarsAMonth;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
