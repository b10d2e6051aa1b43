using System.Text;
using CelebFunctions.Cli.Evaluation;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class LfwPairsTests
{
    [Fact]
    public void Pairs_carry_their_fold_and_whether_they_show_one_person()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("pairs.txt", Encoding.UTF8.GetBytes("2\t1\nAnn\t1\t4\nAnn\t2\tBob_Lee\t13\nCid\t1\t2\nCid\t1\tAnn\t1\n"));

        Assert.Equal(
            [
                new LfwPair("Ann/Ann_0001.jpg", "Ann/Ann_0004.jpg", true, 0),
                new LfwPair("Ann/Ann_0002.jpg", "Bob_Lee/Bob_Lee_0013.jpg", false, 0),
                new LfwPair("Cid/Cid_0001.jpg", "Cid/Cid_0002.jpg", true, 1),
                new LfwPair("Cid/Cid_0001.jpg", "Ann/Ann_0001.jpg", false, 1),
            ],
            LfwPairs.Read(file));
    }

    [Theory]
    [InlineData("two\t1\n", "must begin")]
    [InlineData("1\t1\nAnn\t1\t2\n", "announces")]
    [InlineData("1\t1\nAnn\t1\t2\nAnn\t1\n", "'Ann\t1'")]
    public void A_file_of_another_form_is_refused(string text, string says)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("pairs.txt", Encoding.UTF8.GetBytes(text));

        Assert.Contains(says, Assert.Throws<UsageException>(() => LfwPairs.Read(file)).Message, StringComparison.Ordinal);
    }
}
