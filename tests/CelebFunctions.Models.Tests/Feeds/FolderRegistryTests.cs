using CelebFunctions.Models.Feeds;

namespace CelebFunctions.Models.Tests.Feeds;

public sealed class FolderRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_created_once_read_from_an_offset_listed_and_deleted_with_the_folders_it_leaves_empty()
    {
        var registry = new FolderRegistry(_folder["feed"]);

        Assert.Null(await registry.OpenAsync("a/b.bin", 0, default));
        Assert.Empty(await registry.ListAsync("", default).ToArrayAsync());
        Assert.True(await registry.TryCreateAsync("a/b.bin", new byte[] { 1, 2, 3, 4 }, default));
        Assert.False(await registry.TryCreateAsync("a/b.bin", new byte[] { 9 }, default));
        await registry.WriteAsync("c.bin", new byte[] { 5 }, default);

        Assert.Equal((2, 4, "0304"), await ReadAsync(registry, 2));
        Assert.Equal((4, 4, ""), await ReadAsync(registry, 9));
        Assert.Equal(["a/b.bin", "c.bin"], await registry.ListAsync("", default).ToArrayAsync());
        Assert.Equal(["a/b.bin"], await registry.ListAsync("a/", default).ToArrayAsync());
        Assert.True(await registry.DeleteAsync("a/b.bin", default));
        Assert.False(await registry.DeleteAsync("a/b.bin", default));
        Assert.Equal(["c.bin"], Directory.GetFileSystemEntries(_folder["feed"]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/hostname")]
    [InlineData("a/../../outside")]
    public async Task A_path_that_leads_out_of_the_folder_is_refused(string path)
    {
        var registry = new FolderRegistry(_folder["feed"]);
        _folder.Write("outside", [1]);

        await Assert.ThrowsAsync<FeedException>(() => registry.OpenAsync(path, 0, default));
        await Assert.ThrowsAsync<FeedException>(() => registry.WriteAsync(path, new byte[] { 2 }, default));
        await Assert.ThrowsAsync<FeedException>(() => registry.DeleteAsync(path, default));
        Assert.Equal([1], await File.ReadAllBytesAsync(_folder["outside"]));
    }

    private static async Task<(long Offset, long? Length, string Content)> ReadAsync(FolderRegistry registry, long offset)
    {
        await using var file = (await registry.OpenAsync("a/b.bin", offset, default))!;
        using var content = new MemoryStream();
        await file.Content.CopyToAsync(content);
        return (file.Offset, file.Length, Convert.ToHexString(content.ToArray()));
    }
}
