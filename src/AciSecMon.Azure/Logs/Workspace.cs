namespace AciSecMon.Azure.Logs;

/// <summary>A Log Analytics workspace.</summary>
/// <param name="CustomerId">GUID by which its logs are asked.</param>
/// <param name="ResourceId">Resource id; null where it is not known.</param>
/// <param name="Name">Name, or the GUID where it is not known.</param>
internal sealed record Workspace(Guid CustomerId, string? ResourceId, string Name)
{
    public const string Type = "Microsoft.OperationalInsights/workspaces";

    /// <summary>The action that reading a workspace needs.</summary>
    public const string ReadAction = Type + "/read";

    /// <summary>The action that asking for its logs needs (azure-facts-2, B.11).</summary>
    public const string QueryAction = Type + "/query/*/read";

    /// <summary>What it is called by in results and problems.</summary>
    public string Id => ResourceId ?? CustomerId.ToString();
}
