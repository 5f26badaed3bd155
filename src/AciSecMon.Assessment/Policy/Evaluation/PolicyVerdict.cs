using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What a policy says of a resource.</summary>
/// <param name="State">The verdict.</param>
/// <param name="Effect">The effect that it has, as the documentation writes it; empty where that is not known.</param>
/// <param name="Message">Why, in a sentence.</param>
internal sealed record PolicyVerdict(AciPolicyState State, string Effect, string Message)
{
    /// <summary>What the effect would change; empty for effects that change nothing.</summary>
    public IReadOnlyList<PolicyChange> Changes { get; init; } = [];

    /// <summary>The exemption that takes the resource out, or did until it ran out; null for none.</summary>
    public PolicyExemption? Exemption { get; init; }
}

/// <summary>A change that append or modify would make.</summary>
/// <param name="Operation">add, addOrReplace or remove.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">The value; missing for one that is removed.</param>
internal sealed record PolicyChange(string Operation, string Field, Value Value);
