using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Neighbours;
using AciSecMon.Assessment.Rules.Neighbours.Threats;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Defender;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Threats;

/// <summary>
/// Reads Defender's recommendations on container groups and on what they lead to, by pages of Resource Graph, and matches them in memory. The index leaves out without a word what
/// may not be read, so that a subscription of which nothing came is asked by name: no recommendation is no sign of health by itself (azure-facts, C.2 and K.25).
/// </summary>
internal sealed class SecurityRecommendationReader(AzureSession session)
{
    private const string ReadAction = "Microsoft.Security/assessments/read";

    /// <summary>The recommendations that are asked for.</summary>
    /// <param name="selection">Which groups.</param>
    /// <param name="request">Which recommendations.</param>
    /// <param name="reporter">Takes problems and warnings.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<AciSecurityRecommendation> ReadAsync(
        GroupSelection selection, SecurityRecommendationRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new GroupIndexReader(session);
        GroupIndex groups = await reader.ReadAsync(selection, reporter, cancellationToken).ConfigureAwait(false);
        if (groups.Count == 0) yield break;
        IReadOnlyDictionary<string, IReadOnlySet<AciThreatRelation>> subscriptions = await reader.SubscriptionsOfAsync(groups, reporter, cancellationToken).ConfigureAwait(false);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        bool isWhole = true;
        var query = new GraphQuery(ResourceQuery.Assessments) { SubscriptionIds = [.. subscriptions.Keys] };
        await foreach (LivePage page in session.Estate.PagesAsync(query, facet: null, "recommendations of Defender", reporter, cancellationToken).ConfigureAwait(false))
        {
            foreach (UnreadPart unread in page.Unread)
            {
                isWhole = false;
                await reporter.ProblemAsync(unread.Problem, cancellationToken).ConfigureAwait(false);
            }

            foreach (ObjectValue row in page.Rows)
            {
                if (Recommendation.Of(row) is not { IsOfImage: false } found) continue;
                if (ResourceIds.SegmentAfter(found.Id, "subscriptions") is { } subscription) seen.Add(subscription);
                if (IsMeant(found, request) && RecommendationMatch.Of(found, groups) is { } match) yield return Show(found, match);
            }
        }

        // Where the query itself failed, that is told already.
        if (!isWhole) yield break;
        foreach ((string id, IReadOnlySet<AciThreatRelation> there) in subscriptions)
        {
            if (there.Contains(AciThreatRelation.Subscription)) await TellAsync(id, seen.Contains(id), reporter, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsMeant(Recommendation found, SecurityRecommendationRequest request) =>
        found.Severity >= request.MinimumSeverity && (request.Status.Count == 0 ? found.Status is AciRecommendationStatus.Unhealthy or AciRecommendationStatus.Unknown : request.Status.Contains(found.Status));

    private async Task TellAsync(string subscriptionId, bool wasSeen, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            if (!wasSeen) await session.Arm.SendAsync(ArmRequest.Get($"/subscriptions/{subscriptionId}/providers/{Recommendation.Type}", ApiVersions.Assessments), reporter, cancellationToken).ConfigureAwait(false);
        }
        catch (AciServiceException fault) when (fault.Problem.Id == "AciAzureNotRegistered")
        {
            await reporter.WarningAsync(PlanWarnings.NeverOn(subscriptionId), cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (AciServiceException fault)
        {
            await reporter.ProblemAsync(
                Faults.On(fault, $"The recommendations of Defender on subscription '{subscriptionId}' could not be read", "/subscriptions/" + subscriptionId, ReadAction), cancellationToken).ConfigureAwait(false);
            return;
        }

        string nothing = wasSeen ? string.Empty : $"Defender recommends nothing on anything that container groups use in subscription '{subscriptionId}', and that is no sign of health. ";
        string? why = await WhyFewAsync(subscriptionId, reporter, cancellationToken).ConfigureAwait(false);
        if (nothing.Length > 0 || why is not null) await reporter.WarningAsync((nothing + (why ?? "Results come up to 24 hours after a plan is switched on.")).Trim(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> WhyFewAsync(string subscriptionId, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyDictionary<string, ObjectValue> plans = await new PlanWarnings(session).ReadAsync(subscriptionId, reporter, cancellationToken).ConfigureAwait(false);
            if (!plans.TryGetValue("CloudPosture", out ObjectValue? posture) || Pricing.IsOn(posture) != true) return $"In subscription '{subscriptionId}' Defender CSPM is off: recommendations on container groups themselves come with it only.";
            return Pricing.IsExtensionOn(posture, Plans.ServerlessContainers) ? null
                : $"In subscription '{subscriptionId}' Defender CSPM is on without its component {Plans.ServerlessContainers}: recommendations on container groups themselves come with that only.";
        }
        catch (AciServiceException fault)
        {
            return $"Whether Defender CSPM is on in subscription '{subscriptionId}' is not known ({Faults.Reason(fault, Pricing.ReadAction)}).";
        }
    }

    private static AciSecurityRecommendation Show(Recommendation found, RecommendationMatch match)
    {
        Value properties = found.Properties;
        Value metadata = found.Metadata;
        IReadOnlyList<GroupNode> groups = match.Groups;
        return new AciSecurityRecommendation
        {
            Name = found.Key,
            DisplayName = found.DisplayName,
            Status = found.Status,
            Cause = Text(properties["status"]["cause"]),
            Severity = found.Severity,
            RiskLevel = found.RiskLevel,
            RiskFactor = Texts(properties["risk"]["riskFactors"]),
            AttackPathCount = properties["risk"]["attackPathsReferences"].Items.Count,
            Relation = match.Relation,
            MatchedBy = match.MatchedBy,
            ResourceId = found.ResourceId,
            ResourceName = ResourceIds.LastSegment(found.ResourceId),
            ContainerGroupName = groups.Count == 1 ? groups[0].DisplayName : null,
            ContainerGroupCount = groups.Count,
            RelatedResourceId = [.. groups.Select(static group => group.ResourceId).OfType<string>()],
            Description = SecretScrubber.Clean(Text(metadata["description"]) ?? Text(properties["status"]["description"]) ?? string.Empty),
            Remediation = SecretScrubber.Clean(Text(metadata["remediationDescription"]) ?? string.Empty),
            Category = Texts(metadata["categories"]),
            Threat = Texts(metadata["threats"]),
            ImplementationEffort = Text(metadata["implementationEffort"]),
            UserImpact = Text(metadata["userImpact"]),
            PolicyDefinitionId = Text(metadata["policyDefinitionId"]),
            PortalLink = LinkOf(properties["links"]),
            FirstSeen = SecurityAlert.TimeOf(properties["status"]["firstEvaluationDate"]),
            ChangedAt = SecurityAlert.TimeOf(properties["status"]["statusChangeDate"]),
            ResourceGroupName = ResourceIds.SegmentAfter(found.ResourceId, "resourceGroups"),
            SubscriptionId = ResourceIds.SegmentAfter(found.ResourceId, "subscriptions") ?? string.Empty,
            RecommendationId = found.Id,
        };
    }

    // The service leaves out the scheme; the index calls the link azurePortal, the service itself azurePortalUri.
    private static string? LinkOf(Value links) => (Text(links["azurePortalUri"]) ?? Text(links["azurePortal"])) is not { } link ? null
        : link.Contains("://", StringComparison.Ordinal) ? link : "https://" + link;

    private static string? Text(Value value) => value.AsText() is { Length: > 0 } text ? text : null;

    private static string[] Texts(Value list) => [.. list.Items.Select(static item => item.AsText()).OfType<string>()];
}
