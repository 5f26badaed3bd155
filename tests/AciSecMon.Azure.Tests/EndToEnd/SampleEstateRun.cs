using AciSecMon.Assessment;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>Runs the engine over the sample estate as the cmdlets do, and keeps what it says.</summary>
internal static class SampleEstateRun
{
    /// <summary>Every source, so that each neighbour is asked too.</summary>
    public static readonly IReadOnlyList<AciFindingSource> EverySource = Enum.GetValues<AciFindingSource>();

    private static readonly IReadOnlyList<AciFindingStatus> EveryStatus = Enum.GetValues<AciFindingStatus>();

    /// <summary>All that is said of a sample estate.</summary>
    /// <param name="server">The estate.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="settings">Settings file; null for none.</param>
    /// <param name="sources">Sources to ask.</param>
    /// <param name="isExact">True to read each group by itself, as Get-AciContainerGroup -Exact does.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<List<AciSecurityFinding>> LiveAsync(
        SandboxServer server, string profile, string? settings, IReadOnlyList<AciFindingSource> sources, bool isExact, CancellationToken stop)
    {
        var pipeline = new TestPipeline();
        AciConnection connection = await new AzureEngine().ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, stop);
        List<AciSecurityFinding> findings = await JudgeAsync([new LiveInput { Connection = connection, IsExact = isExact }], profile, settings, sources, TimeProvider.System, pipeline, stop);
        Assert.Empty(pipeline.Problems);
        return findings;
    }

    /// <summary>All that is said of inputs.</summary>
    public static async Task<List<AciSecurityFinding>> JudgeAsync(
        IReadOnlyList<EstateInput> inputs, string profile, string? settings, IReadOnlyList<AciFindingSource> sources, TimeProvider time, TestPipeline pipeline, CancellationToken stop)
    {
        var options = new AssessmentOptions
        {
            Settings = new SettingsOptions { SettingsPath = settings, NoSettings = settings is null, Profile = profile },
            Source = sources,
            Status = EveryStatus,
        };
        IAssessmentSession session = await new AssessmentEngine(time).OpenAssessmentAsync(options, pipeline, stop);
        var findings = new List<AciSecurityFinding>();
        await foreach (AciSecurityFinding finding in session.AssessAsync(inputs, stop)) findings.Add(finding);
        await foreach (AciSecurityFinding finding in session.CompleteAsync(stop)) findings.Add(finding);
        return findings;
    }
}
