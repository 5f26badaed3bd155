namespace AciSecMon.Assessment.Documents;

/// <summary>
/// Reads JSON as Resource Manager and its tools take it: with comments, trailing commas, a byte order mark and strings over several lines.
/// </summary>
internal sealed class JsonDocumentReader
{
    private readonly JsonScanner scanner;
    private readonly ValueBuilder builder = new();

    private JsonDocumentReader(SourceFile file, string text) => scanner = new JsonScanner(file, text);

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="DocumentException">The text is no JSON, or is beyond a limit.</exception>
    public static Document Read(SourceFile file, string text)
    {
        var reader = new JsonDocumentReader(file, text);
        Value root = reader.ReadValue();
        return reader.scanner.Peek() == JsonScanner.End
            ? new Document(file, root, reader.builder.Notices, IsYaml: false)
            : throw reader.scanner.Expected("the end of the text");
    }

    private Value ReadValue()
    {
        while (true)
        {
            Value? value = BeginValue();
            while (value is not null)
            {
                if (builder.Depth == 0) return value;
                builder.Add(value);
                value = EndValue();
            }
        }
    }

    /// <summary>Reads a scalar or an empty array or object; null where an array or object was opened, whose first value is next.</summary>
    private Value? BeginValue()
    {
        int next = scanner.Peek();
        SourceLocation location = scanner.Location;
        switch (next)
        {
            case '{':
                builder.OpenObject(location);
                scanner.Take();
                if (scanner.Peek() == '}') return Close();
                ReadName();
                return null;
            case '[':
                builder.OpenArray(location);
                scanner.Take();
                return scanner.Peek() == ']' ? Close() : null;
            default:
                builder.CountValues(1, location);
                return ReadScalar(next, location);
        }
    }

    private Value ReadScalar(int next, SourceLocation location) => next switch
    {
        '"' => ScalarText.ToValue(scanner.TakeString(), location),
        '-' or (>= '0' and <= '9') => scanner.TakeNumber(),
        't' when scanner.TryTake("true") => new BooleanValue(true, location),
        'f' when scanner.TryTake("false") => new BooleanValue(false, location),
        'n' when scanner.TryTake("null") => new MissingValue(location),
        _ => throw scanner.Expected("a value (a string in double quotes, a number, true, false, null, { or [)", builder.Depth > 0 ? builder.Begin : null),
    };

    /// <summary>Reads what follows a value. Gives the array or object that ends there; null where another value is next.</summary>
    private Value? EndValue()
    {
        bool isObject = builder.IsInObject;
        int end = isObject ? '}' : ']';
        int next = scanner.Peek();
        if (next == end) return Close();
        if (next != ',') throw scanner.Expected(isObject ? "a comma or }" : "a comma or ]", builder.Begin);
        scanner.Take();
        if (scanner.Peek() == end) return Close();
        if (isObject) ReadName();
        return null;
    }

    private void ReadName()
    {
        if (scanner.Peek() != '"') throw scanner.Expected("a property name in double quotes", builder.Begin);
        SourceLocation location = scanner.Location;
        builder.AddName(scanner.TakeString(), location);
        if (scanner.Peek() != ':') throw scanner.Expected("a colon", builder.Begin);
        scanner.Take();
    }

    private Value Close()
    {
        scanner.Take();
        return builder.Close();
    }
}
