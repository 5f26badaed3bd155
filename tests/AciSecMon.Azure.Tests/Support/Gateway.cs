using AciSecMon.Azure.Calls;
using Azure.Core;

namespace AciSecMon.Azure.Tests.Support;

/// <summary>The gateway on a scripted wire, with a clock that nobody waits for.</summary>
internal sealed class Gateway
{
    public const string Host = "https://management.azure.com";

    private int tokens;

    public Gateway(Wire wire, ManualClock? clock = null, int mostBytes = 1_000_000)
    {
        Wire = wire;
        Clock = clock ?? new ManualClock();
        TokenCredential credential = DelegatedTokenCredential.Create(
            static (_, _) => throw new NotSupportedException(),
            (context, _) =>
            {
                Scopes.Add(context.Scopes[0]);
                Claims.Add(context.Claims);
                return new(new AccessToken(NextToken?.Invoke() ?? $"token-{++tokens}", Clock.GetUtcNow() + Lifetime));
            });
        var options = new TransportOptions(new Uri(Host), Host + "/.default", credential, Clock, wire) { MostBytes = mostBytes };
        Arm = new ArmClient(new ArmTransport(options, Counter), Counter, Clock);
    }

    public Wire Wire { get; }

    public ManualClock Clock { get; }

    public CallCounter Counter { get; } = new();

    public Recorder Recorder { get; } = new();

    public List<string> Scopes { get; } = [];

    public List<string?> Claims { get; } = [];

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    public Func<string>? NextToken { get; set; }

    public ArmClient Arm { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Task<ArmResponse> GetAsync(string path = "/subscriptions/s", string version = "2025-09-01") => Arm.SendAsync(ArmRequest.Get(path, version), Recorder, Stop);

    public Task<AciServiceException> FailsAsync(string path = "/subscriptions/s") => Assert.ThrowsAsync<AciServiceException>(() => GetAsync(path));

    public async Task<List<string>> NamesAsync(string path = "/subscriptions/s/things")
    {
        List<string> names = [];
        await foreach (var item in Arm.ListAsync(ArmRequest.Get(path, "2025-09-01"), Recorder, Stop)) names.Add(item["name"].ToString()!);
        return names;
    }

    public async Task<List<GraphPage>> QueryAsync(GraphQuery query)
    {
        List<GraphPage> pages = [];
        await foreach (GraphPage page in Arm.QueryAsync(query, Recorder, Stop)) pages.Add(page);
        return pages;
    }
}
