using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>An object in Resource Manager's form that is put together path by path.</summary>
internal sealed class FlatTree(SourceLocation location)
{
    private readonly List<(string Name, FlatTree Below)> members = [];
    private Value? own;
    private bool isLeaf;

    /// <summary>Sets a path to a value; null where the source lacks it, so that it is not known.</summary>
    public void Set(ReadOnlySpan<string> path, Value? value)
    {
        FlatTree at = this;
        foreach (string name in path)
        {
            FlatTree? below = at.members.Find(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase)).Below;
            if (below is null) at.members.Add((name, below = new FlatTree(location)));
            at = below;
        }

        at.own = value;
        at.isLeaf = true;
    }

    /// <summary>The tree as an object: absent members left out, members that are not known unresolved.</summary>
    /// <param name="why">The cause of what is not known, by property.</param>
    /// <param name="required">By object: the member without which there is no such object.</param>
    /// <param name="open">Names of the objects that may have further members which are not known.</param>
    public ObjectValue ToObject(Func<string, string> why, IReadOnlyDictionary<string, string> required, IReadOnlyCollection<string> open) =>
        (ObjectValue)Build(string.Empty, why, required, open, isRoot: true)!;

    private Value? Build(string name, Func<string, string> why, IReadOnlyDictionary<string, string> required, IReadOnlyCollection<string> open, bool isRoot = false)
    {
        if (isLeaf) return own;
        List<Property> known = [];
        List<string> unknown = [];
        bool isAnythingCarried = false;
        foreach ((string memberName, FlatTree below) in members)
        {
            Value? value = below.Build(memberName, why, required, open);
            isAnythingCarried |= value is not null;
            if (value is null) unknown.Add(memberName);
            else known.Add(new(memberName, value));
        }

        bool isOpen = open.Contains(name);
        if (!isRoot && !isOpen)
        {
            if (!isAnythingCarried) return null;
            if (known.TrueForAll(static p => p.Value.IsMissing) && (!required.TryGetValue(name, out string? member) || !unknown.Contains(member)))
            {
                return new MissingValue(location);
            }

            known.RemoveAll(static p => p.Value.IsMissing);
        }

        known.AddRange(unknown.Select(n => new Property(n, NotCarried.Of(n, why(n), location))));
        return new ObjectValue(known, isOpen ? NotCarried.Of(name, why(name), location) : null, location);
    }
}
