using System.Collections.Concurrent;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Reads destinations, each distinct one once in its lifetime, which is one call of a cmdlet.</summary>
internal sealed class DestinationReader(IArmClient arm, IAciReporter reporter, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<DestinationFacts>>> read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known of a destination. Never fails: what could not be read is part of the answer.</summary>
    public Task<DestinationFacts> ReadAsync(Destination destination) =>
        Once($"{destination.Kind}|{destination.Id.TrimEnd('/')}|{destination.Hub}", () => FindOutAsync(destination));

    /// <summary>What is known of the workspace that a group's own agent sends to.</summary>
    public Task<DestinationFacts> ReadAsync(LegacyAgent agent) => agent.WorkspaceResourceId is { Length: > 0 } id
        ? ReadAsync(new Destination(DestinationKind.Workspace, id))
        : Once("customer|" + agent.WorkspaceId, () => FindWorkspaceAsync(agent.WorkspaceId));

    private Task<DestinationFacts> Once(string key, Func<Task<DestinationFacts>> work) =>
        read.GetOrAdd(key, static (_, start) => new Lazy<Task<DestinationFacts>>(start), work).Value;

    private async Task<DestinationFacts> FindOutAsync(Destination destination)
    {
        (string action, Func<Destination, Task<DestinationFacts>> work) = destination.Kind switch
        {
            DestinationKind.Workspace => (WorkspaceFacts.ReadAction, ReadWorkspaceAsync),
            DestinationKind.StorageAccount => (StorageFacts.ReadAction, ReadStorageAsync),
            DestinationKind.EventHub => (EventHubFacts.RuleReadAction, ReadEventHubAsync),
            _ => (string.Empty, (Func<Destination, Task<DestinationFacts>>)(static _ => Task.FromResult(DestinationFacts.Unknown("solutions of partners are not read")))),
        };
        try
        {
            return await work(destination).ConfigureAwait(false);
        }
        catch (AciServiceException fault) when (fault.Status == 404)
        {
            return DestinationFacts.Gone("it does not exist");
        }
        catch (AciServiceException fault)
        {
            return DestinationFacts.Unknown(Faults.Reason(fault, action));
        }
    }

    private async Task<DestinationFacts> ReadWorkspaceAsync(Destination destination) =>
        WorkspaceFacts.Read(await GetAsync(destination.Id, ApiVersions.Workspaces).ConfigureAwait(false));

    private async Task<DestinationFacts> ReadStorageAsync(Destination destination) =>
        StorageFacts.Read(await GetAsync(destination.Id, ApiVersions.StorageAccounts).ConfigureAwait(false));

    private async Task<DestinationFacts> ReadEventHubAsync(Destination destination)
    {
        if (!ArmId.TryParse(destination.Id, out ArmId? id) || !id.Type.Contains("/authorizationRules", StringComparison.OrdinalIgnoreCase))
        {
            return DestinationFacts.Unknown("it is not named by an authorization rule of an event hubs namespace");
        }

        Value rule = await GetAsync(id.Text, ApiVersions.EventHubs).ConfigureAwait(false);
        string space = id.ParentText;
        // A rule of a hub lies one step deeper than a rule of the namespace.
        if (ArmId.TryParse(space, out ArmId? hub) && hub.Type.EndsWith("/eventhubs", StringComparison.OrdinalIgnoreCase)) space = hub.ParentText;
        Value owner = await GetAsync(space, ApiVersions.EventHubs).ConfigureAwait(false);
        (Value? network, string? doubt) = await TryGetAsync(space + "/networkRuleSets/default", EventHubFacts.NetworkReadAction).ConfigureAwait(false);
        (Value? named, string? hubDoubt) = destination.Hub is null
            ? (MissingValue.Instance, null)
            : await TryGetAsync($"{space}/eventhubs/{Uri.EscapeDataString(destination.Hub)}", EventHubFacts.HubReadAction).ConfigureAwait(false);
        if (named is null && hubDoubt is null) return DestinationFacts.Gone($"its event hub '{destination.Hub}' does not exist");
        return EventHubFacts.Read(rule, owner, network ?? MissingValue.Instance, named ?? MissingValue.Instance, doubt ?? hubDoubt);
    }

    // Nothing but the index of resources can find a workspace by its own id.
    private async Task<DestinationFacts> FindWorkspaceAsync(string customerId)
    {
        if (!Guid.TryParse(customerId, out _)) return DestinationFacts.Unknown("its id is no workspace id");
        string text = "resources | where type in~ ('microsoft.operationalinsights/workspaces') and properties.customerId in~ ('" + customerId
            + "') | project id, name, location, resourceGroup, subscriptionId, properties | order by id asc";
        try
        {
            await foreach (GraphPage page in arm.QueryAsync(new GraphQuery(text), reporter, cancellationToken).ConfigureAwait(false))
            {
                foreach (ObjectValue row in page.Rows)
                {
                    if (row["properties"]["customerId"].Is(customerId)) return WorkspaceFacts.Read(row);
                }
            }
        }
        catch (AciServiceException fault)
        {
            return DestinationFacts.Unknown(Faults.Reason(fault, WorkspaceFacts.ReadAction));
        }

        return DestinationFacts.Unknown("no workspace with this id is among those that the account can read");
    }

    private async Task<Value> GetAsync(string path, string apiVersion) =>
        (await arm.SendAsync(ArmRequest.Get(path, apiVersion), reporter, cancellationToken).ConfigureAwait(false)).Body;

    private async Task<(Value? Value, string? Doubt)> TryGetAsync(string path, string action)
    {
        try
        {
            return (await GetAsync(path, ApiVersions.EventHubs).ConfigureAwait(false), null);
        }
        catch (AciServiceException fault) when (fault.Status == 404)
        {
            return (null, null);
        }
        catch (AciServiceException fault)
        {
            return (null, Faults.Reason(fault, action));
        }
    }
}
