using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Estate.Live;

/// <summary>
/// Where a living estate is read from. It gives rows and resources as the service wrote them, as values with their place, and says what it could not read;
/// what they mean is the assessment's affair. Nothing is read that was not asked for, and a failure on one thing never keeps the others from being read.
/// </summary>
internal interface ILiveEstate
{
    /// <summary>Where it comes from, for messages: the connection.</summary>
    SourceFile Source { get; }

    /// <summary>The clock that what is read goes by; null for that of the machine. Made-up Azure lives in a time of its own.</summary>
    TimeProvider? Clock { get; }

    /// <summary>Reads container groups, page by page.</summary>
    /// <param name="selection">Which; every filter is put into the query.</param>
    /// <param name="reporter">Takes what is worth knowing; failures are part of the pages.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    IAsyncEnumerable<LivePage> ReadGroupsAsync(GroupSelection selection, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>Reads what belongs to single groups, by calls for each of them: bounded in number, in parallel, in any order.</summary>
    /// <param name="groupIds">Resource ids of the groups.</param>
    /// <param name="facets">Of <see cref="Facet.InstanceView"/> and <see cref="Facet.Diagnostics"/>.</param>
    /// <param name="reporter">Takes what is worth knowing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    IAsyncEnumerable<GroupFacets> ReadGroupFacetsAsync(
        IReadOnlyList<string> groupIds, IReadOnlySet<Facet> facets, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>Reads the neighbours of groups, each distinct one once, in bulk.</summary>
    IAsyncEnumerable<LivePage> ReadNeighboursAsync(NeighbourRequest request, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>Runs detections in the workspaces that groups send their logs to.</summary>
    IAsyncEnumerable<LogAnswer> SearchLogsAsync(LogSearch search, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>Finds out when the last row of groups came into their workspaces: one query for each workspace, and one call for each group that fell silent.</summary>
    IAsyncEnumerable<Heartbeat> ReadHeartbeatsAsync(IReadOnlyList<HeartbeatQuestion> questions, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>Finds out what Defender and registries know of images, each once. What could not be asked is part of what is known.</summary>
    IAsyncEnumerable<ImageFacts> ReadImagesAsync(IReadOnlyList<ImageUse> uses, IAciReporter reporter, CancellationToken cancellationToken);
}

/// <summary>A named slice of the estate beyond the container groups themselves. Loaded only where a selected rule declares it.</summary>
internal enum Facet
{
    /// <summary>What a group is doing; a GET of each group.</summary>
    InstanceView,

    /// <summary>Diagnostic settings; a call for each group.</summary>
    Diagnostics,

    /// <summary>Virtual networks with their subnets.</summary>
    Network,

    /// <summary>Container registries.</summary>
    Registries,

    /// <summary>Storage accounts behind volumes.</summary>
    Storage,

    /// <summary>Key vaults behind secret references and customer-managed keys.</summary>
    Vaults,

    /// <summary>Customer-managed keys, by the management plane; a GET of each distinct key.</summary>
    Keys,

    /// <summary>Role assignments and role definitions of the identities of groups.</summary>
    RoleAssignments,

    /// <summary>Principals of role assignments, by Microsoft Graph.</summary>
    Principals,

    /// <summary>Locks; a call for each subscription.</summary>
    Locks,

    /// <summary>Container group profiles.</summary>
    Profiles,

    /// <summary>Defender plans; a call for each subscription.</summary>
    Defender,

    /// <summary>The logs of groups in Log Analytics; a query for each detection and workspace.</summary>
    Logs,

    /// <summary>The last rows of groups in Log Analytics; a query for each workspace, and a GET of each group that fell silent.</summary>
    Heartbeat,

    /// <summary>Alert rules of all kinds and action groups; some calls for each subscription, since the index leaves out without a word what may not be read.</summary>
    AlertRules,

    /// <summary>Diagnostic settings of subscriptions, which export the activity log; a call for each subscription.</summary>
    ActivityExport,

    /// <summary>Who is told of Defender's alerts; a call for each subscription.</summary>
    SecurityContacts,

    /// <summary>
    /// Workspaces, storage accounts and namespaces of event hubs that logs of groups go to; a GET for each one that the index does not have, since only that proves that it is gone.
    /// </summary>
    LogDestinations,

    /// <summary>Alerts of Defender and the rules that suppress them; two calls for each subscription of groups and of what they lead to, and a query for where that lies.</summary>
    SecurityAlerts,

    /// <summary>Recommendations of Defender on container groups; pages of the index.</summary>
    SecurityAssessments,

    /// <summary>What Defender found in the images that groups run: pages of the index, a GET of each group whose image is named by a tag only, and a few calls to each registry.</summary>
    Images,

    /// <summary>All role assignments and deny assignments of the groups' subscriptions and above them; pages of the index. Roles come with <see cref="RoleAssignments"/>.</summary>
    Access,

    /// <summary>All principals of role assignments, by Microsoft Graph.</summary>
    Directory,

    /// <summary>Who is in groups that may change something on container groups, by Microsoft Graph; a call for each such group.</summary>
    Members,

    /// <summary>Roles that are activated for a time; two calls for each subscription.</summary>
    Schedules,

    /// <summary>The activity log of thirty days; some calls for each subscription.</summary>
    Activity,

    /// <summary>Policy assignments and exemptions at, above and below the groups' subscriptions, with the initiatives and definitions that they bring; pages of the index.</summary>
    Policies,

    /// <summary>What Azure Policy recorded of container groups; pages of the index.</summary>
    PolicyStates,
}

/// <summary>Rows or resources as the service wrote them.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="IsWhole">True for Resource Manager's own responses to a GET; false for rows of Resource Graph.</param>
/// <param name="Unread">What could not be read.</param>
internal sealed record LivePage(IReadOnlyList<ObjectValue> Rows, bool IsWhole, IReadOnlyList<UnreadPart> Unread);

/// <summary>What belongs to one group. What is null was not asked for or could not be read; then <paramref name="Unread"/> says why.</summary>
/// <param name="GroupId">Resource id of the group.</param>
/// <param name="Whole">The group as a GET gives it, with its instance view.</param>
/// <param name="DiagnosticSettings">Its diagnostic settings; empty where it has none.</param>
/// <param name="Unread">What could not be read.</param>
internal sealed record GroupFacets(string GroupId, ObjectValue? Whole, IReadOnlyList<ObjectValue>? DiagnosticSettings, IReadOnlyList<UnreadPart> Unread);

/// <summary>A part of the estate that could not be read.</summary>
/// <param name="Facet">The slice; null for the container groups themselves.</param>
/// <param name="Target">Resource id, subscription or query that it concerns, as narrow as is known.</param>
/// <param name="Reason">Why, by kind.</param>
/// <param name="Problem">What failed, on what, why, and what to do.</param>
/// <param name="MissingAction">The action that the caller lacks, such as <c>Microsoft.Insights/diagnosticSettings/read</c>; null where that is not the cause.</param>
internal sealed record UnreadPart(Facet? Facet, string Target, UnreadReason Reason, AciProblem Problem, string? MissingAction = null);

/// <summary>Why a part of the estate could not be read.</summary>
internal enum UnreadReason
{
    /// <summary>The caller may not: 401 or 403, or a subscription that the index leaves out.</summary>
    Refused,

    /// <summary>It was there a moment ago, or is referred to, and is not there: 404.</summary>
    Gone,

    /// <summary>Throttled, cut off, out of time or broken, so that what was read is not all.</summary>
    Incomplete,
}

/// <summary>Which neighbours to read.</summary>
internal sealed record NeighbourRequest
{
    /// <summary>The slices that rules need; never <see cref="Facet.InstanceView"/> or <see cref="Facet.Diagnostics"/>.</summary>
    public required IReadOnlySet<Facet> Facets { get; init; }

    /// <summary>Resources that groups refer to, by slice: a resource id where the reference has one, otherwise the name.</summary>
    public required IReadOnlyCollection<NeighbourReference> References { get; init; }

    /// <summary>Identities, registries, vaults and storage accounts of groups, in whose subscriptions <see cref="Facet.SecurityAlerts"/> lie too.</summary>
    public IReadOnlyCollection<NeighbourReference> Around { get; init; } = [];

    /// <summary>Object ids of the identities of groups, for <see cref="Facet.RoleAssignments"/>.</summary>
    public IReadOnlyCollection<string> PrincipalIds { get; init; } = [];

    /// <summary>Subscriptions that groups were found in, for the slices that belong to a subscription.</summary>
    public IReadOnlyCollection<string> SubscriptionIds { get; init; } = [];

    /// <summary>Definitions and initiatives to read beside those that are assigned, for <see cref="Facet.Policies"/>.</summary>
    public IReadOnlyCollection<string> PolicyIds { get; init; } = [];
}

/// <summary>A reference from a group to a neighbour.</summary>
/// <param name="Facet">The slice that the neighbour belongs to.</param>
/// <param name="Id">Resource id; null where the reference has only a name.</param>
/// <param name="Name">Name, such as that of a storage account, or of a registry by its login server.</param>
internal sealed record NeighbourReference(Facet Facet, string? Id, string Name);
