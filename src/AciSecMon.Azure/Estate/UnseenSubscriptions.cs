using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Estate;

/// <summary>
/// Tells a subscription without container groups from one whose container groups the caller may not read: Resource Graph leaves both out without a word, and a list of
/// Resource Manager refuses the second by name. Each subscription is asked once in a session, and only where no group of it was seen.
/// </summary>
/// <param name="arm">Speaks to Resource Manager.</param>
/// <param name="all">The subscriptions that the caller can see.</param>
internal sealed class UnseenSubscriptions(IArmClient arm, Func<IEnumerable<string>> all)
{
    /// <summary>The action that reading container groups needs.</summary>
    public const string ReadAction = "Microsoft.ContainerInstance/containerGroups/read";

    private readonly ConcurrentDictionary<string, bool> readable = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A group was seen, and so its subscription.</summary>
    public void Saw(string? groupId)
    {
        if (ArmId.TryParse(groupId, out ArmId? id)) readable.TryAdd(id.SubscriptionId, true);
    }

    /// <summary>The subscriptions of which nothing can be read, with the reason.</summary>
    /// <param name="meant">Subscriptions; empty for all that the caller can see.</param>
    /// <param name="reporter">Takes what is worth knowing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<(string SubscriptionId, AciServiceException Fault)> FindAsync(
        IReadOnlyCollection<string> meant, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] unseen = [.. (meant.Count > 0 ? meant : all()).Where(id => !readable.ContainsKey(id)).Distinct(StringComparer.OrdinalIgnoreCase)];
        await foreach ((string id, AciServiceException? fault) in BoundedWork.MapAsync(unseen, (id, stop) => AskAsync(id, reporter, stop), cancellationToken).ConfigureAwait(false))
        {
            if (fault is null) readable.TryAdd(id, true);
            else yield return (id, fault);
        }
    }

    /// <summary>What there is to say of such a subscription.</summary>
    public static AciProblem ProblemOf(string subscriptionId, AciServiceException fault) =>
        Faults.On(fault, $"The container groups of subscription '{subscriptionId}' could not be read", "/subscriptions/" + subscriptionId, ReadAction);

    private async Task<(string SubscriptionId, AciServiceException? Fault)> AskAsync(string id, IAciReporter reporter, CancellationToken cancellationToken)
    {
        try
        {
            ArmRequest request = ArmRequest.Get($"/subscriptions/{id}/providers/Microsoft.ContainerInstance/containerGroups", ApiVersions.ContainerInstance);
            await arm.SendAsync(request, reporter, cancellationToken).ConfigureAwait(false);
            return (id, null);
        }
        catch (AciServiceException fault) when (fault.Problem.Id == "AciAzureNotRegistered")
        {
            // Where the provider is not registered there are no groups.
            return (id, null);
        }
        catch (AciServiceException fault)
        {
            return (id, fault);
        }
    }
}
