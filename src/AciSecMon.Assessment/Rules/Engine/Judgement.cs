using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules;

/// <summary>Takes what one rule says of one subject.</summary>
internal sealed class Judgement(AssessmentSettings settings, EstatePart estate, bool keepsQuietResults = true)
{
    private readonly List<RuleResult> results = [];

    public AssessmentSettings Settings { get; } = settings;

    /// <summary>The time of the assessment; null where there is none to go by.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The part of the estate that the subject came with.</summary>
    public EstatePart Estate { get; } = estate;

    public IReadOnlyList<RuleResult> Results => results;

    /// <summary>True where this rule has said anything of this subject, kept or not.</summary>
    public bool HasSpoken { get; private set; }

    /// <summary>True where this rule has already said Fail or Unknown of this subject, so that it must not also say Pass.</summary>
    public bool HasObjection { get; private set; }

    /// <summary>Forgets the results, to be used for the next rule or subject.</summary>
    public void Reset()
    {
        results.Clear();
        HasObjection = false;
        HasSpoken = false;
    }

    /// <summary>The rule is broken at this place by a value that may be shown.</summary>
    public void Fail(Place place, Value value, string message, string? expected = null, AciSeverity? severity = null) =>
        Add(new(AciFindingStatus.Fail, place, message, value, EvidenceKind.Plain, expected, severity));

    /// <summary>The rule is broken at this place, and of the groups that lead to the subject only these are concerned.</summary>
    public void FailFor(IEnumerable<string> groupIds, Place place, string message, string expected, AciSeverity? severity = null) =>
        Add(new(AciFindingStatus.Fail, place, message, MissingValue.Instance, EvidenceKind.Plain, expected, severity) { OnlyGroups = groupIds.ToHashSet(StringComparer.OrdinalIgnoreCase) });

    /// <summary>The rule is broken at this place by a value that is or may be a secret.</summary>
    public void FailSecret(Place place, Value value, string secretKind, string message, string? expected = null, AciSeverity? severity = null) =>
        Add(new(AciFindingStatus.Fail, place, message, value, EvidenceKind.Secret, expected, severity) { SecretKind = secretKind });

    /// <summary>The rule could not be decided at this place because of this value.</summary>
    public void Unknown(Place place, Value value, string message) =>
        Add(new(AciFindingStatus.Unknown, place, message, value, EvidenceKind.None) { Causes = CausesOf(value) });

    /// <summary>The rule could not be decided at this place for a reason outside any value.</summary>
    public void Unknown(Place place, UnresolvedCause cause, string message) =>
        Add(new(AciFindingStatus.Unknown, place, message, MissingValue.Instance, EvidenceKind.None) { Causes = [cause] });

    /// <summary>The rule could not be decided, and no better reading of the source would help: <paramref name="advice"/> says who must answer what.</summary>
    public void Unknown(Place place, Value value, string message, string advice) =>
        Add(new(AciFindingStatus.Unknown, place, message, value, EvidenceKind.Plain, advice) { Causes = [new(CauseKind.NeedsAnswer, advice)] });

    /// <summary>As the other Unknown with advice; kept where the estate turns out to have a registry of that host.</summary>
    public void UnknownUnlessOwned(Place place, Value value, string registry, string message, string advice) =>
        Add(new(AciFindingStatus.Unknown, place, message, value, EvidenceKind.Plain, advice) { Causes = [new(CauseKind.NeedsAnswer, advice)], AwaitedRegistry = registry });

    /// <summary>The rule does not concern this subject.</summary>
    public void NotApplicable(Place place, string reason) => AddQuiet(AciFindingStatus.NotApplicable, place, reason);

    /// <summary>The rule is kept.</summary>
    public void Pass(Place place, string message) => AddQuiet(AciFindingStatus.Pass, place, message);

    /// <summary>The rule is kept, unless it has already said otherwise of a part of this subject.</summary>
    public void PassUnlessObjected(Place place, string message)
    {
        if (!HasObjection) Pass(place, message);
    }

    private static IReadOnlyList<UnresolvedCause> CausesOf(Value value) => value switch
    {
        UnresolvedValue unresolved => unresolved.Causes,
        ChoiceValue choice => choice.ToUnresolved().Causes,
        _ => [],
    };

    // Most results are quiet and most runs do not ask for them: then they are not even made.
    private void AddQuiet(AciFindingStatus status, Place place, string message)
    {
        HasSpoken = true;
        if (keepsQuietResults) Add(new(status, place, message, MissingValue.Instance, EvidenceKind.None));
    }

    private void Add(RuleResult result)
    {
        HasSpoken = true;
        results.Add(result);
        HasObjection |= result.Status is AciFindingStatus.Fail or AciFindingStatus.Unknown;
    }
}
