using System.Runtime.InteropServices;

namespace AciSecMon.Assessment.Documents;

/// <summary>
/// Reads JSON as Resource Manager and its tools take it: with comments, trailing commas, a byte order mark and strings over several lines. Does not recurse: what is open
/// lies on stacks of its own.
/// </summary>
internal sealed class JsonDocumentReader
{
    private readonly JsonScanner scanner;
    private readonly DocumentNotices notices = new();
    private readonly Stack<Open> open = new();

    // Properties and items of all open objects and arrays; those of the innermost lie last.
    private readonly List<Property> properties = [];
    private readonly List<Value> items = [];
    private int count;

    private JsonDocumentReader(SourceFile file, string text) => scanner = new JsonScanner(file, text);

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="DocumentException">The text is no JSON, or is beyond a limit.</exception>
    public static Document Read(SourceFile file, string text)
    {
        var reader = new JsonDocumentReader(file, text);
        Value root = reader.ReadValue();
        return reader.scanner.Peek() == JsonScanner.End
            ? new Document(file, root, reader.notices.All, IsYaml: false)
            : throw reader.scanner.Expected("the end of the text");
    }

    private Value ReadValue()
    {
        while (true)
        {
            Value? value = BeginValue();
            while (value is not null)
            {
                if (open.Count == 0) return value;
                value = Attach(value);
            }
        }
    }

    /// <summary>Reads a scalar or an empty array or object; null where an array or object was opened, whose first value is next.</summary>
    private Value? BeginValue()
    {
        int next = scanner.Peek();
        SourceLocation location = scanner.Location;
        if (++count > DocumentLimits.Values) throw JsonScanner.Fault(location, DocumentLimits.TooManyValues);
        switch (next)
        {
            case '{':
                Push(location, isObject: true);
                if (scanner.Peek() == '}') return Close();
                ReadName();
                return null;
            case '[':
                Push(location, isObject: false);
                return scanner.Peek() == ']' ? Close() : null;
            case '"': return ScalarText.ToValue(scanner.TakeString(), location);
            case '-' or (>= '0' and <= '9'): return scanner.TakeNumber();
            case 't' when scanner.TryTake("true"): return new BooleanValue(true, location);
            case 'f' when scanner.TryTake("false"): return new BooleanValue(false, location);
            case 'n' when scanner.TryTake("null"): return new MissingValue(location);
            default: throw scanner.Expected("a value: a string in double quotes, a number, true, false, null, { or [");
        }
    }

    /// <summary>Adds a value to what is open. Gives the array or object that ends after it; null where another value is next.</summary>
    private Value? Attach(Value value)
    {
        Open parent = open.Peek();
        bool isObject = parent.IsObject;
        if (isObject) CollectionsMarshal.AsSpan(properties)[^1] = properties[^1] with { Value = value };
        else items.Add(value);

        int end = isObject ? '}' : ']';
        int next = scanner.Peek();
        if (next == end) return Close();
        if (next != ',') throw scanner.Expected(isObject ? "a comma or }" : "a comma or ]", parent.Location);
        scanner.Take();
        if (scanner.Peek() == end) return Close();
        if (isObject) ReadName();
        return null;
    }

    private void ReadName()
    {
        if (scanner.Peek() != '"') throw scanner.Expected("a property name in double quotes");
        SourceLocation location = scanner.Location;
        properties.Add(new Property(scanner.TakeString(), MissingValue.Instance, location));
        if (scanner.Peek() != ':') throw scanner.Expected("a colon");
        scanner.Take();
    }

    private void Push(SourceLocation location, bool isObject)
    {
        if (open.Count == DocumentLimits.Depth) throw JsonScanner.Fault(location, DocumentLimits.TooDeep);
        open.Push(new Open(location, isObject, isObject ? properties.Count : items.Count));
        scanner.Take();
    }

    private Value Close()
    {
        scanner.Take();
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

    private readonly record struct Open(SourceLocation Location, bool IsObject, int Start);
}
