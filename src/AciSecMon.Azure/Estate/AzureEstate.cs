using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Images;
using AciSecMon.Azure.Logs;

namespace AciSecMon.Azure.Estate;

/// <summary>The estate behind a connection: the fleet by Resource Graph, what it does not carry by bounded calls, and what could not be read by name.</summary>
internal sealed class AzureEstate(AzureSession session) : ILiveEstate
{
    private const int IdsPerQuery = 100;
    private const int SubscriptionsPerQuery = 100;
    private const string ReadGroups = UnseenSubscriptions.ReadAction;

    /// <summary>The session that it belongs to.</summary>
    public AzureSession Session { get; } = session;

    /// <inheritdoc/>
    public SourceFile Source { get; } = new(null, session.Name);

    /// <inheritdoc/>
    public TimeProvider? Clock => Session.Clock;

    /// <inheritdoc/>
    public async IAsyncEnumerable<LivePage> ReadGroupsAsync(GroupSelection selection, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Session.RequireOpen();
        IReadOnlyList<string> subscriptions = selection.SubscriptionId.Count > 0 ? selection.SubscriptionId : Session.Subscriptions;
        if (selection.ResourceId.Count == 0 && Session.SubscriptionsFor(subscriptions).Count == 0)
        {
            yield return new LivePage([], IsWhole: false, [new UnreadPart(null, "/subscriptions", UnreadReason.Refused, Session.NoSubscription())]);
            yield break;
        }

        if (selection.ResourceId.Count == 0 && InvisibleOf(subscriptions) is { Count: > 0 } hidden) yield return new LivePage([], IsWhole: false, hidden);
        string[] readable = [.. subscriptions.Where(Session.Visible.CanAsk)];
        if (selection.ResourceId.Count == 0 && subscriptions.Count > 0 && readable.Length == 0) yield break;
        if (selection.ResourceId.Count == 0)
        {
            var query = new GraphQuery(ResourceQuery.For(selection)) { SubscriptionIds = readable };
            var named = new NamedGroups(selection.Name);
            bool isWhole = true;
            await foreach (LivePage page in PagesAsync(query, facet: null, "container groups", reporter, cancellationToken).ConfigureAwait(false))
            {
                isWhole &= page.Unread.Count == 0;
                foreach (ObjectValue row in page.Rows)
                {
                    Session.Unseen.Saw(row["id"].AsText());
                    named.Found(row["name"].AsText());
                }

                yield return page;
            }

            // Where the query itself failed, that is told already, and what is not there was not looked for.
            if (!isWhole) yield break;
            await foreach ((string id, AciServiceException fault) in Session.Unseen.FindAsync(readable, reporter, cancellationToken).ConfigureAwait(false))
            {
                yield return new LivePage([], IsWhole: false, [Unread(null, "/subscriptions/" + id, fault, ReadGroups) with { Problem = UnseenSubscriptions.ProblemOf(id, fault) }]);
            }

            UnreadPart[] missing = [.. named.NotFound().Select(static problem => new UnreadPart(null, problem.Target ?? string.Empty, UnreadReason.Gone, problem))];
            if (missing.Length > 0) yield return new LivePage([], IsWhole: false, missing);
            yield break;
        }

        foreach (string[] ids in selection.ResourceId.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(IdsPerQuery))
        {
            var left = new HashSet<string>(ids, StringComparer.OrdinalIgnoreCase);
            var query = new GraphQuery(ResourceQuery.Of(ResourceQuery.GroupTypes, "id", ids)) { SubscriptionIds = SubscriptionsOf(ids) };
            await foreach (LivePage page in PagesAsync(query, facet: null, "container groups", reporter, cancellationToken).ConfigureAwait(false))
            {
                foreach (ObjectValue row in page.Rows) left.Remove(row["id"].AsText() ?? string.Empty);
                yield return page;
            }

            // The index lags by minutes: what it does not carry yet is asked for by name.
            await foreach ((ObjectValue? whole, UnreadPart? unread) in BoundedWork.MapAsync(
                [.. left.Order(StringComparer.OrdinalIgnoreCase)], (id, stop) => GetAsync(id, null, ApiVersions.ContainerInstance, ReadGroups, reporter, stop), cancellationToken).ConfigureAwait(false))
            {
                yield return new LivePage(whole is null ? [] : [whole], IsWhole: true, unread is null ? [] : [unread]);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<GroupFacets> ReadGroupFacetsAsync(
        IReadOnlyList<string> groupIds, IReadOnlySet<Facet> facets, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Session.RequireOpen();
        await foreach (GroupFacets read in BoundedWork.MapAsync(groupIds, (id, stop) => ReadFacetsAsync(id, facets, reporter, stop), cancellationToken).ConfigureAwait(false)) yield return read;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LivePage> ReadNeighboursAsync(NeighbourRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        Session.RequireOpen();
        return new NeighbourReader(this).ReadAsync(request, reporter, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LogAnswer> SearchLogsAsync(LogSearch search, IAciReporter reporter, CancellationToken cancellationToken)
    {
        Session.RequireOpen();
        return new EstateDetections(Session).SearchAsync(search, reporter, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Heartbeat> ReadHeartbeatsAsync(IReadOnlyList<HeartbeatQuestion> questions, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Session.RequireOpen();
        using var reader = new HeartbeatReader(Session, reporter, tellsProblems: false, cancellationToken);
        await foreach (Heartbeat beat in BoundedWork.MapAsync(questions, (question, _) => reader.OfAsync(question), cancellationToken).ConfigureAwait(false)) yield return beat;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ImageFacts> ReadImagesAsync(IReadOnlyList<ImageUse> uses, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Session.RequireOpen();
        await foreach (ImageSighting sighting in new ImageReader(Session).ReadAsync(uses, reporter, cancellationToken).ConfigureAwait(false))
        {
            if (sighting is { Image: { } image, Found: null }) yield return image;
        }
    }

    /// <summary>The pages of a query; what broke it is part of the pages. Subscriptions are asked some at a time, so that a failure hides no others.</summary>
    internal async IAsyncEnumerable<LivePage> PagesAsync(GraphQuery query, Facet? facet, string what, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[][] batches = query.SubscriptionIds.Count == 0 ? [[]] : [.. query.SubscriptionIds.Chunk(SubscriptionsPerQuery)];
        foreach (string[] subscriptions in batches)
        {
            GraphQuery part = query with { SubscriptionIds = subscriptions };
            await foreach (LivePage page in BatchAsync(part, facet, TargetOf(what, subscriptions), reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }
    }

    private async IAsyncEnumerable<LivePage> BatchAsync(GraphQuery query, Facet? facet, string what, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<GraphPage> pages = Session.Arm.QueryAsync(query, reporter, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (pages.ConfigureAwait(false))
        {
            while (true)
            {
                UnreadPart? broken = null;
                try
                {
                    if (!await pages.MoveNextAsync().ConfigureAwait(false)) yield break;
                }
                catch (AciServiceException fault)
                {
                    broken = UnreadRows(facet, what, fault);
                }

                if (broken is not null)
                {
                    yield return new LivePage([], IsWhole: false, [broken]);
                    yield break;
                }

                GraphPage page = pages.Current;
                yield return new LivePage(page.Rows, IsWhole: false, page.Unread is null ? [] : [UnreadRows(facet, what, page.Unread)]);
            }
        }
    }

    // The path of the index says nothing to a person: what was asked of it does.
    private static UnreadPart UnreadRows(Facet? facet, string what, AciServiceException fault)
    {
        UnreadPart part = Unread(facet, what, fault, null);
        return part with
        {
            // It is the index that is not there, and not what it has rows of.
            Reason = part.Reason == UnreadReason.Gone ? UnreadReason.Incomplete : part.Reason,
            Problem = new AciProblem
            {
                Id = fault.Problem.Id,
                Kind = fault.Problem.Kind,
                Message = $"Not all {what} could be read: {fault.Problem.Message}",
                Target = what,
                Recommendation = fault.Problem.Recommendation,
            },
        };
    }

    private static string TargetOf(string what, string[] subscriptions) => subscriptions.Length switch
    {
        0 => what,
        1 => $"{what} of subscription {subscriptions[0]}",
        _ => $"{what} of {subscriptions.Length} subscriptions from {subscriptions[0]}",
    };

    /// <summary>One resource by its id.</summary>
    internal async Task<(ObjectValue? Whole, UnreadPart? Unread)> GetAsync(string path, Facet? facet, string apiVersion, string action, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            ArmResponse answer = await Session.Arm.SendAsync(ArmRequest.Get(path, apiVersion), reporter, cancellationToken).ConfigureAwait(false);
            return answer.Body is ObjectValue whole && string.Equals(whole["id"].AsText(), path, StringComparison.OrdinalIgnoreCase)
                ? (whole, null)
                : (null, new UnreadPart(facet, path, UnreadReason.Incomplete, NoResource(path)));
        }
        catch (AciServiceException fault)
        {
            return (null, Unread(facet, path, fault, action));
        }
    }

    private static AciProblem NoResource(string path) => new()
    {
        Id = "AciResponseInvalid",
        Kind = AciProblemKind.Unavailable,
        Message = $"The service's answer for '{path}' is not this resource.",
        Target = path,
        Recommendation = "Try again. If it stays so, a gateway on the way answers in the service's place.",
    };

    /// <summary>Finds out whether something may be read; null where it may.</summary>
    internal async Task<UnreadPart?> ProbeAsync(ArmRequest request, Facet facet, string target, string action, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            await Session.Arm.SendAsync(request, reporter, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (AciServiceException fault)
        {
            return Unread(facet, target, fault, action);
        }
    }

    /// <summary>The items of a list.</summary>
    internal async Task<(List<ObjectValue>? Items, UnreadPart? Unread)> ListAsync(string path, Facet facet, string target, string apiVersion, string action, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            var items = new List<ObjectValue>();
            await foreach (ObjectValue item in Session.Arm.ListAsync(ArmRequest.Get(path, apiVersion), reporter, cancellationToken).ConfigureAwait(false)) items.Add(item);
            return (items, null);
        }
        catch (AciServiceException fault)
        {
            return (null, Unread(facet, target, fault, action));
        }
    }

    /// <summary>What a failure leaves unread.</summary>
    internal static UnreadPart Unread(Facet? facet, string target, AciServiceException fault, string? action) => new(
        facet, target,
        fault.Status switch { 401 or 403 => UnreadReason.Refused, 404 => UnreadReason.Gone, _ => UnreadReason.Incomplete },
        fault.Problem, fault.Status is 403 ? MissingAction.Of(fault) ?? action : null);

    private async Task<GroupFacets> ReadFacetsAsync(string id, IReadOnlySet<Facet> facets, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var unread = new List<UnreadPart>();
        ObjectValue? whole = null;
        List<ObjectValue>? settings = null;
        if (facets.Contains(Facet.InstanceView))
        {
            (whole, UnreadPart? gap) = await GetAsync(id, Facet.InstanceView, ApiVersions.ContainerInstance, ReadGroups, reporter, cancellationToken).ConfigureAwait(false);
            if (gap is not null) unread.Add(gap);
        }

        if (facets.Contains(Facet.Diagnostics))
        {
            (settings, UnreadPart? gap) = await ListAsync(
                id + "/providers/Microsoft.Insights/diagnosticSettings", Facet.Diagnostics, id, ApiVersions.DiagnosticSettings, "Microsoft.Insights/diagnosticSettings/read", reporter, cancellationToken).ConfigureAwait(false);
            if (gap is not null) unread.Add(gap);
        }

        return new GroupFacets(id, whole, settings, unread);
    }

    private List<UnreadPart> InvisibleOf(IReadOnlyList<string> subscriptions) =>
    [
        .. subscriptions.Where(id => !Session.Visible.CanAsk(id)).Select(id => new UnreadPart(null, "/subscriptions/" + id, UnreadReason.Refused, AzureSession.Unreadable(id), ReadGroups)),
    ];

    internal static string[] SubscriptionsOf(IEnumerable<string> ids) =>
        [.. ids.Select(static id => ArmId.TryParse(id, out ArmId? known) ? known.SubscriptionId : null).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
}
