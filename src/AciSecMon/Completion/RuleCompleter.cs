using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AciSecMon.Isolation;
using AciSecMon.Pipeline;

namespace AciSecMon.Completion;

/// <summary>Offers what the rules know. It never signs in, asks nobody, and offers nothing where anything is wrong.</summary>
public abstract class RuleCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        WildcardPattern wanted = new($"{wordToComplete?.Trim('\'', '"')}*", WildcardOptions.IgnoreCase);
        return Offers(Rules())
            .Where(offer => wanted.IsMatch(offer.Text))
            .Select(static offer => new CompletionResult(Quoted(offer.Text), offer.Text, CompletionResultType.ParameterValue, offer.ToolTip));
    }

    /// <summary>What can be offered, in its order.</summary>
    private protected abstract IEnumerable<(string Text, string ToolTip)> Offers(IReadOnlyList<AciSecurityRule> rules);

    private static IReadOnlyList<AciSecurityRule> Rules()
    {
        try
        {
            return PipelineThread.WaitFor(new ValueTask<IReadOnlyList<AciSecurityRule>>(
                Engine.Current.GetRulesAsync(new SettingsOptions { NoSettings = true }, CancellationToken.None)));
        }
        catch (AciProblemException)
        {
            // The cmdlet itself says what is wrong; a completer must not.
            return [];
        }
    }

    private static string Quoted(string text) => text.Contains(' ', StringComparison.Ordinal) ? $"'{text}'" : text;
}
