using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>The kinds of places that a setting can send to; of each kind a setting has one at most (azure-facts, B.1).</summary>
internal enum DestinationKind
{
    /// <summary>A Log Analytics workspace.</summary>
    Workspace,

    /// <summary>A storage account.</summary>
    StorageAccount,

    /// <summary>An event hub, named by an authorization rule.</summary>
    EventHub,

    /// <summary>A solution of a partner.</summary>
    PartnerSolution,
}

/// <summary>A place that a setting sends to.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Id">Resource id.</param>
/// <param name="Hub">Name of the event hub; null where the service names one after the category.</param>
internal sealed record Destination(DestinationKind Kind, string Id, string? Hub = null)
{
    /// <summary>True where both mean the same place. A destination without a hub's name is content with any.</summary>
    public bool IsServedBy(Destination other) =>
        Kind == other.Kind && string.Equals(Id.TrimEnd('/'), other.Id.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        && (Hub is null || string.Equals(Hub, other.Hub, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// True where the service takes both for one place, to which a category may go by one setting only. Of event hubs that is the authorization rule, whatever the hub:
    /// two settings to two hubs of a namespace have to use two rules (source: the messages of refusals, which name the rule as the sink).
    /// </summary>
    public bool IsSameSink(Destination other) => Kind == other.Kind && string.Equals(Id.TrimEnd('/'), other.Id.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Name in a sentence, such as <c>workspace 'logs'</c>.</summary>
    public string InWords => Kind switch
    {
        DestinationKind.Workspace => $"workspace '{Last}'",
        DestinationKind.StorageAccount => $"storage account '{Last}'",
        DestinationKind.EventHub when Hub is not null => $"event hub '{Hub}' of namespace '{NamespaceName}'",
        DestinationKind.EventHub => $"event hubs namespace '{NamespaceName}'",
        _ => $"partner solution '{Last}'",
    };

    /// <summary>Last part of its id, which is its name but for event hubs.</summary>
    public string Last => Id[(Id.LastIndexOf('/') + 1)..];

    private string NamespaceName
    {
        get
        {
            string[] parts = Id.Split('/');
            int at = Array.FindIndex(parts, static part => string.Equals(part, "namespaces", StringComparison.OrdinalIgnoreCase));
            return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : Last;
        }
    }

    /// <summary>Reads the destinations of a setting's properties.</summary>
    public static IReadOnlyList<Destination> Read(Value properties)
    {
        var read = new List<Destination>(1);
        Add(DestinationKind.Workspace, properties["workspaceId"], null);
        Add(DestinationKind.StorageAccount, properties["storageAccountId"], null);
        Add(DestinationKind.EventHub, properties["eventHubAuthorizationRuleId"], properties["eventHubName"].AsText());
        // The older name of the same kind of rule.
        Add(DestinationKind.EventHub, properties["serviceBusRuleId"], null);
        Add(DestinationKind.PartnerSolution, properties["marketplacePartnerId"], null);
        return read;

        void Add(DestinationKind kind, Value id, string? hub)
        {
            if (id.AsText() is { Length: > 0 } text && !read.Exists(other => other.Kind == kind)) read.Add(new Destination(kind, text, string.IsNullOrEmpty(hub) ? null : hub));
        }
    }

    /// <summary>Reads what is asked for.</summary>
    /// <exception cref="AciProblemException">An id has not the form of one, or there is none.</exception>
    public static IReadOnlyList<Destination> From(EnableDiagnosticsRequest request)
    {
        var asked = new List<Destination>(3);
        Add(request.WorkspaceId, DestinationKind.Workspace, "Microsoft.OperationalInsights/workspaces", "WorkspaceId");
        Add(request.StorageAccountId, DestinationKind.StorageAccount, "Microsoft.Storage/storageAccounts", "StorageAccountId");
        Add(request.EventHubAuthorizationRuleId, DestinationKind.EventHub, "Microsoft.EventHub/namespaces/authorizationRules", "EventHubAuthorizationRuleId");
        if (asked.Count == 0)
        {
            throw Invalid("No destination was given.", null, "Give -WorkspaceId, -StorageAccountId or -EventHubAuthorizationRuleId, or several of them.");
        }

        if (!string.IsNullOrEmpty(request.EventHubName) && !asked.Exists(static destination => destination.Kind == DestinationKind.EventHub))
        {
            throw Invalid($"Event hub '{request.EventHubName}' was given without an authorization rule.", request.EventHubName, "Give -EventHubAuthorizationRuleId as well.");
        }

        return asked;

        void Add(string? text, DestinationKind kind, string type, string parameter)
        {
            if (string.IsNullOrEmpty(text)) return;
            if (!ArmId.TryParse(text, out ArmId? id) || !id.IsOf(type))
            {
                string child = kind == DestinationKind.EventHub ? "Microsoft.EventHub/namespaces/{namespace}/authorizationRules/{rule}" : type + "/{name}";
                // A connection string that was pasted here holds a key: only what looks like an id is repeated.
                bool isId = text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase);
                throw Invalid(
                    isId ? $"'{text}' is not the resource id of a {type} resource." : $"What -{parameter} gives is not the resource id of a {type} resource.", isId ? text : parameter, $"Give -{parameter} as /subscriptions/{{id}}/resourceGroups/{{name}}/providers/{child}.");
            }

            asked.Add(new Destination(kind, id.Text, kind == DestinationKind.EventHub && !string.IsNullOrEmpty(request.EventHubName) ? request.EventHubName : null));
        }
    }

    private static AciProblemException Invalid(string message, string? target, string recommendation) => new(new AciProblem
    {
        Id = "AciDestinationInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = message,
        Target = target,
        Recommendation = recommendation,
    });
}
