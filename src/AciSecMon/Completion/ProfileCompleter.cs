using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AciSecMon.Completion;

/// <summary>Offers the profiles.</summary>
public sealed class ProfileCompleter : IArgumentCompleter
{
    private static readonly (string Name, string ToolTip)[] Profiles =
    [
        ("Baseline", "What every container group should keep (default)"),
        ("Strict", "Baseline and what careful teams add"),
        ("Regulated", "Strict and what auditors of regulated data ask for"),
        ("Confidential", "For confidential container groups"),
        ("Batch", "For groups that run to an end and serve nobody"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => Profiles
        .Where(profile => profile.Name.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
        .Select(static profile => new CompletionResult(profile.Name, profile.Name, CompletionResultType.ParameterValue, profile.ToolTip));
}
