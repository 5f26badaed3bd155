using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Reads the values of flattened objects, with what their way here does to them.</summary>
internal static class FlatReading
{
    public static Value Read(Value value, FlatEntry entry) => entry.Kind switch
    {
        FlatKind.Scalar => ReadScalar(value, entry.Path[^1]),
        FlatKind.Map => ReadMap(value),
        FlatKind.List => ReadList(value, entry.Path[^1], static item => item),
        _ => ReadList(value, entry.Path[^1], item => ReadItem(item, entry)),
    };

    // An enumeration of generation 3 has no public property: written as JSON it is an empty object, and its value is lost.
    private static Value ReadScalar(Value value, string name) => value switch
    {
        ObjectValue or ArrayValue => NotCarried.Of(name, $"{name} was lost when the object was stored", value.Location),
        StringValue { Text.Length: 0 } => new MissingValue(value.Location),
        _ => value,
    };

    // The models cannot tell an empty map from none.
    private static Value ReadMap(Value value)
    {
        Value map = value is ObjectValue known ? MembersOf(known) : value;
        return map.IsMissingOrEmpty() || map is ObjectValue { Properties.Count: 0, Rest: null } ? new MissingValue(value.Location) : map;
    }

    private static ObjectValue MembersOf(ObjectValue map)
    {
        if (map.Find("Keys") is ArrayValue keys && map.Find("Values") is ArrayValue values && keys.Items.Count == values.Items.Count)
        {
            return new ObjectValue(
                [.. keys.Items.Select((key, at) => new Property(PlaceKeys.NameOf(key), values.Items[at], key.Location))], location: map.Location);
        }

        return map.Find("AdditionalProperties") is ObjectValue { Properties.Count: > 0 } own ? own : map;
    }

    // One item often stands without its list: PowerShell unwraps a list of one.
    private static Value ReadList(Value value, string name, Func<Value, Value> read) => value switch
    {
        ArrayValue array => array.Items.Count == 0 && array.Rest is null
            ? new MissingValue(array.Location)
            : new ArrayValue([.. array.Items.Select(read)], array.Rest, array.Location, array.Origins),
        ObjectValue { Properties.Count: 0 } => new MissingValue(value.Location),
        ObjectValue or StringValue { Text.Length: > 0 } => new ArrayValue([read(value)], location: value.Location),
        StringValue => new MissingValue(value.Location),
        MissingValue or UnresolvedValue => value,
        _ => NotCarried.Of(name, $"{name} was lost when the object was stored", value.Location),
    };

    private static Value ReadItem(Value item, FlatEntry entry)
    {
        Value whole = item is StringValue { Text: ['{', ..] } json ? Parsed(json) : item;
        string name = entry.Path[^1];
        return whole switch
        {
            ObjectValue { Properties.Count: > 0 } known => known.Find("properties") is ObjectValue ? known : entry.Items!(known),
            MissingValue or UnresolvedValue => whole,
            _ => NotCarried.Of(name, $"an item of {name} was lost when the object was stored", item.Location),
        };
    }

    // A model that was cut off at the depth of ConvertTo-Json became its own JSON text.
    private static Value Parsed(StringValue json)
    {
        try
        {
            return json.Location.File is { } file ? JsonDocumentReader.Read(file, json.Text).Root : json;
        }
        catch (DocumentException)
        {
            return json;
        }
    }
}
