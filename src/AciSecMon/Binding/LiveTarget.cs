namespace AciSecMon.Binding;

/// <summary>A container group that lives in Azure.</summary>
/// <param name="ResourceId">Its resource id.</param>
/// <param name="Origin">The connection that it was read over; null where that is not known.</param>
internal sealed record LiveTarget(string ResourceId, AciConnection? Origin = null);
