using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Logs;

/// <summary>Finds the workspaces that a person names: by resource id, by GUID, or by name with wildcards. A name that stands for none is told; the others go on.</summary>
internal sealed class NamedWorkspaces(AzureSession session)
{
    private readonly WorkspaceList list = new(session);

    /// <summary>The workspaces, each once, in the order of the names.</summary>
    public async Task<IReadOnlyList<Workspace>> FindAsync(IReadOnlyList<string> names, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, Workspace>();

        // Who may query a workspace need not be able to see it: a GUID alone is enough.
        bool areGuids = names.All(static name => Guid.TryParse(name, out _));
        IReadOnlyList<Workspace> listed = areGuids ? [] : await list.GetAsync(reporter, cancellationToken).ConfigureAwait(false);
        foreach (string name in names)
        {
            foreach (Workspace workspace in await OfAsync(name, listed, reporter, cancellationToken).ConfigureAwait(false)) found.TryAdd(workspace.CustomerId, workspace);
        }

        return [.. found.Values];
    }

    private async Task<IReadOnlyList<Workspace>> OfAsync(string name, IReadOnlyList<Workspace> listed, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(name, out Guid customer)) return [listed.FirstOrDefault(w => w.CustomerId == customer) ?? new Workspace(customer, null, customer.ToString())];
        if (name.StartsWith('/')) return await ByIdAsync(name, reporter, cancellationToken).ConfigureAwait(false);
        Workspace[] fitting = [.. listed.Where(w => Wildcards.Fits(w.Name, name))];
        if (fitting.Length == 0) await reporter.ProblemAsync(NotFound(name, listed), cancellationToken).ConfigureAwait(false);
        return fitting;
    }

    private async Task<IReadOnlyList<Workspace>> ByIdAsync(string text, IAciReporter reporter, CancellationToken cancellationToken)
    {
        AciProblem problem;
        try
        {
            if (ArmId.TryParse(text, out ArmId? id) && id.IsOf(Workspace.Type) && await list.FindAsync(id, reporter, cancellationToken).ConfigureAwait(false) is { } known) return [known];
            problem = new AciProblem
            {
                Id = "AciWorkspaceNotFound",
                Kind = AciProblemKind.NotFound,
                Message = $"'{text}' is not the resource id of a workspace.",
                Target = text,
                Recommendation = $"Give /subscriptions/.../providers/{Workspace.Type}/<name>, a name, or the workspace's GUID.",
            };
        }
        catch (AciServiceException fault)
        {
            problem = fault.Status == 404 ? NotFound(text, []) : Faults.On(fault, $"The workspace '{text}' could not be read", text, Workspace.ReadAction);
        }

        await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
        return [];
    }

    private AciProblem NotFound(string name, IReadOnlyList<Workspace> listed) => new()
    {
        Id = "AciWorkspaceNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"There is no workspace '{name}' that this account can read{(list.Unread.Count > 0 ? "; not all workspaces could be read" : string.Empty)}.",
        Target = name,
        Recommendation = listed.Count == 0
            ? "Give a resource id, a name, or the workspace's GUID, which needs no right to see the workspace itself."
            : $"There are {string.Join(", ", listed.Select(static w => w.Name).Distinct(StringComparer.OrdinalIgnoreCase).Take(20))}; or give the workspace's GUID.",
    };
}
