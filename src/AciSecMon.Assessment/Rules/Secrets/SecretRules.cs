namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>The rules on secrets and where they can be read.</summary>
internal static class SecretRules
{
    /// <summary>In the order of their ids. Those that stand twice judge two subjects: groups, and templates as a whole.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new SecretNamedVariableRule(),
        new SecretLookingVariableRule(),
        new SecureInputInClearRule(),
        new LiteralSecretRule(),
        new GivenLiteralRule(),
        new PlainParameterRule(),
        new GivenInClearRule(),
        new SecureDefaultRule(),
        new CommandRule(),
        new ProbeRule(),
        new ConfigMapRule(),
        new RepositoryRule(),
        new TagAndNameRule(),
        new SecretOutputRule(),
        new ExtensionSettingsRule(),
        new KeyVaultPreferredRule(),
        new BrokenReferenceRule(),
        new StorageKeyRule(),
        new WorkspaceKeyRule(),
        new SecretVolumeRule(),
        new SharedSecretRule(),
        new CloudCredentialRule(),
    ];
}
