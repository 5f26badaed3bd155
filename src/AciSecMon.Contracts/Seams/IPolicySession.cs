namespace AciSecMon;

/// <summary>Policies that are ready to judge resources. Not safe for concurrent use.</summary>
public interface IPolicySession
{
    /// <summary>Number of resources that were judged.</summary>
    int Resources { get; }

    /// <summary>Judges the resources of inputs by all policies, resource after resource.</summary>
    IAsyncEnumerable<AciPolicyCompliance> TestAsync(IReadOnlyList<EstateInput> inputs, CancellationToken cancellationToken);
}
