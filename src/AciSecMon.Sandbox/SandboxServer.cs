using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Access;
using AciSecMon.Sandbox.Estates;
using AciSecMon.Sandbox.Estates.Generated;
using AciSecMon.Sandbox.Faults;
using AciSecMon.Sandbox.Graph;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Logs;
using AciSecMon.Sandbox.Services;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox;

/// <summary>
/// Plays Resource Manager in memory, with an estate of its own. What it answers follows the reference of the service (azure-facts A, B.1, B.2, C.1, I), not the client:
/// so the client proves itself against it. It opens no connection.
/// </summary>
internal sealed class SandboxServer
{
    private readonly object gate = new();
    private readonly Router router;
    private readonly DirectoryObjects directory;
    private readonly LogAnalytics logs;
    private readonly ContainerRegistry registries;
    private readonly CallQuota quota;
    private readonly ActivityLog activity;

    private SandboxServer(IBaseEstate beginning, Action<ResourceStore, ActivityLog> fill, RecordedLogs recorded)
    {
        Store = new ResourceStore(beginning);
        activity = new ActivityLog(Clock);
        fill(Store, activity);
        Tokens = new TokenIssuer(() => ServiceTime);
        quota = new CallQuota(Clock);
        var graph = new GraphService(Store, new GraphQuota(Clock), TenantId) { IsVisible = one => Rights.AreWhole || Rights.CanSee(one.Id, one.Type) };
        router = new Router(Store, Clock, graph, activity, MissingAliases);
        directory = new DirectoryObjects(Store);
        logs = new LogAnalytics(Store, Clock, Rights, recorded);
        registries = new ContainerRegistry(Store, Tokens);
        Handler = new SandboxHandler(this);
    }

    /// <summary>Address of Resource Manager.</summary>
    public static Uri ResourceManager { get; } = new("https://management.sandbox.local/");

    /// <summary>Address of Microsoft Graph.</summary>
    public static Uri Directory { get; } = new("https://graph.sandbox.local/");

    /// <summary>Address of Log Analytics.</summary>
    public static Uri LogAnalytics { get; } = new("https://api.loganalytics.sandbox.local/");

    /// <summary>Tenant of the sample company.</summary>
    public const string TenantId = "7d0c1c5e-5f0a-4a57-9a3e-0b6f2f1d9e10";

    /// <summary>The account that tokens are given to.</summary>
    public const string Account = "sandbox@northlightbooks.example";

    /// <summary>The clock that everything here goes by.</summary>
    public SandboxClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    /// <summary>How far the clock of the service is ahead of <see cref="Clock"/>, which is the caller's; less than zero where it is behind.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>The time by the clock of the service: that of its tokens and of the header <c>Date</c>.</summary>
    public DateTimeOffset ServiceTime => Clock.GetUtcNow() + Skew;

    /// <summary>What the caller may not do, and what belongs to another tenant.</summary>
    public CallerRights Rights { get; } = new();

    /// <summary>Aliases of Azure Policy that this cloud does not have.</summary>
    public HashSet<string> MissingAliases { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>What came in.</summary>
    public RequestLog Log { get; } = new();

    /// <summary>Gives and checks tokens.</summary>
    public TokenIssuer Tokens { get; }

    /// <summary>Answers requests.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>How many rows a page of a list has.</summary>
    public int PageSize
    {
        get => router.PageSize;
        set => router.PageSize = value;
    }

    /// <summary>How long a request is on its way, in real time; none by default. Requests are on their way side by side.</summary>
    public TimeSpan WireDelay { get; set; }

    private ResourceStore Store { get; }

    /// <summary>The sample company.</summary>
    public static SandboxServer Sample() => new(NoBaseEstate.Instance, SampleEstate.Fill, RecordedLogs.Read("northlight-logs.json", SampleEstate.Subscriptions));

    /// <summary>A made-up company of any size.</summary>
    public static SandboxServer Generated(EstatePlan plan) => new(new GeneratedEstate(plan), static (_, _) => { }, RecordedLogs.None);

    /// <summary>An estate without anything in it.</summary>
    public static SandboxServer Empty() => new(NoBaseEstate.Instance, static (_, _) => { }, RecordedLogs.None);

    /// <summary>This server as the other end of a client's wire.</summary>
    public AzureWire Wire() => new()
    {
        Handler = Handler,
        GetTokenAsync = (audience, cancellationToken) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(Tokens.Give(audience));
        },
        ResourceManager = ResourceManager,
        Directory = Directory,
        LogAnalytics = LogAnalytics,
        Name = "Sandbox",
        Account = Account,
        TenantId = TenantId,
        Clock = Clock,
    };

    /// <summary>Puts a resource into the estate without a request.</summary>
    /// <param name="json">The resource, with its <c>id</c> and <c>type</c>.</param>
    public void Seed(string json)
    {
        JsonObject resource = JsonNode.Parse(json)!.AsObject();
        lock (gate) Store.Put((string)resource["id"]!, resource);
    }

    /// <summary>Takes a resource out of the estate without a request.</summary>
    public bool Drop(string id)
    {
        lock (gate) return Store.Remove(id);
    }

    /// <summary>True for the login server of a registry of the estate.</summary>
    public bool IsRegistry(string host)
    {
        if (!host.Contains(".azurecr.", StringComparison.OrdinalIgnoreCase)) return false;
        lock (gate) return registries.Knows(host);
    }

    /// <summary>Answers a call; one at a time, for the estate is one.</summary>
    public Answer Respond(Call call)
    {
        lock (gate)
        {
            if (string.Equals(call.Host, LogAnalytics.Host, StringComparison.OrdinalIgnoreCase)) return Answered(call, logs.Respond);

            if (call.Host.Contains(".azurecr.", StringComparison.OrdinalIgnoreCase)) return registries.Respond(call, Rights);

            // The directory has limits and rights of its own, which are not played.
            bool isDirectory = string.Equals(call.Host, Directory.Host, StringComparison.OrdinalIgnoreCase);
            return isDirectory ? Answered(call, directory.Respond) : quota.Mark(quota.Refuse(call) ?? Answered(call, OfResourceManager), call);
        }
    }

    private Answer OfResourceManager(Call call)
    {
        Answer answer = Rights.Refusal(call) ?? Rights.Shown(call, Answered(call, router.Respond));
        activity.Note(call, answer);
        return answer;
    }

    private static Answer Answered(Call call, Func<Call, Answer> service)
    {
        try
        {
            return service(call);
        }
        catch (RefusedException refusal)
        {
            return refusal.ToAnswer();
        }
    }
}
