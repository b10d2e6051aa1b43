using CelebFunctions.Cli.Batches;
using CsCheck;

namespace CelebFunctions.Cli.Tests.Batches;

public sealed class CsvTextTests
{
    private static readonly Gen<string[]> Cells = Gen.Char["=+-@\t\r\n,\"' aé"].Array[0, 6].Select(letters => new string(letters)).Array[1, 5];

    [Fact]
    public void Any_cells_come_back_and_none_begins_like_a_formula() => Cells.Sample(cells =>
    {
        var read = Assert.Single(CsvReader.Read(CsvText.Row(cells)));

        Assert.Equal(cells, read.Zip(cells, (cell, original) => cell == original ? cell : cell[1..]));
        Assert.All(read, cell => Assert.False(cell.Length > 0 && "=+-@\t\r\n".Contains(cell[0])));
    });
}
