using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Connection;

/// <summary>Signs in: takes the first credential with which Resource Manager answers, and finds out what it may see.</summary>
internal sealed class SignIn(Func<string, string?> environment, TimeProvider systemClock)
{
    private const string ThreeWays = "Run where a managed identity is announced, sign in with Connect-AzAccount in this runspace, or with 'az login'; or give Connect-AciSecMon a credential.";

    /// <summary>Makes a session.</summary>
    /// <exception cref="AciProblemException">No credential worked, or a named subscription is not there.</exception>
    public async Task<AciConnection> ConnectAsync(ConnectionRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        TimeProvider clock = request.Wire?.Clock ?? systemClock;
        Cloud cloud = request.Wire is { } wire ? new Cloud(wire.Name, wire.ResourceManager, wire.ResourceManager, wire.Directory) : Cloud.Of(request);
        var refused = new List<string>();
        foreach (ChosenCredential candidate in CredentialFactory.Candidates(request, cloud, clock, environment))
        {
            var options = new TransportOptions(cloud.ResourceManager, cloud.Audience + "/.default", candidate.Credential, clock, request.Wire?.Handler)
            {
                Watch = systemClock,
                Deadline = request.Timeout ?? TransportOptions.UsualDeadline,
            };
            var session = new AzureSession(options, cloud);
            try
            {
                (session.Visible, string? tenant) = await ReadSubscriptionsAsync(session, reporter, cancellationToken).ConfigureAwait(false);
                session.Subscriptions = request is { ManagementGroup: { } group, Subscription.Count: 0 }
                    ? await SubscriptionsOfAsync(group, session, reporter, cancellationToken).ConfigureAwait(false)
                    : Resolve(request.Subscription, session.Visible);
                await reporter.VerboseAsync($"Signed in to {cloud.Name} by {candidate.Kind}; {session.Visible.Count} subscriptions can be read.", cancellationToken).ConfigureAwait(false);
                return ToConnection(request, candidate.Kind, cloud, session, tenant, clock);
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

    private static async Task<(IReadOnlyDictionary<string, string> Visible, string? Tenant)> ReadSubscriptionsAsync(AzureSession session, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var visible = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? tenant = null;
        await foreach (ObjectValue row in session.Arm.ListAsync(ArmRequest.Get("/subscriptions", ApiVersions.Subscriptions), reporter, cancellationToken).ConfigureAwait(false))
        {
            if (row["subscriptionId"].AsText() is not { } id) continue;
            visible[id] = row["displayName"].AsText() ?? id;
            tenant ??= row["tenantId"].AsText();
        }

        return (visible, tenant);
    }

    // A scope that is not wholly known is none: what is missing from it would be passed over, and without any, everything would be meant.
    private static async Task<string[]> SubscriptionsOfAsync(string group, AzureSession session, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        var query = new GraphQuery(ResourceQuery.Subscriptions) { ManagementGroup = group };
        await foreach (GraphPage page in session.Arm.QueryAsync(query, reporter, cancellationToken).ConfigureAwait(false))
        {
            if (page.Unread is { } cut) throw cut;
            ids.AddRange(page.Rows.Select(static row => row["subscriptionId"].AsText()).OfType<string>());
        }

        return ids.Count > 0 ? [.. ids.Distinct(StringComparer.OrdinalIgnoreCase)] : throw new AciProblemException(new AciProblem
        {
            Id = "AciManagementGroupEmpty",
            Kind = AciProblemKind.NotFound,
            Message = $"There is no management group '{group}', or it holds no subscription that this account can read.",
            Target = group,
            Recommendation = "Give the id of a management group, not its display name, or name subscriptions with -Subscription.",
        });
    }

    private static string[] Resolve(IReadOnlyList<string> asked, IReadOnlyDictionary<string, string> visible)
    {
        return [.. asked.SelectMany(Find).Distinct(StringComparer.OrdinalIgnoreCase)];

        string[] Find(string text)
        {
            // One that cannot be seen is kept by its id: it is then told as not readable wherever it is asked.
            if (visible.ContainsKey(text) || Guid.TryParse(text, out _)) return [text];
            string[] named = [.. visible.Where(v => string.Equals(v.Value, text, StringComparison.OrdinalIgnoreCase)).Select(static v => v.Key)];
            return named.Length > 0 ? named : throw new AciProblemException(new AciProblem
            {
                Id = "AciSubscriptionNotFound",
                Kind = AciProblemKind.NotFound,
                Message = $"No subscription that this account can read is called '{text}'.",
                Target = text,
                Recommendation = visible.Count == 0 ? "The account can read no subscription." : $"It can read: {string.Join(", ", visible.Values.Order(StringComparer.OrdinalIgnoreCase).Take(20))}.",
            });
        }
    }

    private static AciConnection ToConnection(ConnectionRequest request, AciCredentialKind kind, Cloud cloud, AzureSession session, string? tenant, TimeProvider clock) => new()
    {
        Account = request.Wire?.Account ?? request.AccountId ?? kind.ToString(),
        Credential = kind,
        TenantId = request.Wire?.TenantId ?? tenant ?? request.TenantId,
        Environment = cloud.Name,
        Endpoint = cloud.ResourceManager.GetLeftPart(UriPartial.Authority),
        SubscriptionId = [.. session.Subscriptions],
        ManagementGroup = request.ManagementGroup,
        ConnectedAt = clock.GetUtcNow(),
        EngineState = session.Estate,
    };
}
