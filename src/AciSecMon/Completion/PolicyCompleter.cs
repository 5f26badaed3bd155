using AciSecMon.Isolation;

namespace AciSecMon.Completion;

/// <summary>Offers the module's own policy definitions with their titles.</summary>
public sealed class PolicyNameCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers => Engine.Current.GetPolicyDefinitions()
        .Where(static policy => policy.Origin == AciPolicyOrigin.Module).Select(static policy => (policy.Name, policy.DisplayName));
}
