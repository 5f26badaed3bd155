using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Connection;

/// <summary>Signs in: takes the first credential with which Resource Manager answers, and finds out what it may see.</summary>
internal sealed class SignIn(Func<string, string?> environment, TimeProvider systemClock)
{
    // A code is good for 15 minutes (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code). That it is over, the sign-in service says better than a
    // limit here can: the limit is for a browser window that was closed, of which nobody tells.
    private static readonly TimeSpan PersonTime = TimeSpan.FromMinutes(20);

    private const string ThreeWays = "Run where a managed identity is announced, sign in with Connect-AzAccount in this runspace, or with 'az login'; or give Connect-AciSecMon a credential.";

    /// <summary>Makes a session.</summary>
    /// <exception cref="AciProblemException">No credential worked, or a named subscription is not there.</exception>
    public async Task<AciConnection> ConnectAsync(ConnectionRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        TimeProvider clock = request.Wire?.Clock ?? systemClock;
        Cloud cloud = request.Wire is { } wire ? new Cloud(wire.Name, wire.ResourceManager, wire.ResourceManager, wire.Directory, wire.LogAnalytics) : Cloud.Of(request);
        ApiVersionTable versions = ApiVersionTable.With(request.ApiVersion);
        var refused = new List<string>();
        foreach (ChosenCredential candidate in CredentialFactory.Candidates(request, cloud, clock, environment))
        {
            var options = new TransportOptions(cloud.ResourceManager, cloud.Audience + "/.default", candidate.Credential, clock, request.Wire?.Handler)
            {
                Watch = systemClock,
                Deadline = request.Timeout ?? TransportOptions.UsualDeadline,
                Versions = versions,
                PersonTime = candidate.AsksPerson ? PersonTime : null,
            };
            var session = new AzureSession(options, cloud);
            try
            {
                var scope = new SubscriptionScope(session.Arm, request, reporter);
                session.Visible = await scope.ReadAsync(cancellationToken).ConfigureAwait(false);
                session.Subscriptions = await scope.ChooseAsync(session.Visible, cancellationToken).ConfigureAwait(false);
                AciConnection connection = ToConnection(request, candidate.Kind, cloud, session, clock);
                await reporter.VerboseAsync($"Signed in to {cloud.Name} by {candidate.Kind}; {session.Visible.Names.Count} subscriptions can be read.", cancellationToken).ConfigureAwait(false);
                await scope.WarnAsync(connection.Account, session.Visible, cancellationToken).ConfigureAwait(false);
                return connection;
            }
            catch (AciServiceException failure) when (request.Credential == AciCredentialKind.Default && failure.Problem.Kind == AciProblemKind.Authentication)
            {
                refused.Add($"{candidate.Kind}: {failure.Problem.Message}");
                await reporter.VerboseAsync($"{candidate.Kind} did not answer: {failure.Problem.Message}", cancellationToken).ConfigureAwait(false);
            }
        }

        throw new AciProblemException(new AciProblem
        {
            Id = "AciNotConnected",
            Kind = AciProblemKind.Authentication,
            Message = $"There is no sign-in to use. Tried {string.Join("; ", refused)}",
            Target = cloud.Name,
            Recommendation = ThreeWays,
        });
    }

    private static AciConnection ToConnection(ConnectionRequest request, AciCredentialKind kind, Cloud cloud, AzureSession session, TimeProvider clock) => new()
    {
        Account = request.Wire?.Account ?? request.AccountId ?? kind.ToString(),
        Credential = kind,
        TenantId = session.Visible.TenantId,
        Environment = cloud.Name,
        Endpoint = cloud.ResourceManager.GetLeftPart(UriPartial.Authority),
        SubscriptionId = [.. session.Subscriptions],
        ManagementGroup = request.ManagementGroup,
        ApiVersion = session.Arm.Versions.Changed,
        ConnectedAt = clock.GetUtcNow(),
        EngineState = session.Estate,
    };
}
