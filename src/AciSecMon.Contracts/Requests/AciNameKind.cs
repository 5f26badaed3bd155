namespace AciSecMon;

/// <summary>What a name is completed of.</summary>
public enum AciNameKind
{
    /// <summary>Container groups.</summary>
    ContainerGroup,

    /// <summary>Resource groups that hold container groups.</summary>
    ResourceGroup,

    /// <summary>Subscriptions that the account can read.</summary>
    Subscription,

    /// <summary>Log Analytics workspaces.</summary>
    Workspace,
}
