using System.Globalization;

namespace AciSecMon.Assessment.Policy;

/// <summary>One step into a resource.</summary>
/// <param name="Name">The property; null for a step into an array.</param>
/// <param name="Index">The number of the member; null for all of them.</param>
internal readonly record struct PathStep(string? Name, int? Index = null)
{
    public bool IsMembers => Name is null && Index is null;

    /// <summary>
    /// True for what every resource may have beside its properties (Resource Manager, resource definition): the rest of a resource is never meant by an alias.
    /// </summary>
    public bool MayBeBeside { get; } = Name?.ToLowerInvariant() is "zones" or "sku" or "kind" or "plan" or "identity" or "managedby" or "extendedlocation" or "location" or "tags";
}

/// <summary>The way from a resource to what an alias names.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="IsExact">
/// True where every step is the resource's own, as a table of aliases tells; false for a way by the rule, where properties and members may carry what they hold below
/// <c>properties</c>.
/// </param>
internal sealed record PropertyPath(PathStep[] Steps, bool IsExact)
{
    /// <summary>The numbers of the steps that go to all members of an array.</summary>
    public int[] Openings { get; } = [.. Enumerable.Range(0, Steps.Length).Where(step => Steps[step].IsMembers)];

    /// <summary>Reads <c>a.b[*].c['d'][0]</c>.</summary>
    public static PropertyPath Parse(string text, bool isExact)
    {
        List<PathStep> steps = [];
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] == '.')
            {
                at++;
                continue;
            }

            int end = text[at] == '[' ? text.IndexOf(']', at) : text.AsSpan(at).IndexOfAny('.', '[') is >= 0 and var next ? at + next : text.Length;
            if (end < 0) end = text.Length;
            steps.Add(text[at] == '[' ? InBrackets(text[(at + 1)..end]) : new PathStep(text[at..end]));
            at = text[at] == '[' ? end + 1 : end;
        }

        return new PropertyPath([.. steps], isExact);
    }

    private static PathStep InBrackets(string inner)
    {
        if (inner == "*") return new PathStep(null);
        return int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? new PathStep(null, index) : new PathStep(inner.Trim('\'', '"'));
    }
}
