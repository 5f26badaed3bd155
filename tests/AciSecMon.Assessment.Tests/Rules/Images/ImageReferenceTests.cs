using AciSecMon.Assessment.Rules.Images;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Rules.Images;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx", null, null)]
    [InlineData("nginx:1.29", "docker.io", "library/nginx", "1.29", null)]
    [InlineData("contoso/shop", "docker.io", "contoso/shop", null, null)]
    [InlineData("docker.io/nginx", "docker.io", "library/nginx", null, null)]
    [InlineData("index.docker.io/library/nginx:1", "docker.io", "library/nginx", "1", null)]
    [InlineData("registry-1.docker.io/contoso/shop", "docker.io", "contoso/shop", null, null)]
    [InlineData("localhost/shop", "localhost", "shop", null, null)]
    [InlineData("localhost:5000/shop", "localhost:5000", "shop", null, null)]
    [InlineData("registry:5000/shop", "registry:5000", "shop", null, null)]
    [InlineData("registry:5000/shop:2", "registry:5000", "shop", "2", null)]
    [InlineData("contoso.azurecr.io/team/shop/web:1.4.2", "contoso.azurecr.io", "team/shop/web", "1.4.2", null)]
    [InlineData("Contoso.AzureCR.io/web:V1", "contoso.azurecr.io", "web", "V1", null)]
    [InlineData("mcr.microsoft.com/azure-cli", "mcr.microsoft.com", "azure-cli", null, null)]
    [InlineData("mcr.microsoft.com/azure-cli@" + Digest, "mcr.microsoft.com", "azure-cli", null, Digest)]
    [InlineData("nginx:1.29@" + Digest, "docker.io", "library/nginx", "1.29", Digest)]
    [InlineData("10.0.0.4:5000/a", "10.0.0.4:5000", "a", null, null)]
    [InlineData("[2001:db8::1]:5000/a:t", "[2001:db8::1]:5000", "a", "t", null)]
    [InlineData("a__b/c-d.e_f--g", "docker.io", "a__b/c-d.e_f--g", null, null)]
    public void A_reference_is_read_as_container_tools_read_it(string text, string registry, string repository, string? tag, string? digest)
    {
        Assert.True(ImageReference.TryParse(text, out ImageReference? image, out _));
        Assert.Equal((registry, repository, tag, digest), (image.Registry, image.Repository, image.Tag, image.Digest));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("nginx ")]
    [InlineData("nginx:")]
    [InlineData(":1")]
    [InlineData("/nginx")]
    [InlineData("nginx/")]
    [InlineData("a//b")]
    [InlineData("https://contoso.azurecr.io/web")]
    [InlineData("<registry>.azurecr.io/web:1")]
    [InlineData("${REGISTRY}/web")]
    [InlineData("contoso.azurecr.io/Web")]
    [InlineData("contoso.azurecr.io/")]
    [InlineData("contoso.azurecr.io:/web")]
    [InlineData("-contoso.azurecr.io/web")]
    [InlineData("contoso..azurecr.io/web")]
    [InlineData("nginx:-1")]
    [InlineData("nginx@sha256:abc")]
    [InlineData("nginx@1.2")]
    [InlineData("mcr.microsoft.com@evil.example/x")]
    [InlineData("mcr.micr\u043Esoft.com/x")]
    [InlineData("a_/b")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("nginx\n")]
    public void What_is_no_reference_is_told_why_without_being_quoted(string text)
    {
        Assert.False(ImageReference.TryParse(text, out ImageReference? image, out string? fault));
        Assert.Null(image);
        Assert.NotEmpty(fault);
        if (text.Trim().Length > 3) Assert.DoesNotContain(text.Trim(), fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_written_down_again_reads_the_same()
    {
        Gen<string> label = Gen.String[Gen.Char["abz09"], 1, 6];
        Gen<string> host = Gen.OneOf(
            Gen.Const("localhost"), label.Select(static l => $"{l}.azurecr.io"), Gen.Select(label, Gen.Int[1, 65535], static (l, port) => $"{l}:{port}"),
            Gen.Const("docker.io"), Gen.Const("index.docker.io"), Gen.Const(string.Empty));
        Gen<string> path = label.Array[1, 4].Select(static parts => string.Join('/', parts));
        Gen<string> tag = Gen.OneOf(Gen.Const(string.Empty), label.Select(static l => $":{l}-1.0_x"));
        Gen<string> digest = Gen.OneOf(Gen.Const(string.Empty), Gen.Const("@" + Digest));
        Gen.Select(host, path, tag, digest).Sample(static (h, p, t, d) =>
        {
            string text = (h.Length == 0 ? p : $"{h}/{p}") + t + d;
            Assert.True(ImageReference.TryParse(text, out ImageReference? image, out string? fault), $"{text}: {fault}");
            Assert.Equal(t.Length > 0, image.Tag is not null);
            Assert.Equal(d.Length > 0, image.Digest is not null);
            Assert.True(ImageReference.TryParse(image.ToString(), out ImageReference? again, out _));
            Assert.Equal(image.ToString(), again.ToString());
        });
    }

    [Fact]
    public void No_text_makes_the_reader_fail() => Gen.String[Gen.Char["ab.:/@-_A0 <*\u0000é[]"], 0, 40].Sample(static text =>
    {
        bool isReference = ImageReference.TryParse(text, out ImageReference? image, out string? fault);
        Assert.Equal(isReference, image is not null);
        Assert.Equal(isReference, fault is null);
    });

    [Fact]
    public void A_very_long_text_is_refused() => Assert.False(ImageReference.TryParse(new string('a', 1_000_000), out _, out _));
}
