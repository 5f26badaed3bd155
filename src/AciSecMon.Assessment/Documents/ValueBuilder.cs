using System.Runtime.InteropServices;

namespace AciSecMon.Assessment.Documents;

/// <summary>
/// Puts a value together from its parts, as readers meet them. What is open lies on stacks of its own, so that no reader recurses; depth, number of values and notices are
/// bounded here for all of them.
/// </summary>
internal sealed class ValueBuilder
{
    private readonly DocumentNotices notices = new();
    private readonly Stack<Open> open = new();

    // Properties and items of all open objects and arrays; those of the innermost lie last.
    private readonly List<Property> properties = [];
    private readonly List<Value> items = [];

    /// <summary>What the values showed that does not keep them from being read.</summary>
    public IReadOnlyList<DocumentNotice> Notices => notices.All;

    /// <summary>How many values there are so far.</summary>
    public long Count { get; private set; }

    /// <summary>How many objects and arrays are open.</summary>
    public int Depth => open.Count;

    /// <summary>True where the innermost open thing is an object.</summary>
    public bool IsInObject => open.Peek().IsObject;

    /// <summary>Where the innermost open thing begins.</summary>
    public SourceLocation Begin => open.Peek().Location;

    public void OpenObject(SourceLocation location) => Push(new Open(location, IsObject: true, properties.Count));

    public void OpenArray(SourceLocation location) => Push(new Open(location, IsObject: false, items.Count));

    /// <summary>Begins a property of the innermost object; its value is to follow.</summary>
    public void AddName(string name, SourceLocation location) => properties.Add(new Property(name, MissingValue.Instance, location));

    /// <summary>Adds a whole value to the innermost object or array.</summary>
    public void Add(Value value)
    {
        if (IsInObject) CollectionsMarshal.AsSpan(properties)[^1] = properties[^1] with { Value = value };
        else items.Add(value);
    }

    /// <summary>Counts values against the limit.</summary>
    /// <exception cref="DocumentException">There are too many.</exception>
    public void CountValues(long number, SourceLocation location)
    {
        Count += number;
        if (Count > DocumentLimits.Values) throw DocumentException.At(location, "the document holds more than 5,000,000 values", isLimit: true);
    }

    /// <summary>Ends the innermost object or array and gives it; it is not added to anything yet.</summary>
    public Value Close()
    {
        Open ended = open.Pop();
        if (!ended.IsObject)
        {
            Value[] own = CollectionsMarshal.AsSpan(items)[ended.Start..].ToArray();
            items.RemoveRange(ended.Start, own.Length);
            return new ArrayValue(own, location: ended.Location);
        }

        Property[] named = CollectionsMarshal.AsSpan(properties)[ended.Start..].ToArray();
        properties.RemoveRange(ended.Start, named.Length);
        notices.NoteDuplicates(named);
        return new ObjectValue(named, location: ended.Location);
    }

    private void Push(Open begun)
    {
        CountValues(1, begun.Location);
        if (open.Count == DocumentLimits.Depth) throw DocumentException.TooDeep(begun.Location);
        open.Push(begun);
    }

    private readonly record struct Open(SourceLocation Location, bool IsObject, int Start);
}
