using System.IO.Enumeration;
using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Policy;
using AciSecMon.Assessment.Rules.Detections;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Risk;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules;

/// <summary>The rules that an assessment runs: those of the profile, narrowed by what was asked for.</summary>
internal sealed class RuleSelection
{
    private const string BenchmarkPrefix = "MCSB ";

    /// <summary>Sources that need no call for each container group.</summary>
    private static readonly AciFindingSource[] DefaultSources = [AciFindingSource.Configuration, AciFindingSource.Network, AciFindingSource.Access];

    private readonly Dictionary<string, RuleEntry> byId;

    private RuleSelection(RuleEntry[] entries, RuleEntry[] raised, bool givesVerdicts, GivenPolicies? policies = null)
    {
        bool isAny = policies is { IsAny: true };
        bool awaits = policies is { NeedsSettings: true };
        Policies = isAny ? policies : null;
        GivesVerdicts = givesVerdicts;
        Judging = entries;
        Whole = new RuleSet(entries) { TakesPolicies = isAny };
        Prompt = new RuleSet([.. entries.Where(static e => !e.AwaitsFacets)]) { TakesPolicies = isAny && !awaits };
        Awaiting = new RuleSet([.. entries.Where(static e => e.AwaitsFacets)]) { TakesPolicies = awaits };
        Templates = [.. entries.Where(static e => e.Rule is TemplateRule)];
        Neighbours = [.. entries.Where(static e => e.Rule is NeighbourRule).OrderByDescending(static e => e.Severity).ThenBy(static e => e.Id, StringComparer.Ordinal)];
        GroupFacets = entries.SelectMany(static e => e.Metadata.Facets).Where(IsOfGroup).Concat(awaits ? [Facet.Diagnostics] : []).ToHashSet();
        NeighbourFacets = entries.SelectMany(static e => e.Metadata.Facets).Where(static f => !IsOfGroup(f)).ToHashSet();
        NeedsClearSecrets = entries.Any(static e => e.Id == RiskRules.Readers);
        byId = raised.ToDictionary(static e => e.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Policies that a person gave; null for none.</summary>
    public GivenPolicies? Policies { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<RuleEntry> Judging { get; }

    /// <summary>All rules on groups and their containers.</summary>
    public RuleSet Whole { get; }

    /// <summary>Those that need nothing but the group.</summary>
    public RuleSet Prompt { get; }

    /// <summary>Those that need a call for each group of a living estate.</summary>
    public RuleSet Awaiting { get; }

    /// <summary>The rules of the profile that need nothing but the group, whatever was asked for: what a profile of groups is judged by.</summary>
    public RuleSet OfProfile { get; private init; } = new([]);

    /// <summary>Rules on neighbours, most severe first.</summary>
    public IReadOnlyList<RuleEntry> Neighbours { get; }

    /// <summary>Slices of each group that any rule needs: those of <see cref="Awaiting"/>, and of neighbours that only these lead to.</summary>
    public IReadOnlySet<Facet> GroupFacets { get; }

    /// <summary>Slices beyond the groups that any rule needs.</summary>
    public IReadOnlySet<Facet> NeighbourFacets { get; }

    /// <summary>Sources that rules of the profile would need and that were not asked; none where rules were named.</summary>
    public IReadOnlyList<AciFindingSource> NotAsked { get; private init; } = [];

    /// <summary>Detections to run in the logs of a living estate.</summary>
    public IReadOnlyList<RuleEntry> Detections { get; private init; } = [];

    /// <summary>Rules on templates.</summary>
    public IReadOnlyList<RuleEntry> Templates { get; }

    /// <summary>Rules that tell whether a secret stands in clear, where a rule on readers needs to know; empty where none does.</summary>
    public RuleSet ClearSecrets { get; private init; } = new([]);

    /// <summary>True where a rule on readers needs to know whether secrets stand in clear.</summary>
    public bool NeedsClearSecrets { get; }

    /// <summary>False where only what could not be read or decided was asked for, so that verdicts are not given back.</summary>
    public bool GivesVerdicts { get; }

    /// <summary>A rule that the engine raises by itself, such as <c>ACI-COV-001</c>; null where it was not asked for.</summary>
    public RuleEntry? Raised(string ruleId) => byId.GetValueOrDefault(ruleId);

    /// <summary>Selects by the options.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="policies">Policies that a person gave.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="AciProblemException">A rule id or control matches no rule.</exception>
    public static RuleSelection From(AssessmentOptions options, AssessmentSettings settings, IReadOnlyList<LoadedPolicy> policies, TimeProvider time)
    {
        RequireMatch(options.RuleId, RuleCatalogue.ById.Keys.Concat(DetectionRules.Ids).Concat(DetectionCatalogue.Ids), "AciRuleNotFound", "rule", "Get-AciSecurityRule lists the rules.");
        RequireMatch(
            options.Control.Select(WithoutPrefix), RuleCatalogue.ById.Values.SelectMany(static r => r.Controls).Concat(DetectionRules.Controls), "AciControlNotFound", "control",
            "Controls are written as in NS-1; Get-AciSecurityRule lists those that rules map to.");
        bool Asked(RuleMetadata rule) => AskedFor(rule) && IsSourceAsked(rule, options);
        bool AskedFor(RuleMetadata rule) =>
            (options.RuleId.Count > 0 ? options.RuleId.Any(p => Means(p, rule.Id)) : IsInProfile(rule, settings.Profile))
            && (options.Category.Count == 0 || options.Category.Contains(rule.Category))
            && (options.Control.Count == 0 || options.Control.Any(p => rule.Controls.Any(c => Matches(WithoutPrefix(p), c))));

        RuleEntry[] judging = [.. RuleRegistry.All.Select(r => Entry(r, RuleRegistry.MetadataOf(r.Id), settings))];
        // Who gives policies asks for what they say, and not for what Azure has recorded.
        RuleEntry? OfPolicies(string id) => Array.Find(judging, e => e.Id == id && AskedFor(e.Metadata));
        GivenPolicies? given = policies.Count == 0 ? null : new GivenPolicies(policies, OfPolicies(GivenPolicyRule.Refusal), OfPolicies(GivenPolicyRule.Report), time);
        RuleEntry[] asked = [.. judging.Where(e => Asked(e.Metadata))];
        RuleEntry[] raised = [.. RuleCatalogue.ById.Values.Where(static r => r.Category == AciRuleCategory.Coverage).Select(r => Entry(new RaisedRule(r.Id), r, settings))];
        RuleEntry[] raisedAsked = [.. raised.Where(e => Asked(e.Metadata))];
        RuleEntry[] detections = AreDetectionsAsked(options) ? [.. DetectionRules.All.Where(Asked).Select(r => Entry(new RaisedRule(r.Id), r, settings))] : [];
        bool isNarrowed = options.RuleId.Count > 0 || options.Category.Count > 0 || options.Control.Count > 0;
        AciFindingSource[] notAsked = isNarrowed ? [] :
        [
            .. judging.Where(e => IsInProfile(e.Metadata, settings.Profile) && !IsSourceAsked(e.Metadata, options)).Select(static e => e.Metadata.Source)
                .Concat(options.Source.Contains(AciFindingSource.Detection) ? [] : [AciFindingSource.Detection]).Distinct().Order(),
        ];

        // What could not be read or decided is told whatever was asked for. Who asks for nothing else gets nothing else, but only judging finds it.
        RuleEntry[] usual = [.. judging.Where(e => IsInProfile(e.Metadata, settings.Profile) && DefaultSources.Contains(e.Metadata.Source))];
        var ofProfile = new RuleSet([.. usual.Where(static e => !e.AwaitsFacets)]);
        return asked.Length == 0 && detections.Length == 0 && raisedAsked.Length > 0
            ? new(usual, raisedAsked, givesVerdicts: false) { OfProfile = ofProfile }
            : new(asked, raised, givesVerdicts: true, given) { ClearSecrets = ClearSecretsOf(asked, judging), NotAsked = notAsked, OfProfile = ofProfile, Detections = detections };
    }

    // Where they are judged anyway, nothing more is judged.
    private static RuleSet ClearSecretsOf(RuleEntry[] asked, RuleEntry[] all) => new(
        asked.Any(static e => e.Id == RiskRules.Readers) && !asked.Any(static e => RiskRules.ClearSecrets.Contains(e.Id)) ? [.. all.Where(static e => RiskRules.ClearSecrets.Contains(e.Id) && !e.AwaitsFacets)] : []);

    // Who names rules, categories or controls means them, whatever they cost. Sources add to those that cost little, and never take them away: a gate must not
    // turn green because more was asked.
    private static bool IsSourceAsked(RuleMetadata rule, AssessmentOptions options)
    {
        if (options.RuleId.Count > 0) return true;
        return options.Source.Contains(rule.Source) || options.Category.Count > 0 || options.Control.Count > 0 || rule.Source == AciFindingSource.Coverage || DefaultSources.Contains(rule.Source);
    }

    // By their ids and what all have in common, so that their files are read by none who asks for something else.
    private static bool AreDetectionsAsked(AssessmentOptions options) => options.RuleId.Count > 0
        ? options.RuleId.Any(static p => DetectionRules.Ids.Any(id => Means(p, id)))
        : options.Source.Contains(AciFindingSource.Detection) || options.Category.Any(DetectionRules.Categories.Contains) || options.Control.Any(static p => DetectionRules.Controls.Any(c => Matches(WithoutPrefix(p), c)));

    // A rule that tells of a detection is meant by the detection's id too.
    private static bool Means(string pattern, string ruleId) => Matches(pattern, ruleId) || Matches(pattern, DetectionIds.DetectionOf(ruleId));

    private static bool IsOfGroup(Facet facet) => facet is Facet.InstanceView or Facet.Diagnostics;

    /// <summary>True where the profile includes the rule.</summary>
    public static bool IsInProfile(RuleMetadata rule, string profile) => rule.Profiles.Contains(profile, StringComparer.OrdinalIgnoreCase);

    /// <summary>The rule's severity after the settings' overrides.</summary>
    public static AciSeverity SeverityOf(RuleMetadata rule, AssessmentSettings settings) => settings.SeverityOverrides.GetValueOrDefault(rule.Id, rule.Severity);

    private static RuleEntry Entry(Rule rule, RuleMetadata metadata, AssessmentSettings settings) => new(rule, metadata, SeverityOf(metadata, settings));

    private static bool Matches(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);

    private static string WithoutPrefix(string control) =>
        control.StartsWith(BenchmarkPrefix, StringComparison.OrdinalIgnoreCase) ? control[BenchmarkPrefix.Length..] : control;

    private static void RequireMatch(IEnumerable<string> patterns, IEnumerable<string> known, string errorId, string what, string advice)
    {
        foreach (string pattern in patterns)
        {
            if (known.Any(k => Matches(pattern, k))) continue;
            throw new AciProblemException(new AciProblem
            {
                Id = errorId,
                Kind = AciProblemKind.InvalidArgument,
                Message = $"No {what} matches '{pattern}', so nothing would be judged by it.",
                Target = pattern,
                Recommendation = advice,
            });
        }
    }

    /// <summary>Stands for a rule that judges nothing by itself: the engine raises it.</summary>
    private sealed class RaisedRule(string id) : Rule(id);
}
