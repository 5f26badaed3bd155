namespace AciSecMon.Assessment.Rules.Images;

/// <summary>The rules on images and registries.</summary>
internal static class ImageRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new RegistryTrustRule(),
        new AnonymousDockerHubRule(),
        new LatestTagRule(),
        new MissingDigestRule(),
        new UnreadableImageRule(),
        new StaticCredentialRule(),
        new AnonymousAzureRegistryRule(),
        new LeftoverCredentialRule(),
        new OutdatedImageRule(),
        new LookalikeRegistryRule(),
        new AgedContainerRule(),
    ];
}
