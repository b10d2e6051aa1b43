using System.CommandLine;
using CelebFunctions.Harness;
using CelebFunctions.Harness.Swaps;
using CelebFunctions.LocalHost.Azurite;

var photos = new Option<int>("--photos") { Description = "How many jobs.", DefaultValueFactory = _ => 10_000 };
var kills = new Option<int>("--kills") { Description = "How often a worker is killed with SIGKILL, besides those that photos kill.", DefaultValueFactory = _ => 50 };
var restarts = new Option<int>("--restarts") { Description = "How often storage is stopped and started again.", DefaultValueFactory = _ => 5 };
var workers = new Option<int>("--workers") { Description = "Worker processes.", DefaultValueFactory = _ => 2 };
var seed = new Option<int>("--seed") { Description = "Draws photos and faults; printed.", DefaultValueFactory = _ => Random.Shared.Next() };
var azurite = new Option<string>("--azurite") { Description = "The folder in which Azurite is installed, or will be.", DefaultValueFactory = _ => AzuriteInstallation.UsualCache };
var crash = new Command("crash", "Works off jobs while workers are killed and storage is restarted, and counts what came of it.")
{
    photos, kills, restarts, workers, seed, azurite,
};
crash.SetAction(async (arguments, cancellationToken) =>
{
    await using var storage = new OwnAzurite(arguments.GetValue(azurite)!);
    return await new CrashRun(
        arguments.GetValue(photos), arguments.GetValue(kills), arguments.GetValue(restarts), arguments.GetValue(workers), arguments.GetValue(seed), storage)
        .RunAsync(cancellationToken);
});

var swaps = new Option<int>("--swaps") { Description = "How often.", DefaultValueFactory = _ => 1_000 };
var callers = new Option<int>("--callers") { Description = "Callers at once.", DefaultValueFactory = _ => 8 };
var between = new Option<double>("--seconds") { Description = "From one swap to the next.", DefaultValueFactory = _ => 1 };
var calm = new Option<int>("--calm") { Description = "Seconds without swaps, half before and half after, to compare with.", DefaultValueFactory = _ => 120 };
var swap = new Command("swap", "Swaps the models under load, and counts what callers noticed and what stayed in memory.")
{
    swaps, callers, between, calm,
};
swap.SetAction((arguments, cancellationToken) => new SwapRun(
    arguments.GetValue(swaps), arguments.GetValue(callers), TimeSpan.FromSeconds(arguments.GetValue(between)), TimeSpan.FromSeconds(arguments.GetValue(calm)))
    .RunAsync(cancellationToken));

var worker = new Command("worker", "One worker of such a run.") { Hidden = true };
worker.SetAction((_, cancellationToken) => HarnessWorker.RunAsync(cancellationToken));

return await new RootCommand("What the app promises, under faults and swaps.") { crash, swap, worker }.Parse(args).InvokeAsync();
