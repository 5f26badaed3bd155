using AciSecMon.Assessment;
using AciSecMon.Azure.Tests.Support;

namespace AciSecMon.Azure.Tests.Connection;

/// <summary>What is said where the account sees no subscription, or not the one that was named. Silence would look as if all were well.</summary>
public sealed class VisibleSubscriptionTests
{
    private const string Elsewhere3 = "33333333-3333-3333-3333-333333333333";
    private const string Nothing = """{"value":[]}""";

    private readonly AzureEngine engine = new(static _ => null, new ManualClock());
    private readonly Recorder recorder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_without_any_subscription_is_warned_when_it_signs_in()
    {
        await Elsewhere.ConnectAsync(engine, new Wire().Always(200, Nothing), recorder);

        string warning = Assert.Single(recorder.Warnings);
        Assert.Contains("tester", warning, StringComparison.Ordinal);
        Assert.Contains($"no subscription in tenant {Elsewhere.Tenant}", warning, StringComparison.Ordinal);
        Assert.Contains("no role", warning, StringComparison.Ordinal);
        Assert.Contains("Reader", warning, StringComparison.Ordinal);
        Assert.Contains("-Tenant", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sees_subscriptions_is_not_warned()
    {
        await Elsewhere.ConnectAsync(engine, new Wire().Always(200, Elsewhere.Subscriptions), recorder);

        Assert.Empty(recorder.Warnings);
    }

    [Theory]
    [InlineData("plans")]
    [InlineData("enabling plans")]
    [InlineData("permissions")]
    [InlineData("groups")]
    [InlineData("findings")]
    [InlineData("diagnostics")]
    [InlineData("enabling diagnostics")]
    [InlineData("disabling diagnostics")]
    public async Task Asking_on_no_subscription_is_an_error_and_not_silence(string what)
    {
        var wire = new Wire().Always(200, Nothing);
        AciConnection connection = await Elsewhere.ConnectAsync(engine, wire, recorder);

        List<object> given = await AskAsync(connection, what);

        AciProblem problem = Assert.Single(recorder.Problems);
        Assert.Equal(("AciNoSubscription", AciProblemKind.PermissionDenied), (problem.Id, problem.Kind));
        Assert.Contains(Elsewhere.Tenant, problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Recommendation!);
        Assert.Single(wire.Requests);
        if (what == "findings") Assert.Equal("ACI-COV-003", Assert.IsType<AciSecurityFinding>(Assert.Single(given)).RuleId);
        else Assert.Empty(given);
    }

    [Theory]
    [InlineData(Elsewhere3, "AciSubscriptionUnreadable")]
    [InlineData("Shopp", "AciSubscriptionNotFound")]
    public async Task A_subscription_that_was_named_and_is_not_seen_ends_the_sign_in(string name, string id)
    {
        var fault = await Assert.ThrowsAsync<AciProblemException>(() => Elsewhere.ConnectAsync(engine, new Wire().Always(200, Elsewhere.Subscriptions), recorder, [Elsewhere.One, name]));

        Assert.Equal((id, name), (fault.Problem.Id, fault.Problem.Target));
        Assert.Contains($"'{name}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"2 that this account can see in tenant {Elsewhere.Tenant}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Lab, Shop", fault.Problem.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_are_not_seen_are_named_at_once()
    {
        var fault = await Assert.ThrowsAsync<AciProblemException>(() => Elsewhere.ConnectAsync(engine, new Wire().Always(200, Nothing), recorder, [Elsewhere.One, "Shop"]));

        Assert.Contains($"'{Elsewhere.One}', 'Shop'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no subscription", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_list_that_may_not_be_read_a_subscription_is_not_said_to_be_missing()
    {
        var wire = new Wire().Always(static sent => sent.Address.AbsolutePath == "/subscriptions" ? Wire.Answer(403, Wire.Error("AuthorizationFailed", "No.")) : Wire.Answer(200, Nothing));

        AciConnection connection = await Elsewhere.ConnectAsync(engine, wire, recorder, [Elsewhere3]);
        await AskAsync(connection, "plans");

        Assert.Equal([Elsewhere3], connection.SubscriptionId);
        Assert.Contains("not known", Assert.Single(recorder.Warnings), StringComparison.Ordinal);
        Assert.Contains(wire.Requests, static sent => sent.Address.AbsolutePath.StartsWith("/subscriptions/" + Elsewhere3, StringComparison.Ordinal));
        Assert.Empty(recorder.Problems);
    }

    [Theory]
    [InlineData()]
    [InlineData("Shop")]
    public async Task With_a_list_that_may_not_be_read_only_ids_help(params string[] named)
    {
        var wire = new Wire().Always(403, Wire.Error("AuthorizationFailed", "No."));

        var fault = await Assert.ThrowsAnyAsync<AciProblemException>(() => Elsewhere.ConnectAsync(engine, wire, recorder, named));

        Assert.Equal("AciAzureForbidden", fault.Problem.Id);
        Assert.Contains("-Subscription", fault.Problem.Recommendation, StringComparison.Ordinal);
    }

    private Task<List<object>> AskAsync(AciConnection connection, string what) => what switch
    {
        "plans" => AllAsync(engine.GetDefenderPlansAsync(connection, [], [], recorder, Stop)),
        "enabling plans" => AllAsync(engine.EnableDefenderPlansAsync(connection, new EnableDefenderPlanRequest { Name = ["Arm"] }, recorder, Stop)),
        "permissions" => AllAsync(engine.TestCapabilitiesAsync(connection, [], [], recorder, Stop)),
        "diagnostics" => AllAsync(engine.GetDiagnosticsAsync(connection, new GroupSelection(), recorder, Stop)),
        "enabling diagnostics" => AllAsync(engine.EnableDiagnosticsAsync(connection, new GroupSelection(), new EnableDiagnosticsRequest { WorkspaceId = "/w" }, recorder, Stop)),
        "disabling diagnostics" => AllAsync(engine.DisableDiagnosticsAsync(connection, new GroupSelection(), new DisableDiagnosticsRequest(), recorder, Stop)),
        "groups" => AllAsync(new AssessmentEngine(TimeProvider.System).ReadContainerGroupsAsync([new LiveInput { Connection = connection }], new ReadOptions(), recorder, Stop)),
        _ => FindingsAsync(connection),
    };

    private async Task<List<object>> FindingsAsync(AciConnection connection)
    {
        IAssessmentSession session = await new AssessmentEngine(TimeProvider.System).OpenAssessmentAsync(new AssessmentOptions { Settings = new SettingsOptions { NoSettings = true } }, recorder, Stop);
        List<object> findings = await AllAsync(session.AssessAsync([new LiveInput { Connection = connection }], Stop));
        findings.AddRange(await AllAsync(session.CompleteAsync(Stop)));
        return findings;
    }

    private static async Task<List<object>> AllAsync<T>(IAsyncEnumerable<T> items)
        where T : class
    {
        var all = new List<object>();
        await foreach (T item in items) all.Add(item);
        return all;
    }
}
