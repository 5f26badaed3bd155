using System.Globalization;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Logs;

/// <summary>Turns a value of an answer into what its column says that it is. What is not of that form stays a text.</summary>
internal static class LogValue
{
    private static readonly SourceFile Cell = new(null, "cell");

    /// <summary>The value; null where the cell is empty.</summary>
    public static object? Of(string type, Value value)
    {
        if (value.IsMissing) return null;
        return type.ToLowerInvariant() switch
        {
            "bool" or "boolean" => (object?)(value.AsBoolean() ?? (value.AsWhole() is { } flag ? flag != 0 : null)) ?? value.AsText(),
            "int" => value.AsWhole() is { } whole and >= int.MinValue and <= int.MaxValue ? (object)(int)whole : value.AsText(),
            "long" => value.AsWhole() is { } whole ? (object)whole : value.AsText(),
            "real" or "double" => value.AsReal() is { } real ? (object)real : value.AsText(),
            "decimal" => decimal.TryParse(value.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? (object)exact : value.AsText(),
            "guid" => Guid.TryParse(value.AsText(), out Guid id) ? (object)id : value.AsText(),
            "timespan" => TimeSpan.TryParse(value.AsText(), CultureInfo.InvariantCulture, out TimeSpan length) ? (object)length : value.AsText(),
            "datetime" => TimeOf(value) is { } time ? (object)time : value.AsText(),
            "dynamic" => OfDynamic(value),
            _ => value.AsText() ?? OfDynamic(value),
        };
    }

    private static DateTime? TimeOf(Value value) => DateTime.TryParse(
        value.AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time) ? time : null;

    // A dynamic value comes as JSON, or as a text that holds JSON.
    private static object? OfDynamic(Value value)
    {
        if (value is not StringValue { Text: var text } || text.TrimStart() is not ['{' or '[', ..]) return Plain(value);
        try
        {
            return Plain(JsonDocumentReader.Read(Cell, text).Root);
        }
        catch (DocumentException)
        {
            // It only looked like JSON.
            return text;
        }
    }

    private static object? Plain(Value value)
    {
        switch (value)
        {
            case ObjectValue members:
                var named = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach ((string name, Value member) in members.Properties.Select(static p => (p.Name, p.Value))) named[name] = Plain(member);
                return named;
            case ArrayValue list:
                return list.Items.Select(Plain).ToArray();
            case BooleanValue truth:
                return truth.IsTrue;
            case NumberValue number:
                return number.Whole is { } whole ? (object)whole : number.Real;
            default:
                return value.AsText();
        }
    }
}
