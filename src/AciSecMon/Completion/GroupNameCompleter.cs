using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AciSecMon.Connections;
using AciSecMon.Isolation;
using AciSecMon.Pipeline;

namespace AciSecMon.Completion;

/// <summary>
/// Offers names of container groups in Azure. It uses a connection that is there and never signs in, gives up after two seconds, and offers nothing where anything is
/// wrong: a completer must not keep a person from typing.
/// </summary>
public sealed class GroupNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        AciConnection? connection = Given(fakeBoundParameters) ?? CurrentConnection.Get();
        if (connection is null) return [];
        string prefix = wordToComplete?.Trim('\'', '"') ?? string.Empty;
        return PipelineThread.WaitFor(new ValueTask<IReadOnlyList<string>>(NamesAsync(connection, prefix)))
            .Where(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(static name => new CompletionResult(name, name, CompletionResultType.ParameterValue, $"container group {name}"));
    }

    private static AciConnection? Given(IDictionary? bound) => (bound?["Connection"] is PSObject wrapped ? wrapped.BaseObject : bound?["Connection"]) as AciConnection;

    private static async Task<IReadOnlyList<string>> NamesAsync(AciConnection connection, string prefix)
    {
        using var budget = new CancellationTokenSource(Budget);
        try
        {
            // Waited for besides being cancelled: the budget holds even where something below is slow to notice.
            return await Task.Run(() => Engine.Azure.CompleteGroupNameAsync(connection, prefix, budget.Token), budget.Token).WaitAsync(budget.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is AciProblemException or OperationCanceledException)
        {
            // The cmdlet itself says what is wrong.
            return [];
        }
    }
}
