namespace AciSecMon.Completion;

/// <summary>Offers the profiles.</summary>
public sealed class ProfileCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers =>
    [
        ("Baseline", "What every container group should keep (default)"),
        ("Strict", "Baseline and what careful teams add"),
        ("Regulated", "Strict and what auditors of regulated data ask for"),
        ("Confidential", "For confidential container groups"),
        ("Batch", "For groups that run to an end and serve nobody"),
    ];
}
