using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Estate;

/// <summary>The names without wildcards of a selection, and which of them were found. A name that fits nothing is most often a slip, and silence would hide it.</summary>
internal sealed class NamedGroups(IEnumerable<string> names)
{
    private readonly SortedSet<string> left = new(names.Where(static name => !Wildcards.Has(name)), StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes a group that was found.</summary>
    public void Found(string? name)
    {
        if (name is not null) left.Remove(name);
    }

    /// <summary>A problem for each name that was not found.</summary>
    public IEnumerable<AciProblem> NotFound() => left.Select(static name => new AciProblem
    {
        Id = "AciContainerGroupNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"There is no container group '{name}' where was looked.",
        Target = name,
        Recommendation = "Check the name and the filters; the account may not see the subscription, and the index of resources lags some minutes behind (-ResourceId reads the group itself).",
    });
}
