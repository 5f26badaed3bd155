namespace AciSecMon.Assessment.Rules.Data;

/// <summary>The rules on how data is protected, at rest and in use.</summary>
internal static class DataRules
{
    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new CustomerKeyRule(),
        new IncompleteKeyRule(),
        new KeyIdentityRule(),
        new MissingPolicyRule(),
        new OpenPolicyRule(),
        new DebugPolicyRule(),
        new IsolatedSkuRule(),
        new PrivateKeyFileRule(),
    ];
}
