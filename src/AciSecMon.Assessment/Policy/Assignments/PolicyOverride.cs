using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What an assignment changes of definitions without changing their text: the effect, or the version (azure-facts-2, D.4.6).</summary>
/// <param name="Kind">policyEffect or policyVersion.</param>
/// <param name="Value">The effect, or the version.</param>
/// <param name="Selector">Which definitions, and resources where, it is for.</param>
internal sealed record PolicyOverride(string Kind, string Value, ResourceSelector Selector)
{
    /// <summary>Reads it.</summary>
    public static PolicyOverride Of(Value written) => new(written["kind"].AsText() ?? string.Empty, written["value"].AsText() ?? string.Empty, ResourceSelector.Of(written["selectors"]));

    /// <summary>True for one that sets the effect.</summary>
    public bool IsOfEffect => Kind.Equals("policyEffect", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for one that sets the version.</summary>
    public bool IsOfVersion => Kind.Equals("policyVersion", StringComparison.OrdinalIgnoreCase);
}
