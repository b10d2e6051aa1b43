using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Tests.Inference;

public sealed class NetworkInspectionTests
{
    private static readonly int[] Shape = [1, 3, 32, 32];

    [Fact]
    public void An_operator_of_somebody_elses_domain_is_refused_unless_the_network_says_itself_what_it_is()
    {
        var network = DrawnNetwork.Custom("input", Shape, "output", "evil", "Shell");
        // A function (field 25 of a model) by its name (1) and domain (10).
        byte[] function = [0xCA, 0x01, 13, 0x0A, 5, .. "Shell"u8, 0x52, 4, .. "evil"u8];

        Assert.Contains("'evil:Shell'", Assert.Throws<ModelException>(() => NetworkInspection.Check(network)).Message, StringComparison.Ordinal);
        NetworkInspection.Check([.. network, .. function]);
        NetworkInspection.Check(DrawnNetwork.Custom("input", Shape, "output", "com.microsoft", "FusedConv"));
        Assert.Throws<ModelException>(() => NetworkInspection.Check(DrawnNetwork.Custom("input", Shape, "output", "com.microsoft", "EPContext")));
    }

    [Fact]
    public void A_sparse_tensor_is_refused_wherever_its_positions_lie()
    {
        Assert.Contains("another file", Assert.Throws<ModelException>(() => NetworkInspection.Check(DrawnNetwork.Sparse("input", Shape, "output", "/etc/passwd"))).Message, StringComparison.Ordinal);
        Assert.Contains("sparse", Assert.Throws<ModelException>(() => NetworkInspection.Check(DrawnNetwork.Sparse("input", Shape, "output", null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_network_that_ships_passes()
    {
        var networks = Directory.GetFiles(Repository.Models, "*.onnx", SearchOption.AllDirectories);

        Assert.NotEmpty(networks);
        Assert.All(networks, path => NetworkInspection.Check(File.ReadAllBytes(path)));
    }
}
