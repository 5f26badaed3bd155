namespace AciSecMon.Azure;

/// <summary>The Azure side that the cmdlets create in the engine's load context.</summary>
internal sealed class AzureEngine : IAzureEngine
{
    public Task<AciConnection> ConnectAsync(ConnectionRequest request, IAciPipeline pipeline, CancellationToken cancellationToken) => throw new NotImplementedException();

    public void Disconnect(AciConnection connection) => throw new NotImplementedException();

    public AciCallStatistics StatisticsOf(AciConnection connection) => throw new NotImplementedException();

    public IAsyncEnumerable<AciDiagnosticSetting> GetDiagnosticsAsync(AciConnection connection, GroupSelection selection, IAciPipeline pipeline, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public IAsyncEnumerable<AciChange> EnableDiagnosticsAsync(
        AciConnection connection, GroupSelection selection, EnableDiagnosticsRequest request, IAciPipeline pipeline, CancellationToken cancellationToken) => throw new NotImplementedException();

    public IAsyncEnumerable<AciChange> DisableDiagnosticsAsync(
        AciConnection connection, GroupSelection selection, DisableDiagnosticsRequest request, IAciPipeline pipeline, CancellationToken cancellationToken) => throw new NotImplementedException();

    public IAsyncEnumerable<AciDefenderPlan> GetDefenderPlansAsync(
        AciConnection connection, IReadOnlyList<string> names, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken) => throw new NotImplementedException();

    public IAsyncEnumerable<AciChange> EnableDefenderPlansAsync(
        AciConnection connection, EnableDefenderPlanRequest request, IAciPipeline pipeline, CancellationToken cancellationToken) => throw new NotImplementedException();

    public IAsyncEnumerable<AciCapability> TestCapabilitiesAsync(
        AciConnection connection, IReadOnlyList<string> capabilities, IReadOnlyList<string> subscriptionIds, IAciPipeline pipeline, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public string LeastRole(IReadOnlyList<string> capabilities, IReadOnlyList<string> subscriptionIds) => throw new NotImplementedException();

    public Task<IReadOnlyList<string>> CompleteGroupNameAsync(AciConnection connection, string prefix, CancellationToken cancellationToken) => throw new NotImplementedException();
}
