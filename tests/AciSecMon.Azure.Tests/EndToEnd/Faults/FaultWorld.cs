using AciSecMon.Assessment;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>The sample estate at the other end of the wire, the real client connected to it, and what the client said.</summary>
internal sealed class FaultWorld
{
    /// <summary>Subscriptions of the sample.</summary>
    public const string Shop = "11111111-aaaa-4aaa-8aaa-000000000001";

    /// <summary>The one with the data.</summary>
    public const string Data = "22222222-bbbb-4bbb-8bbb-000000000002";

    /// <summary>The one that grew without care.</summary>
    public const string Lab = "33333333-cccc-4ccc-8ccc-000000000003";

    private static readonly AciFindingSource[] AllSources = Enum.GetValues<AciFindingSource>();
    private static readonly AciFindingStatus[] AllStatuses = Enum.GetValues<AciFindingStatus>();

    private readonly AssessmentEngine assessment;

    public FaultWorld()
    {
        assessment = new AssessmentEngine(Server.Clock);
        Engine = new AzureEngine(static _ => null, Watch);
    }

    public SandboxServer Server { get; } = SandboxServer.Sample();

    /// <summary>The clock that time-outs of calls run by; it stands until a test moves it.</summary>
    public ManualClock Watch { get; } = new();

    public AzureEngine Engine { get; }

    public Recorder Recorder { get; } = new();

    public AciConnection? Connection { get; private set; }

    /// <summary>Connects to the sandbox and forgets what that took.</summary>
    public static async Task<FaultWorld> ConnectedAsync(params string[] subscriptions)
    {
        var world = new FaultWorld();
        await world.ConnectAsync(CancellationToken.None, subscriptions);
        world.Server.Log.Clear();
        return world;
    }

    /// <summary>Connects to the sandbox.</summary>
    public Task ConnectAsync(CancellationToken cancellationToken, params string[] subscriptions) =>
        ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = Server.Wire(), Subscription = subscriptions }, cancellationToken);

    /// <summary>Connects to the sandbox with other api-versions than the usual ones.</summary>
    public Task ConnectAsync(IReadOnlyDictionary<string, string> versions, CancellationToken cancellationToken) =>
        ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = Server.Wire(), ApiVersion = versions }, cancellationToken);

    private async Task ConnectAsync(ConnectionRequest request, CancellationToken cancellationToken) => Connection = await Engine.ConnectAsync(request, Recorder, cancellationToken);

    /// <summary>Reads container groups.</summary>
    public IAsyncEnumerable<AciContainerGroup> Groups(CancellationToken cancellationToken, bool withState = false) => assessment.ReadContainerGroupsAsync(
        [new LiveInput { Connection = Connection!, IncludeState = withState }], new ReadOptions(), Recorder, cancellationToken);

    /// <summary>Judges everything by every rule of a profile, and gives every verdict.</summary>
    public async IAsyncEnumerable<AciSecurityFinding> Findings([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken, string profile = "Strict")
    {
        var options = new AssessmentOptions
        {
            Settings = new SettingsOptions { NoSettings = true, Profile = profile },
            Source = AllSources,
            Status = AllStatuses,
        };
        IAssessmentSession session = await assessment.OpenAssessmentAsync(options, Recorder, cancellationToken);
        await foreach (AciSecurityFinding finding in session.AssessAsync([new LiveInput { Connection = Connection! }], cancellationToken)) yield return finding;
        await foreach (AciSecurityFinding finding in session.CompleteAsync(cancellationToken)) yield return finding;
    }

    /// <summary>Judges everything by the policies that are in force, beside what was recorded.</summary>
    public async IAsyncEnumerable<AciPolicyCompliance> Policies([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new PolicyOptions { InForce = Connection!, Evaluate = true, State = Enum.GetValues<AciPolicyState>().Except([AciPolicyState.NotApplicable]).ToHashSet() };
        IPolicySession session = await assessment.OpenPolicyTestAsync(options, Recorder, cancellationToken);
        await foreach (AciPolicyCompliance verdict in session.TestAsync([new LiveInput { Connection = Connection! }], cancellationToken)) yield return verdict;
    }
}
