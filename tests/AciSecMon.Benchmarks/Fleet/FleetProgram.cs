using System.Globalization;
using AciSecMon.Assessment;
using AciSecMon.Azure;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Estates.Generated;

namespace AciSecMon.Benchmarks.Fleet;

/// <summary>
/// Runs the real engine against a made-up estate on a slow wire, and prints what it took. The sandbox shares the process, so that its work and memory are in the figures;
/// what the estate itself takes is printed apart.
/// </summary>
internal static class FleetProgram
{
    private const int WireMilliseconds = 20;

    private static readonly AciFindingSource[] Threats = [AciFindingSource.Access, AciFindingSource.Defender, AciFindingSource.Alert, AciFindingSource.Vulnerability, AciFindingSource.Activity];

    /// <summary>True for a measurement of this program.</summary>
    public static bool Knows(string name) => name is "fleet" or "wire" or "list" or "states" or "small" or "sample" or "coverage" or "threats";

    /// <summary>Measures.</summary>
    /// <param name="name"><c>fleet</c> (findings), <c>wire</c> (the sandbox alone, by a client that reads no answer), <c>list</c> (groups), <c>states</c> (groups with their instance view), <c>coverage</c> (how far groups are watched), <c>threats</c> (findings of Defender, images, activity and access together), <c>small</c> (25 groups), <c>sample</c> (the sample company).</param>
    /// <param name="numbers">Groups, subscriptions, milliseconds of the wire.</param>
    public static async Task<int> RunAsync(string name, string[] numbers)
    {
        int Number(int at, int otherwise) => numbers.Length > at ? int.Parse(numbers[at], CultureInfo.InvariantCulture) : otherwise;
        int groups = Number(0, name switch { "small" => 25, "states" or "coverage" => 5_000, "threats" => 10_000, _ => 50_000 });
        int subscriptions = Number(1, name switch { "small" => 1, "states" or "coverage" => 20, "threats" => 40, _ => 200 });
        long before = Memory.Now();
        SandboxServer server = name == "sample" ? SandboxServer.Sample() : SandboxServer.Generated(name == "threats" ? ThreatPlan(groups, subscriptions) : new EstatePlan(groups, subscriptions));
        server.WireDelay = TimeSpan.FromMilliseconds(Number(2, WireMilliseconds));
        long estate = Memory.Now() - before;

        var azure = new AzureEngine();
        var quiet = new Quiet();
        AciConnection connection = await azure.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, quiet, CancellationToken.None).ConfigureAwait(false);
        int signIn = server.Log.Requests.Count;
        server.Log.Clear();
        DateTimeOffset start = server.Clock.GetUtcNow();

        using var meter = new Meter();
        await foreach (object _ in ObjectsOf(name, server, azure, connection, quiet).ConfigureAwait(false)) meter.Seen();
        meter.Stop();

#pragma warning disable RS0030 // A program of its own, which prints.
        TextWriter output = Console.Out;
#pragma warning restore RS0030
        await output.WriteLineAsync(name == "sample" ? "the sample company" : string.Create(CultureInfo.InvariantCulture, $"{name}: {groups} groups in {subscriptions} subscriptions, {server.WireDelay.TotalMilliseconds} ms wire, quotas on")).ConfigureAwait(false);
        new Report(output).Print(server, signIn, estate, server.Clock.GetUtcNow() - start, meter, azure.StatisticsOf(connection), quiet.Problems);
        return quiet.Problems == 0 ? 0 : 1;
    }

    // 800 images, 40,000 findings in them and 25,000 role assignments at 10,000 groups.
    private static EstatePlan ThreatPlan(int groups, int subscriptions) =>
        new(groups, subscriptions) { Images = 20 * subscriptions, ImageFindings = 4 * groups, Grants = groups * 5 / 2, AlertsPerSubscription = 10, AdvisedShare = 0.2 };

    private static async IAsyncEnumerable<object> ObjectsOf(string name, SandboxServer server, AzureEngine azure, AciConnection connection, Quiet quiet)
    {
        if (name == "wire")
        {
            await foreach (int length in WireOnly.ReadAsync(server).ConfigureAwait(false)) yield return length;
            yield break;
        }

        if (name == "coverage")
        {
            await foreach (AciMonitoringCoverage row in azure.GetCoverageAsync(connection, new GroupSelection(), new CoverageRequest(), quiet, CancellationToken.None).ConfigureAwait(false)) yield return row;
            yield break;
        }

        var engine = new AssessmentEngine();
        if (name is "list" or "states")
        {
            LiveInput whole = new() { Connection = connection, IncludeState = name == "states" };
            await foreach (AciContainerGroup group in engine.ReadContainerGroupsAsync([whole], new ReadOptions(), quiet, CancellationToken.None).ConfigureAwait(false)) yield return group;
            yield break;
        }

        var options = new AssessmentOptions { Settings = new SettingsOptions { NoSettings = true }, Source = name == "threats" ? Threats : [] };
        IAssessmentSession session = await engine.OpenAssessmentAsync(options, quiet, CancellationToken.None).ConfigureAwait(false);
        await foreach (AciSecurityFinding finding in session.AssessAsync([new LiveInput { Connection = connection }], CancellationToken.None).ConfigureAwait(false)) yield return finding;
        await foreach (AciSecurityFinding finding in session.CompleteAsync(CancellationToken.None).ConfigureAwait(false)) yield return finding;
    }
}
