namespace AciSecMon.Assessment.Policy;

/// <summary>Which related resources are looked for.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Name">Their name; null for any.</param>
/// <param name="ResourceGroupName">Their resource group; null for that of the resource.</param>
/// <param name="IsOfSubscription">True where the whole subscription is looked through.</param>
internal sealed record RelatedQuery(string Type, string? Name, string? ResourceGroupName, bool IsOfSubscription);
