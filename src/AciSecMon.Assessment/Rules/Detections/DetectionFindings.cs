using System.Globalization;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Findings;
using AciSecMon.Assessment.Rules.Neighbours;

namespace AciSecMon.Assessment.Rules.Detections;

/// <summary>
/// Makes findings of the hits of one detection. Hits that differ in their times and counts only, such as those of two workspaces or of two runs, are one finding under the
/// same keys.
/// </summary>
internal sealed class DetectionFindings(RuleEntry entry, IReadOnlyDictionary<string, GroupNode> groups, bool isWhole, TimeProvider time)
{
    private const string ControlPrefix = "MCSB ";
    private const int MostEvidence = 20;

    private readonly HashSet<string> subscriptions = new(groups.Values.Select(static group => group.SubscriptionId).OfType<string>(), StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<AciDetectionResult>> byKey = new(StringComparer.Ordinal);

    /// <summary>Hits that are on none of the container groups that were chosen.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Takes a hit. Where groups were chosen, one on anything else is not asked for, and a workspace may hold the logs of subscriptions that nobody asked about.</summary>
    public void Add(AciDetectionResult hit)
    {
        if (!IsAskedFor(hit))
        {
            LeftOut++;
            return;
        }

        string key = string.Join('\n', SubjectOf(hit).Key, PlaceOf(hit));
        if (!byKey.TryGetValue(key, out List<AciDetectionResult>? same)) byKey.Add(key, same = []);
        same.Add(hit);
    }

    /// <summary>The findings, the latest first.</summary>
    public IEnumerable<AciSecurityFinding> Take() => byKey.Values
        .Select(static same => same.OrderByDescending(static hit => hit.LastSeen).ToList())
        .OrderByDescending(static same => same[0].LastSeen)
        .Select(ToFinding);

    private AciSecurityFinding ToFinding(List<AciDetectionResult> same)
    {
        AciDetectionResult hit = same[0];
        GroupNode? node = NodeOf(hit);
        (AciSubjectType kind, string id, string key) = SubjectOf(hit);
        string place = PlaceOf(hit);
        string scope = ResourceIds.ScopeOf(id);
        bool isContainer = kind == AciSubjectType.ContainerGroup && hit.ContainerName.Length > 0;
        return new AciSecurityFinding
        {
            FindingId = FindingKeys.FindingId(entry.Id, scope, key, place),
            MatchKey = FindingKeys.MatchKey(entry.Id, key, place),
            RuleId = entry.Id,
            Title = entry.Metadata.Title,
            Severity = entry.Severity,
            Status = AciFindingStatus.Fail,
            Category = entry.Metadata.Category,
            Source = entry.Metadata.Source,
            SubjectType = isContainer ? AciSubjectType.Container : kind,
            SubjectId = isContainer ? $"{id}/containers[{hit.ContainerName}]" : id,
            ContainerGroupName = kind == AciSubjectType.ContainerGroup ? node?.DisplayName ?? ResourceIds.LastSegment(id) : null,
            ContainerName = isContainer ? hit.ContainerName : null,
            ResourceGroupName = ResourceIds.SegmentAfter(id, "resourceGroups"),
            SubscriptionId = ResourceIds.SegmentAfter(id, "subscriptions"),
            ResourceId = id.StartsWith('/') ? id : null,
            Place = place,
            Message = MessageOf(same),
            Evidence = [.. same.DistinctBy(static one => one.Evidence).Take(MostEvidence).Select(static one => new AciEvidence { Path = $"{one.WorkspaceName}: {one.DetectionId}", Value = one.Evidence })],
            Recommendation = entry.Metadata.Recommendation,
            Control = [.. entry.Metadata.Controls.Select(static control => ControlPrefix + control)],
            ObservedAt = time.GetUtcNow(),
        };
    }

    private bool IsAskedFor(AciDetectionResult hit) =>
        NodeOf(hit) is not null || (isWhole && (ResourceIds.SegmentAfter(hit.ResourceId, "subscriptions") is not { } subscription || subscriptions.Contains(subscription)));

    private GroupNode? NodeOf(AciDetectionResult hit) => hit.ResourceId is { } id ? groups.GetValueOrDefault(id) : null;

    // The logs write ids in small letters: where the group is known, its own id is shown.
    private (AciSubjectType Kind, string Id, string Key) SubjectOf(AciDetectionResult hit)
    {
        if (NodeOf(hit) is { } node) return (node.Kind, node.ResourceId!, $"{node.Kind}:{node.DisplayName}");
        if (hit.ResourceId is not { Length: > 0 } id) return (AciSubjectType.Workspace, hit.WorkspaceId, $"{AciSubjectType.Workspace}:{hit.WorkspaceName}");
        AciSubjectType kind = ResourceKinds.OfId(id) ?? KindOf(id);
        return (kind, id, $"{kind}:{ResourceIds.LastSegment(id)}");
    }

    private static AciSubjectType KindOf(string id)
    {
        if (Has(id, "microsoft.containerregistry/registries")) return AciSubjectType.Registry;
        if (Has(id, "microsoft.storage/storageaccounts")) return AciSubjectType.StorageAccount;
        if (Has(id, "microsoft.keyvault/vaults")) return AciSubjectType.Vault;
        if (Has(id, "/subnets")) return AciSubjectType.Subnet;
        if (Has(id, "microsoft.managedidentity/userassignedidentities")) return AciSubjectType.Identity;
        return AciSubjectType.Subscription;
    }

    private static bool Has(string id, string type) => id.Contains(type + "/", StringComparison.OrdinalIgnoreCase);

    // What tells one incident from another, without what changes while it goes on.
    private static string PlaceOf(AciDetectionResult hit)
    {
        string what = string.Join("; ", new[] { hit.What, hit.Who, hit.From, hit.To }.Where(static part => part.Length > 0));
        return hit.ContainerName.Length > 0 ? $"containers[{hit.ContainerName}].logs[{what}]" : $"logs[{what}]";
    }

    private string MessageOf(List<AciDetectionResult> same)
    {
        AciDetectionResult hit = same[0];
        string who = hit.Who.Length > 0 ? $" by {hit.Who}" : string.Empty;
        string from = hit.From.Length > 0 ? $" from {hit.From}" : string.Empty;
        string last = hit.LastSeen is { } seen ? string.Create(CultureInfo.InvariantCulture, $", last at {seen.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : string.Empty;
        string more = same.DistinctBy(static one => one.Evidence).Count() is > 1 and int kinds ? string.Create(CultureInfo.InvariantCulture, $", in {kinds} forms") : string.Empty;
        string count = hit.Count == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", count {hit.Count}");
        return $"{entry.Metadata.Title}: {hit.What}{who}{from}{count}{last}{more}. {hit.Evidence}";
    }
}
