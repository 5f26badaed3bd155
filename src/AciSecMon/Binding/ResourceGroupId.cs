namespace AciSecMon.Binding;

/// <summary>Ids of resource groups.</summary>
internal static class ResourceGroupId
{
    /// <summary>True for <c>/subscriptions/x/resourceGroups/y</c>, whatever the case and with or without a last slash.</summary>
    public static bool IsValid(string text)
    {
        string[] parts = text.TrimEnd('/').Split('/');
        return parts is ["", var subscriptions, { Length: > 0 }, var groups, { Length: > 0 }]
            && subscriptions.Equals("subscriptions", StringComparison.OrdinalIgnoreCase)
            && groups.Equals("resourceGroups", StringComparison.OrdinalIgnoreCase);
    }
}
