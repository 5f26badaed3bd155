namespace AciSecMon.Assessment.Rules.Identity;

/// <summary>The rules on managed identities.</summary>
internal static class IdentityRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new NoIdentityRule(),
        new MixedIdentityRule(),
        new OpenIdentityAccessRule(),
        new PullIdentityRule(),
        new UnassignedIdentityRule(),
    ];
}
