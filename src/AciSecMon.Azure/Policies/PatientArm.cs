using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Policies;

/// <summary>
/// Sends a write again where the service does not know yet what was made a moment ago: an identity is in the directory only after some seconds (code PrincipalNotFound; azure-facts, D.3),
/// and so it may be with a definition. Waits by the clock of the connection.
/// </summary>
internal sealed class PatientArm(IArmClient inner, TimeProvider clock) : IArmClient
{
    private const int MostTries = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly string[] NotYet = ["PrincipalNotFound", "PolicyDefinitionNotFound", "PolicySetDefinitionNotFound"];

    /// <inheritdoc/>
    public ApiVersionTable Versions => inner.Versions;

    /// <inheritdoc/>
    public async Task<ArmResponse> SendAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await inner.SendAsync(request, reporter, cancellationToken).ConfigureAwait(false);
            }
            catch (AciServiceException fault) when (request.Method == HttpMethod.Put && attempt < MostTries && NotYet.Contains(fault.Code, StringComparer.OrdinalIgnoreCase))
            {
                await reporter.VerboseAsync($"What was made a moment ago is not known to the service yet ({fault.Code}); it is asked again.", cancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task<ArmResponse> SendAndWaitAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken) => inner.SendAndWaitAsync(request, reporter, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectValue> ListAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken) => inner.ListAsync(request, reporter, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<GraphPage> QueryAsync(GraphQuery query, IAciReporter reporter, CancellationToken cancellationToken) => inner.QueryAsync(query, reporter, cancellationToken);
}
