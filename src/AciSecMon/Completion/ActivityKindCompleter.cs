namespace AciSecMon.Completion;

/// <summary>Offers kinds of operations.</summary>
public sealed class ActivityKindCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers => Enum.GetNames<AciActivityKind>().Select(static name => (name, name));
}
