using CelebFunctions.Cli.Galleries;

namespace CelebFunctions.Cli.Tests.Galleries;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("George_Clooney", "George Clooney", "george-clooney")]
    [InlineData("A.J._Buckley", "A.J. Buckley", "a-j-buckley")]
    [InlineData("Zoë_Saldaña", "Zoë Saldaña", "zoe-saldana")]
    [InlineData("Zoe\u0308 Saldan\u0303a", "Zoë Saldaña", "zoe-saldana")]
    [InlineData("Søren__Łukasz Groß ", "Søren Łukasz Groß", "soren-lukasz-gross")]
    [InlineData("Conan_O'Brien", "Conan O'Brien", "conan-obrien")]
    [InlineData("Jean-Luc_Picard_2", "Jean-Luc Picard 2", "jean-luc-picard-2")]
    [InlineData("章子怡", "章子怡", "u7ae0-u5b50-u6021")]
    public void A_folder_gives_a_name_to_speak_and_an_id_to_type(string folder, string name, string id)
    {
        Assert.Equal(name, PersonName.Of(folder));
        Assert.Equal(id, PersonName.IdOf(name));
    }
}
