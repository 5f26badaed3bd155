using AciSecMon.Connections;

namespace AciSecMon.Completion;

/// <summary>Offers the clouds.</summary>
public sealed class EnvironmentCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers => CloudNames.All;
}
