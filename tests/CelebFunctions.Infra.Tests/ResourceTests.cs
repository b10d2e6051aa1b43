using System.Globalization;
using System.Text.Json.Nodes;
using CelebFunctions.Batches;

namespace CelebFunctions.Infra.Tests;

public sealed class ResourceTests
{
    private const string Storage = "Microsoft.Storage/storageAccounts", Site = "Microsoft.Web/sites";

    // The app's package, and what models travel by.
    private static readonly string[] OtherContainers = ["app-package", "models"];

    public static TheoryData<string> Stages => ["main", "main.prod"];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Storage_has_no_key_to_be_stolen_and_nothing_is_public(string stage)
    {
        var account = Template.Kept(stage).OfType(Storage).Single()["properties"]!;

        Assert.Equal((false, false, true), ((bool)account["allowSharedKeyAccess"]!, (bool)account["allowBlobPublicAccess"]!, (bool)account["supportsHttpsTrafficOnly"]!));
        Assert.All(
            Template.Kept(stage).OfType($"{Storage}/blobServices/containers"),
            container => Assert.Equal("None", (string?)container["properties"]!["publicAccess"]));
    }

    [Fact]
    public void Each_place_that_the_app_uses_is_made_and_no_other()
    {
        var resources = Template.Kept("main");

        Assert.Equal(
            Places.Containers.Union(OtherContainers).Order(StringComparer.Ordinal),
            resources.OfType($"{Storage}/blobServices/containers").Select(LastName).Order(StringComparer.Ordinal));
        Assert.Equal(Places.Queues.Order(StringComparer.Ordinal), resources.OfType($"{Storage}/queueServices/queues").Select(LastName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void The_identity_has_three_roles_each_on_one_resource(string stage)
    {
        var roles = Template.Kept(stage).OfType("Microsoft.Authorization/roleAssignments").ToList();

        // Storage Blob Data Owner, Storage Queue Data Contributor, Monitoring Metrics Publisher.
        Assert.Equal(
            ["3913510d-42f4-4e42-8a64-420c390055eb", "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"],
            roles.Select(role => ((string)role["properties"]!["roleDefinitionId"]!).Split('/')[^1]).Order(StringComparer.Ordinal));
        // One of the group or the subscription would have no resource in its id.
        Assert.All(roles, role => Assert.Matches(@"Microsoft\.(Storage/storageAccounts|Insights/components)", (string)role["id"]!));
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void The_app_runs_dotnet_10_on_flex_consumption_and_speaks_https_alone(string stage)
    {
        var plan = Template.Kept(stage).OfType("Microsoft.Web/serverfarms").Single();
        var app = Template.Kept(stage).OfType(Site).Single();

        Assert.Equal(("FC1", true), ((string?)plan["sku"]!["name"], (bool)plan["properties"]!["reserved"]!));
        Assert.Equal("functionapp,linux", (string?)app["kind"]);
        Assert.True((bool)app["properties"]!["httpsOnly"]!);
        var config = app["properties"]!["functionAppConfig"]!;
        Assert.Equal(("dotnet-isolated", "10.0"), ((string?)config["runtime"]!["name"], (string?)config["runtime"]!["version"]));
        Assert.Equal("UserAssignedIdentity", (string?)config["deployment"]!["storage"]!["authentication"]!["type"]);
        Assert.Equal("celebfunctions", (string?)app["tags"]!["azd-service-name"]);
        Assert.All(
            Template.Kept(stage).OfType($"{Site}/basicPublishingCredentialsPolicies"), policy => Assert.False((bool)policy["properties"]!["allow"]!));
    }

    [Fact]
    public async Task Unless_told_otherwise_forty_instances_are_the_most()
    {
        var template = await Template.CompileAsync();

        Assert.Equal(40, (int)template["parameters"]!["maximumInstanceCount"]!["defaultValue"]!);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void Storage_erases_what_the_app_did_not_and_never_before_it_should(string stage)
    {
        var settings = Template.Kept(stage).Settings();
        var longest = int.Parse(settings["Celeb__Batches__RetentionHours"], CultureInfo.InvariantCulture) / 24.0
            + int.Parse(settings["Celeb__Batches__UploadMinutes"], CultureInfo.InvariantCulture) / 1440.0;

        var rule = Template.Kept(stage).OfType($"{Storage}/managementPolicies").Single()["properties"]!["policy"]!["rules"]!.AsArray().Single()!["definition"]!;

        Assert.Equal(["photos/", "results/", "poison/"], rule["filters"]!["prefixMatch"]!.AsArray().Select(prefix => (string)prefix!));
        Assert.InRange((int)rule["actions"]!["baseBlob"]!["delete"]!["daysAfterCreationGreaterThan"]!, longest, longest + 3);
    }

    [Fact]
    public async Task A_page_of_ones_own_may_call_the_app_and_upload_by_links()
    {
        using var changed = Bicep.Changed("main.bicepparam", "param monthlyBudget", "param allowedOrigins = ['https://photos.example']\nparam monthlyBudget");

        var resources = await Template.PredictAsync(Path.Combine(changed.Path, "main.bicepparam"));

        Assert.Equal("https://photos.example", (string?)resources.OfType(Site).Single()["properties"]!["siteConfig"]!["cors"]!["allowedOrigins"]![0]);
        var rule = resources.OfType($"{Storage}/blobServices").Single()["properties"]!["cors"]!["corsRules"]![0]!;
        Assert.Equal("https://photos.example", (string?)rule["allowedOrigins"]![0]);
        Assert.Equal(["PUT", "OPTIONS"], rule["allowedMethods"]!.AsArray().Select(method => (string)method!));
    }

    [Fact]
    public void Somebody_is_told_of_poison_of_waiting_jobs_of_failed_calls_of_slow_starts_and_of_costs()
    {
        var resources = Template.Kept("main.prod");
        var alerts = resources.OfType("Microsoft.Insights/scheduledQueryRules").ToList();

        Assert.Equal(
            ["cold-start", "failed-calls", "oldest-job", "poison"],
            alerts.Select(alert => string.Join('-', LastName(alert).Split('-')[2..])).Order(StringComparer.Ordinal));
        Assert.All(alerts, alert => Assert.Single(alert["properties"]!["actions"]!["actionGroups"]!.AsArray()));
        Assert.Single(resources.OfType("Microsoft.Insights/actionGroups"));
        Assert.Single(resources.OfType("Microsoft.Consumption/budgets"));
    }

    [Fact]
    public void The_workbook_is_one()
    {
        var content = JsonNode.Parse((string)Template.Kept("main").OfType("Microsoft.Insights/workbooks").Single()["properties"]!["serializedData"]!)!;

        Assert.Equal("Notebook/1.0", (string?)content["version"]);
        Assert.True(content["items"]!.AsArray().Count(item => (int)item!["type"]! == 3) >= 5);
    }

    [Fact]
    public void One_command_builds_the_azure_flavour_compiled_ahead()
    {
        var azd = File.ReadAllText(Path.Combine(Repository.Root, "azure.yaml"));
        Assert.Contains("infra/publish", azd, StringComparison.Ordinal);
        foreach (var file in new[] { "publish", "publish.ps1" })
        {
            var script = File.ReadAllText(Path.Combine(Bicep.Folder, file));
            Assert.All(["Flavour", "Azure", "-r linux-x64", "PublishReadyToRun=true", "-o out/azure"], part => Assert.Contains(part, script, StringComparison.Ordinal));
        }
        Assert.Contains("dist: out/azure", azd, StringComparison.Ordinal);
    }

    private static string LastName(JsonObject resource) => ((string)resource["name"]!).Split('/')[^1];
}
