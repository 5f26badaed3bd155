using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AciSecMon.Isolation;

namespace AciSecMon.Completion;

/// <summary>Offers tables with one service and its usual api-version, to be changed: what stands inside of a table cannot be completed.</summary>
public sealed class ApiVersionCompleter : IArgumentCompleter
{
    private static readonly char[] Around = ['@', '{', '}', '\'', '"', ' '];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string part = wordToComplete?.Trim(Around) ?? string.Empty;
        return Engine.Azure.ApiVersions
            .Where(offer => offer.Key.Contains(part, StringComparison.OrdinalIgnoreCase))
            .Select(static offer => new CompletionResult($"@{{ '{offer.Key}' = '{offer.Value}' }}", offer.Key, CompletionResultType.ParameterValue, $"{offer.Key}: {offer.Value} where it is not given"));
    }
}
