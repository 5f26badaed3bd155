namespace AciSecMon.Assessment.Rules.Governance;

/// <summary>The rules on how groups are kept in order.</summary>
internal static class GovernanceRules
{
    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new RequiredTagsRule(),
        new NamePatternRule(),
        new ApiVersionRule(),
        new LeftoverGroupRule(),
        new SpotInProductionRule(),
        new ZonesRule(),
        new RegionRule(),
        new TemplateHygieneRule(),
    ];
}
