using AciSecMon.Assessment.Rules.Images;

namespace AciSecMon.Assessment.Tests.Rules.Images;

public sealed class ImageListsTests
{
    [Theory]
    [InlineData("contoso.azurecr.io", "contoso.azurecr.io/web", true)]
    [InlineData("CONTOSO.azurecr.io", "contoso.azurecr.io/web", true)]
    [InlineData("contoso.azurecr.io", "fabrikam.azurecr.io/web", false)]
    [InlineData("contoso.azurecr.io", "contoso.azurecr.io.evil.example/web", false)]
    [InlineData("azurecr.io", "contoso.azurecr.io/web", false)]
    [InlineData("*.azurecr.io", "contoso.azurecr.io/web", true)]
    [InlineData("*.azurecr.io", "evilazurecr.io/web", false)]
    [InlineData("*.contoso.example", "a.b.contoso.example/web", true)]
    [InlineData("*.contoso.example", "contoso.example/web", false)]
    [InlineData("docker.io", "nginx", true)]
    [InlineData("index.docker.io", "nginx", true)]
    [InlineData("docker.io/library", "nginx", true)]
    [InlineData("docker.io/contoso", "contoso/web", true)]
    [InlineData("docker.io/contoso", "contosoevil/web", false)]
    [InlineData("registry.example:5000", "registry.example:5000/web", true)]
    [InlineData("registry.example", "registry.example:5000/web", false)]
    public void A_registry_is_allowed_by_whole_labels_and_path_parts(string entry, string image, bool isAllowed) =>
        Assert.Equal(isAllowed, new RegistryAllowList([entry]).Allows(Read(image)));

    [Theory]
    [InlineData("mysql:5.*", "mysql:5.6", true)]
    [InlineData("mysql:5.*", "docker.io/library/mysql:5.6", true)]
    [InlineData("mysql:5.*", "mysql:8.4", false)]
    [InlineData("mysql:5.*", "contoso.azurecr.io/mysql:5.6", false)]
    [InlineData("*/mysql:5.*", "contoso.azurecr.io/mysql:5.6", true)]
    [InlineData("contoso/*", "contoso/legacy:1", true)]
    [InlineData("contoso.azurecr.io/old/*", "contoso.azurecr.io/old/web:1", true)]
    [InlineData("contoso.azurecr.io/old/*", "contoso.azurecr.io/new/web:1", false)]
    public void A_pattern_names_images_as_references_do(string pattern, string image, bool isMeant)
    {
        ImagePattern read = ImagePattern.Parse(pattern);
        ImageReference reference = Read(image);
        Assert.Null(ImagePattern.FaultOf(pattern));
        Assert.Equal(isMeant, read.MatchesRepository(reference) && read.MatchesTag(reference.Tag!));
    }

    [Theory]
    [InlineData("5.6", true)]
    [InlineData("5.6.51", true)]
    [InlineData("5.6-debian", true)]
    [InlineData("5.60", false)]
    [InlineData("15.6", false)]
    public void A_version_covers_what_begins_with_it(string tag, bool isMeant) =>
        Assert.Equal(isMeant, new OutdatedImage("docker.io/library/mysql", "x") { Versions = ["5.6"] }.HasVersion(tag));

    private static ImageReference Read(string text) =>
        ImageReference.TryParse(text, out ImageReference? image, out string? fault) ? image : throw new ArgumentException(fault, nameof(text));
}
