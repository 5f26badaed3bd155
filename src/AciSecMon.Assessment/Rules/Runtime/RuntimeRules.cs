namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>The rules on how containers run.</summary>
internal static class RuntimeRules
{
    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new PrivilegedRule(),
        new EscalationRule(),
        new RootUserRule(),
        new NoUserRule(),
        new AddedCapabilityRule(),
        new KeptCapabilitiesRule(),
        new SeccompRule(),
        new LimitsRule(),
        new ProbesRule(),
        new JobRule(),
        new WritableShareRule(),
        new GitVolumeUseRule(),
        new GitRevisionRule(),
        new MountPathRule(),
        new DownloadAndRunRule(),
        new WindowsRule(),
        new TrustZonesRule(),
        new InitContainerRule(),
        new StandingShellRule(),
        new CrashLoopRule(),
    ];
}
