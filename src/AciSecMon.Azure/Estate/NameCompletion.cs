using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Logs;

namespace AciSecMon.Azure.Estate;

/// <summary>Finds names that begin as what a person has typed.</summary>
internal static class NameCompletion
{
    /// <summary>Names, each with the text that is shown for it. Ends early where the token says so, with what is there by then.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FindAsync(AzureSession session, AciNameKind kind, string prefix, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (kind == AciNameKind.Subscription)
        {
            foreach ((string id, string name) in session.Visible.Names)
            {
                if (Begins(id, prefix) || Begins(name, prefix)) names[id] = $"{name} ({id})";
            }

            return names;
        }

        if (kind == AciNameKind.Workspace) return await WorkspacesAsync(session, prefix, names, cancellationToken).ConfigureAwait(false);
        string[] patterns = [prefix + "*"];
        GroupSelection selection = kind == AciNameKind.ResourceGroup ? new GroupSelection { ResourceGroupName = patterns } : new GroupSelection { Name = patterns };
        string column = kind == AciNameKind.ResourceGroup ? "resourceGroup" : "name";
        try
        {
            await foreach (LivePage page in session.Estate.ReadGroupsAsync(selection, QuietReporter.Instance, cancellationToken).ConfigureAwait(false))
            {
                foreach (ObjectValue row in page.Rows)
                {
                    if (row[column].AsText() is { Length: > 0 } name) names[name] = name;
                }

                if (names.Count > 0) break;
            }
        }
        catch (OperationCanceledException)
        {
            // A person waits at the prompt: what is not there by now is not offered.
            return names;
        }

        return names;
    }

    private static async Task<IReadOnlyDictionary<string, string>> WorkspacesAsync(AzureSession session, string prefix, Dictionary<string, string> names, CancellationToken cancellationToken)
    {
        try
        {
            foreach (Workspace workspace in await new WorkspaceList(session).GetAsync(QuietReporter.Instance, cancellationToken).ConfigureAwait(false))
            {
                if (Begins(workspace.Name, prefix)) names[workspace.Name] = workspace.Name;
            }
        }
        catch (OperationCanceledException)
        {
            // As above.
            return names;
        }

        return names;
    }

    private static bool Begins(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
