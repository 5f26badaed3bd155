using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Estate;
using AciSecMon.Azure.Registries;

namespace AciSecMon.Azure.Connection;

/// <summary>What a connection holds: the client, its counts, and where to look.</summary>
internal sealed class AzureSession
{
    public AzureSession(TransportOptions options, Cloud cloud)
    {
        Clock = options.Clock;
        Watch = options.Watch;
        Arm = new ArmClient(new ArmTransport(options, Counter), Counter, options.Clock);
        Name = cloud.Name;
        Deadline = options.Deadline;
        Directory = ClientOf(cloud.Directory, options);
        Logs = ClientOf(cloud.LogAnalytics, options);
        Registries = new RegistryClient(options, cloud.Name, Counter);
    }

    /// <summary>Name of the cloud.</summary>
    public string Name { get; }

    /// <summary>Counts of calls.</summary>
    public CallCounter Counter { get; } = new();

    /// <summary>Speaks to Resource Manager.</summary>
    public IArmClient Arm { get; }

    /// <summary>Speaks to Microsoft Graph; null where its address is not known.</summary>
    public IArmClient? Directory { get; }

    /// <summary>Speaks to Log Analytics; null where its address is not known.</summary>
    public IArmClient? Logs { get; }

    /// <summary>Speaks to the registries that the connection owns.</summary>
    public RegistryClient Registries { get; }

    /// <summary>How long one call may take.</summary>
    public TimeSpan Deadline { get; }

    /// <summary>What waits, waits by it.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The clock of persons and of time-outs, which no wire of its own moves on.</summary>
    public TimeProvider Watch { get; }

    /// <summary>Subscriptions that the caller can see.</summary>
    public VisibleSubscriptions Visible { get; set; } = VisibleSubscriptions.None;

    /// <summary>Subscriptions to look at where a cmdlet names none; empty for all.</summary>
    public IReadOnlyList<string> Subscriptions { get; set; } = [];

    /// <summary>True once the connection was given up.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Gives up the connection and forgets its tokens.</summary>
    public void Close()
    {
        if (IsClosed) return;
        IsClosed = true;
        ((ArmClient)Arm).Dispose();
        ((ArmClient?)Directory)?.Dispose();
        ((ArmClient?)Logs)?.Dispose();
        Registries.Dispose();
    }

    /// <summary>The estate behind the connection.</summary>
    public AzureEstate Estate => field ??= new AzureEstate(this);

    /// <summary>Tells subscriptions without container groups from those that may not be read.</summary>
    public UnseenSubscriptions Unseen => field ??= new UnseenSubscriptions(Arm, () => Visible.Names.Keys);

    /// <summary>The subscriptions that an operation on subscriptions means.</summary>
    public IReadOnlyList<string> SubscriptionsFor(IReadOnlyList<string> asked) =>
        asked.Count > 0 ? asked : Subscriptions.Count > 0 ? Subscriptions : [.. Visible.Names.Keys];

    private ArmClient? ClientOf(Uri? address, TransportOptions options)
    {
        if (address is null) return null;
        TransportOptions own = options with { Endpoint = address, Scope = address.GetLeftPart(UriPartial.Authority) + "/.default" };
        return new ArmClient(new ArmTransport(own, Counter), Counter, options.Clock);
    }

    /// <summary>Ends the call where the connection was given up.</summary>
    /// <exception cref="AciProblemException">It was.</exception>
    public void RequireOpen()
    {
        if (!IsClosed) return;
        throw new AciProblemException(new AciProblem
        {
            Id = "AciConnectionClosed",
            Kind = AciProblemKind.Connection,
            Message = "The connection was given up with Disconnect-AciSecMon.",
            Target = Name,
            Recommendation = "Connect again with Connect-AciSecMon.",
        });
    }

    /// <summary>What there is to say where no subscription is seen: an empty answer would look as if all were well.</summary>
    public AciProblem NoSubscription() => new()
    {
        Id = "AciNoSubscription",
        Kind = AciProblemKind.PermissionDenied,
        Message = $"There is nothing to look at: the account sees no subscription{Visible.Place}.",
        Target = Name,
        Recommendation = "Ask for the role Reader on a subscription or management group, or connect to the tenant of the subscriptions with -Tenant.",
    };

    /// <summary>What there is to say of a subscription that the account does not see; Resource Graph leaves it out without a word.</summary>
    public static AciProblem Unreadable(string subscriptionId) => new()
    {
        Id = "AciSubscriptionUnreadable",
        Kind = AciProblemKind.PermissionDenied,
        Message = $"The subscription {subscriptionId} cannot be read by this account, or is of another tenant.",
        Target = "/subscriptions/" + subscriptionId,
        Recommendation = "Ask for the role Reader on it, or connect to its tenant.",
    };
}
