using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>A living estate that answers from memory, and remembers what it was asked for.</summary>
internal sealed class FakeLiveEstate : ILiveEstate
{
    public TimeProvider? Clock { get; init; }

    public const string Subscription = "11111111-2222-3333-4444-555555555555";
    public const string ResourceGroup = $"/subscriptions/{Subscription}/resourceGroups/rg-shop";

    private readonly List<LivePage> pages = [];
    private readonly List<ObjectValue> neighbours = [];
    private readonly Dictionary<string, GroupFacets> facets = new(StringComparer.OrdinalIgnoreCase);

    public SourceFile Source { get; } = new(null, "tenant Contoso");

    public List<NeighbourRequest> NeighbourRequests { get; } = [];

    public List<(IReadOnlyList<string> Ids, IReadOnlySet<Facet> Facets)> FacetRequests { get; } = [];

    public List<UnreadPart> NeighboursUnread { get; } = [];

    public int PagesGiven { get; private set; }

    public AciConnection Connection => new() { EngineState = this };

    /// <summary>Id of a group of the estate.</summary>
    public static string GroupId(string name) => $"{ResourceGroup}/providers/Microsoft.ContainerInstance/containerGroups/{name}";

    /// <summary>A row of a group with these properties; a container is filled in where there is none.</summary>
    public static string Group(string name, string properties = "{}", string? identity = null)
    {
        string filled = properties.Contains("\"containers\"", StringComparison.Ordinal) ? properties
            : Merge(properties, """ "containers": [ { "name": "web", "properties": { "image": "mcr.microsoft.com/azuredocs/aci-helloworld:1.0.4" } } ] """);
        string who = identity is null ? string.Empty : $", \"identity\": {identity}";
        return $$"""{ "id": "{{GroupId(name)}}", "name": "{{name}}", "type": "microsoft.containerinstance/containergroups", "location": "westeurope", "properties": {{filled}}{{who}} }""";
    }

    public FakeLiveEstate Page(params string[] rows)
    {
        pages.Add(new LivePage([.. rows.Select(Read)], IsWhole: false, []));
        return this;
    }

    public FakeLiveEstate Unread(UnreadPart part)
    {
        pages.Add(new LivePage([], IsWhole: false, [part]));
        return this;
    }

    public FakeLiveEstate Neighbour(params string[] rows)
    {
        neighbours.AddRange(rows.Select(Read));
        return this;
    }

    public FakeLiveEstate Facets(string name, string? whole = null, string[]? settings = null, params UnreadPart[] unread)
    {
        facets[GroupId(name)] = new GroupFacets(GroupId(name), whole is null ? null : Read(whole), settings is null ? null : [.. settings.Select(Read)], unread);
        return this;
    }

    /// <summary>A part that the caller may not read.</summary>
    public static UnreadPart Refused(Facet? facet, string target, string? action) => new(facet, target, UnreadReason.Refused, new AciProblem
    {
        Id = "AciForbidden", Kind = AciProblemKind.PermissionDenied, Message = $"Reading '{target}' was refused.", Target = target,
    }, action);

    public List<LogSearch> LogSearches { get; } = [];

    public List<LogAnswer> LogAnswers { get; } = [];

    public async IAsyncEnumerable<LogAnswer> SearchLogsAsync(LogSearch search, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LogSearches.Add(search);
        foreach (LogAnswer answer in LogAnswers.Where(one => one.DetectionId is null || search.DetectionIds.Contains(one.DetectionId)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return answer;
        }
    }

    public List<HeartbeatQuestion> HeartbeatQuestions { get; } = [];

    public List<Heartbeat> Heartbeats { get; } = [];

    public async IAsyncEnumerable<Heartbeat> ReadHeartbeatsAsync(IReadOnlyList<HeartbeatQuestion> questions, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HeartbeatQuestions.AddRange(questions);
        foreach (Heartbeat beat in Heartbeats)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return beat;
        }
    }

    public List<ImageUse> ImageUses { get; } = [];

    /// <summary>What is known of an image; by default nothing.</summary>
    public Func<ImageUse, IEnumerable<ImageFacts>> ImagesOf { get; set; } = static _ => [];

    public async IAsyncEnumerable<ImageFacts> ReadImagesAsync(IReadOnlyList<ImageUse> uses, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ImageUses.AddRange(uses);
        foreach (ImageFacts image in uses.SelectMany(ImagesOf))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return image;
        }
    }

    public async IAsyncEnumerable<LivePage> ReadGroupsAsync(GroupSelection selection, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (LivePage page in pages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            PagesGiven++;
            yield return page;
        }
    }

    public async IAsyncEnumerable<GroupFacets> ReadGroupFacetsAsync(
        IReadOnlyList<string> groupIds, IReadOnlySet<Facet> facetsAsked, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FacetRequests.Add((groupIds, facetsAsked));
        foreach (string id in groupIds.Reverse())
        {
            await Task.Yield();
            if (facets.TryGetValue(id, out GroupFacets? found)) yield return found;
        }
    }

    public async IAsyncEnumerable<LivePage> ReadNeighboursAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NeighbourRequests.Add(request);
        await Task.Yield();
        yield return new LivePage(neighbours, IsWhole: false, NeighboursUnread);
    }

    private static ObjectValue Read(string json) => (ObjectValue)JsonDocumentReader.Read(new SourceFile(null, "live"), json).Root;

    private static string Merge(string properties, string member)
    {
        string inner = properties.Trim()[1..^1].Trim();
        return inner.Length == 0 ? $"{{ {member} }}" : $"{{ {inner}, {member} }}";
    }
}
