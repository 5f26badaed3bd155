using System.Globalization;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Identity;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Network;

namespace AciSecMon.Assessment.Rules.Risk;

/// <summary>Makes the risk row of a group from the group and what the rules said of it.</summary>
internal static class RiskScore
{
    public const string Unknown = "Unknown";

    /// <summary>The risk row of a group whose definition depends on no condition.</summary>
    public static AciRisk Of(ContainerGroup group, IReadOnlyList<(RuleMetadata Rule, RuleResult Result)> results) =>
        Of(new GroupEntry { Variants = [new GroupVariant([], group)] }, results);

    /// <summary>The risk row. What differs between the forms that conditions can give the group is Unknown.</summary>
    /// <param name="entry">The group.</param>
    /// <param name="results">What the rules said of it and of its containers, whatever the status: a fact for which no rule spoke is Unknown.</param>
    public static AciRisk Of(GroupEntry entry, IReadOnlyList<(RuleMetadata Rule, RuleResult Result)> results) => Of(DraftOf(entry, results), RiskSurroundings.None);

    /// <summary>What the group alone says of its risk, without its definition.</summary>
    public static RiskDraft DraftOf(GroupEntry entry, IReadOnlyList<(RuleMetadata Rule, RuleResult Result)> results)
    {
        ContainerGroup group = entry.Group;
        (int found, bool isSecretsOpen) = CountClearSecrets(results);
        (string trust, bool isUnpinned) = TrustOf(results);
        return new RiskDraft
        {
            Name = group.DisplayName,
            Scope = group.Scope,
            ResourceId = group.ResourceId,
            Location = group.Location.ToContract(),
            Exposure = SameInAll(entry, static g => Network.Exposure.Of(g).Kind, ExposureKind.Undecided),
            HasIdentity = SameInAll(entry, static g => AssignedIdentity.Of(g).HasAny, null),
            ClearSecrets = found,
            IsSecretsOpen = isSecretsOpen,
            Trust = trust,
            IsUnpinned = isUnpinned,
            AwaitedRegistries = [.. results.Select(static r => r.Result.AwaitedRegistry).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)],
            IsTrustOpenOtherwise = !results.Any(static r => RiskRules.Trust.Contains(r.Rule.Id))
                || results.Any(static r => RiskRules.Trust.Contains(r.Rule.Id) && r.Result.AwaitedRegistry is null && r.Result.Status is AciFindingStatus.Unknown or AciFindingStatus.Error),
            IsWatched = WatchedBy(results) ?? (SameInAll(entry, IsWatched, null) == true ? true : null),
            Broken = [.. BrokenRules(results)],
        };
    }

    /// <summary>The risk row of a group and its neighbours.</summary>
    public static AciRisk Of(RiskDraft draft, RiskSurroundings around)
    {
        bool isOwned = draft.AwaitedRegistries.Count > 0 && !draft.IsTrustOpenOtherwise && draft.AwaitedRegistries.All(around.OwnsRegistry);
        string trust = draft.Trust == Unknown && isOwned ? (draft.IsUnpinned ? "Unpinned" : "Trusted") : draft.Trust;
        (int Points, string Text)[] reasons =
        [
            .. Facts(draft.Exposure, draft.HasIdentity, draft.ClearSecrets, draft.IsSecretsOpen, trust),

            // A rule may speak of the group and of what it leads to: it weighs once.
            .. draft.Broken.Concat(BrokenRules(around.Results)).GroupBy(static one => one.Text, StringComparer.Ordinal).Select(static same => same.MaxBy(static one => one.Points)),
        ];
        return new AciRisk
        {
            ContainerGroupName = draft.Name,
            ResourceGroupName = ResourceIds.SegmentAfter(draft.Scope, "resourceGroups"),
            SubscriptionId = ResourceIds.SegmentAfter(draft.Scope, "subscriptions"),
            ResourceId = draft.ResourceId,
            Exposure = draft.Exposure == ExposureKind.Undecided ? Unknown : draft.Exposure.ToString(),
            IdentityPower = draft.HasIdentity switch { true => PowerOf(around.Results), false => "None", null => Unknown },
            ClearSecrets = draft.ClearSecrets == 0 && draft.IsSecretsOpen ? null : draft.ClearSecrets,
            ImageTrust = trust,
            Watching = draft.IsWatched switch { true => "Yes", false => "No", null => Unknown },
            Score = RiskWeights.Together(reasons.Select(static r => r.Points)),
            Reason = [.. reasons.Where(static r => r.Points > 0).OrderByDescending(static r => r.Points).Select(static r => r.Text)],
            SourceLocation = draft.Location,
        };
    }

    private static string PowerOf(IReadOnlyList<(RuleMetadata Rule, RuleResult Result)> results)
    {
        (string Id, AciFindingStatus Status)[] told = [.. results.Where(static r => r.Rule.Id is RiskRules.Power or RiskRules.Reach).Select(static r => (r.Rule.Id, r.Result.Status))];
        if (told.Contains((RiskRules.Power, AciFindingStatus.Fail))) return "Privileged";
        if (told.Contains((RiskRules.Reach, AciFindingStatus.Fail))) return "Wide";
        AciFindingStatus[] said = [.. told.Select(static t => t.Status)];
        return said.Length > 0 && said.All(static s => s is AciFindingStatus.Pass or AciFindingStatus.NotApplicable) ? "Limited" : "Assigned";
    }

    // Only where diagnostics were read can a rule say that nobody watches.
    private static bool? WatchedBy(IReadOnlyList<(RuleMetadata Rule, RuleResult Result)> results)
    {
        AciFindingStatus[] said = [.. results.Where(static r => r.Rule.Id is RiskRules.Watching or RiskRules.MetricsOnly).Select(static r => r.Result.Status)];
        if (said.Contains(AciFindingStatus.Fail)) return false;

        // A setting can be there and collect nothing; what it lacks in part is said by the rule itself.
        bool lacksLogs = results.Any(static r => r.Rule.Id == RiskRules.Categories && r.Result.Status == AciFindingStatus.Fail);
        bool stopsAtNothing = results.Any(static r => r.Rule.Id == RiskRules.MetricsOnly && r.Result.Status == AciFindingStatus.NotApplicable);
        if (lacksLogs && stopsAtNothing) return false;
        return said.Contains(AciFindingStatus.Pass) && !said.Contains(AciFindingStatus.Unknown) ? true : null;
    }

    private static IEnumerable<(int Points, string Text)> Facts(ExposureKind exposure, bool? hasIdentity, int secrets, bool isSecretsOpen, string trust)
    {
        bool isPublic = exposure == ExposureKind.Public;
        if (isPublic) yield return (RiskWeights.PublicAddress, "It has a public IP address.");
        if (hasIdentity == true)
        {
            yield return isPublic
                ? (RiskWeights.IdentityBehindPublicAddress, "It has a managed identity and a public IP address: who gets in can act in Azure.")
                : (RiskWeights.Identity, "It has a managed identity.");
        }

        if (secrets > 0)
        {
            string count = secrets.ToString(CultureInfo.InvariantCulture) + (isSecretsOpen ? " or more" : string.Empty);
            yield return (Math.Min(RiskWeights.ClearSecretsAtMost, secrets * RiskWeights.ClearSecret), $"Secrets can be read by every Reader in {count} {(secrets == 1 && !isSecretsOpen ? "place" : "places")}.");
        }

        if (trust == "Untrusted") yield return (RiskWeights.UntrustedImage, "An image comes from a registry that is not trusted.");
        if (trust == "Unpinned") yield return (RiskWeights.UnpinnedImage, "An image can change under its name.");
    }

    // Each rule weighs once, by the weightiest of its failures.
    private static IEnumerable<(int Points, string Text)> BrokenRules(IReadOnlyList<(RuleMetadata Rule, RuleResult Result)> results) => results
        .Where(static r => r.Result.Status == AciFindingStatus.Fail && !RiskRules.IsCovered(r.Rule.Id))
        .GroupBy(static r => r.Rule.Id, StringComparer.OrdinalIgnoreCase)
        .OrderBy(static g => g.Key, StringComparer.Ordinal)
        .Select(static g => (g.Max(static r => RiskWeights.Of(r.Result.Severity ?? r.Rule.Severity, RiskRules.IsDeed(r.Rule), RiskRules.IsShared(r.Rule, r.Result))), $"{g.Key}: {g.First().Rule.Title}."));

    private static (int Found, bool IsOpen) CountClearSecrets(IReadOnlyList<(RuleMetadata Rule, RuleResult Result)> results)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        bool wasAsked = false;
        bool isOpen = false;
        foreach ((RuleMetadata rule, RuleResult result) in results)
        {
            if (!RiskRules.ClearSecrets.Contains(rule.Id)) continue;
            wasAsked = true;
            if (result.Status == AciFindingStatus.Fail) places.Add(result.Place.ToString());
            isOpen |= result.Status is AciFindingStatus.Unknown or AciFindingStatus.Error;
        }

        return (places.Count, isOpen || !wasAsked);
    }

    private static (string Trust, bool IsUnpinned) TrustOf(IReadOnlyList<(RuleMetadata Rule, RuleResult Result)> results)
    {
        bool wasAsked = false;
        bool isOpen = false;
        bool isUnpinned = false;
        foreach ((RuleMetadata rule, RuleResult result) in results)
        {
            bool isTrust = RiskRules.Trust.Contains(rule.Id);
            bool isFailed = result.Status == AciFindingStatus.Fail;
            if (isTrust && isFailed) return ("Untrusted", false);
            wasAsked |= isTrust;
            isOpen |= isTrust && result.Status is AciFindingStatus.Unknown or AciFindingStatus.Error;
            isUnpinned |= isFailed && RiskRules.Pinning.Contains(rule.Id);
        }

        if (isOpen || !wasAsked) return (Unknown, isUnpinned);
        return (isUnpinned ? "Unpinned" : "Trusted", isUnpinned);
    }

    // Without the workspace of its own definition a group can still be watched by a diagnostic setting, which neither a file nor the group itself shows.
    private static bool? IsWatched(ContainerGroup group) => group.Properties["diagnostics"]["logAnalytics"]["workspaceId"].IsSet();

    private static T SameInAll<T>(GroupEntry entry, Func<ContainerGroup, T> fact, T otherwise)
    {
        T first = fact(entry.Group);
        return entry.Variants.All(v => EqualityComparer<T>.Default.Equals(fact(v.Group), first)) ? first : otherwise;
    }
}
