using AciSecMon.Assessment.Rules.Images;

namespace AciSecMon.Assessment.Tests.Rules.Images;

public sealed class LookalikeHostsTests
{
    [Theory]
    [InlineData("azurecr.io.evil.example", "azurecr.io")]
    [InlineData("contoso.azurecr.io.evil.example", "azurecr.io")]
    [InlineData("mcr.microsoft.com.xyz", "microsoft.com")]
    [InlineData("mcr.rnicrosoft.com", "microsoft.com")]
    [InlineData("mcr.micros0ft.com", "microsoft.com")]
    [InlineData("mcr.microsft.com", "microsoft.com")]
    [InlineData("mcr.microsoft.co", "microsoft.com")]
    [InlineData("contoso.azurcr.io", "azurecr.io")]
    [InlineData("contoso.azurecr.com", "azurecr.io")]
    [InlineData("d0cker.io", "docker.io")]
    [InlineData("dokcer.io", "docker.io")]
    [InlineData("ghcr.io.example", "ghcr.io")]
    public void A_host_that_looks_like_a_known_registry_is_found(string host, string imitated) => Assert.Equal(imitated, LookalikeHosts.ImitatedBy(host));

    [Theory]
    [InlineData("mcr.microsoft.com")]
    [InlineData("contoso.azurecr.io")]
    [InlineData("contoso-a1b2c3.azurecr.io")]
    [InlineData("contoso.azurecr.us")]
    [InlineData("contoso.azurecr.cn")]
    [InlineData("docker.io")]
    [InlineData("ghcr.io")]
    [InlineData("gcr.io")]
    [InlineData("europe-docker.pkg.dev")]
    [InlineData("mirror.gcr.io")]
    [InlineData("docker.pkg.github.com")]
    [InlineData("registry.gitlab.com")]
    [InlineData("registry.access.redhat.com")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn")]
    [InlineData("public.ecr.aws")]
    [InlineData("registry.contoso.example")]
    [InlineData("azurecr.contoso.example")]
    [InlineData("docker.local")]
    [InlineData("localhost")]
    [InlineData("10.0.0.4")]
    public void An_honest_host_is_not_suspected(string host) => Assert.Null(LookalikeHosts.ImitatedBy(host));
}
