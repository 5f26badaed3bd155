namespace AciSecMon.Azure.Connection;

/// <summary>The subscriptions that an account sees.</summary>
/// <param name="Names">Id to name.</param>
/// <param name="TenantId">Tenant that they are of; null where nothing tells.</param>
/// <param name="IsKnown">False where the list could not be read: what is not in it may be there all the same.</param>
internal sealed record VisibleSubscriptions(IReadOnlyDictionary<string, string> Names, string? TenantId, bool IsKnown = true)
{
    /// <summary>None yet.</summary>
    public static VisibleSubscriptions None { get; } = new(new Dictionary<string, string>(), null);

    /// <summary>Whether a subscription can be asked. Of one that nobody knows of, the service decides.</summary>
    public bool CanAsk(string id) => !IsKnown || Names.ContainsKey(id);

    /// <summary>Where it was looked, as a part of a sentence; empty where the tenant is not known.</summary>
    public string Place => TenantId is null ? string.Empty : $" in tenant {TenantId}";
}
