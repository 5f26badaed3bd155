using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AciSecMon.Completion;

/// <summary>Offers what stands in a list.</summary>
public abstract class ListCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => Offers
        .Where(offer => offer.Text.StartsWith(wordToComplete?.Trim('\'', '"') ?? string.Empty, StringComparison.OrdinalIgnoreCase))
        .Select(static offer => new CompletionResult(Quoted(offer.Text), offer.Text, CompletionResultType.ParameterValue, offer.ToolTip));

    private static string Quoted(string text) => text.Contains(' ', StringComparison.Ordinal) ? $"'{text}'" : text;

    /// <summary>What can be offered, in its order.</summary>
    private protected abstract IEnumerable<(string Text, string ToolTip)> Offers { get; }
}
