using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AciSecMon.Connections;
using AciSecMon.Isolation;
using AciSecMon.Pipeline;

namespace AciSecMon.Completion;

/// <summary>
/// Offers names of what is in Azure. It uses a connection that is there and never signs in, gives up after two seconds, and offers nothing where anything is
/// wrong: a completer must not keep a person from typing.
/// </summary>
public abstract class LiveNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    private protected LiveNameCompleter(AciNameKind kind) => Kind = kind;

    private AciNameKind Kind { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        AciConnection? connection = Given(fakeBoundParameters) ?? CurrentConnection.Get();
        if (connection is null) return [];
        string prefix = wordToComplete?.Trim('\'', '"') ?? string.Empty;
        return PipelineThread.WaitFor(new ValueTask<IReadOnlyDictionary<string, string>>(NamesAsync(connection, prefix)))
            .OrderBy(static offer => offer.Value, StringComparer.OrdinalIgnoreCase)
            .Select(static offer => new CompletionResult(Quoted(offer.Key), offer.Value, CompletionResultType.ParameterValue, offer.Value));
    }

    // A resource group may be called rg(1), which would be an expression.
    private static string Quoted(string name) => name.All(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? name : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    private static AciConnection? Given(IDictionary? bound) => (bound?["Connection"] is PSObject wrapped ? wrapped.BaseObject : bound?["Connection"]) as AciConnection;

    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(AciConnection connection, string prefix)
    {
        using var budget = new CancellationTokenSource(Budget);
        try
        {
            // Waited for besides being cancelled: the budget holds even where something below is slow to notice.
            return await Task.Run(() => Engine.Azure.CompleteNameAsync(connection, Kind, prefix, budget.Token), budget.Token).WaitAsync(budget.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is AciProblemException or OperationCanceledException)
        {
            // The cmdlet itself says what is wrong.
            return new Dictionary<string, string>();
        }
    }
}

/// <summary>Offers names of container groups.</summary>
public sealed class GroupNameCompleter() : LiveNameCompleter(AciNameKind.ContainerGroup);

/// <summary>Offers names of resource groups that hold container groups.</summary>
public sealed class ResourceGroupNameCompleter() : LiveNameCompleter(AciNameKind.ResourceGroup);

/// <summary>Offers ids of subscriptions, by id or display name.</summary>
public sealed class SubscriptionCompleter() : LiveNameCompleter(AciNameKind.Subscription);

/// <summary>Offers names of Log Analytics workspaces.</summary>
public sealed class WorkspaceCompleter() : LiveNameCompleter(AciNameKind.Workspace);
