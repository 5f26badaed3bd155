using System.Globalization;
using System.Text;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Writes values as compact JSON and reads them back, for the functions that make one of the other.</summary>
internal static class JsonText
{
    /// <summary>The value as compact JSON; null where it would become too large.</summary>
    public static string? TryWrite(Value value, Budget budget)
    {
        var text = new StringBuilder();
        return TryWrite(value, text, budget) ? text.ToString() : null;
    }

    /// <summary>The value that a JSON text stands for, without places in a source; null where it is no JSON. Single quotes are taken for double ones, as the service does.</summary>
    public static Value? Read(string text, SourceLocation site, Budget budget)
    {
        var file = new SourceFile(null, "json()");
        try
        {
            return Relocate(JsonDocumentReader.Read(file, text).Root, site, budget);
        }
        catch (DocumentException) when (text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal))
        {
            return Read(text.Replace('\'', '"'), site, budget);
        }
        catch (DocumentException)
        {
            return null;
        }
    }

    private static bool TryWrite(Value value, StringBuilder text, Budget budget)
    {
        int before = text.Length;
        switch (value)
        {
            case BooleanValue boolean:
                text.Append(boolean.IsTrue ? "true" : "false");
                break;
            case NumberValue number:
                text.Append(number.Text);
                break;
            case LiteralValue literal:
                AppendQuoted(text, literal.Text);
                break;
            case ArrayValue array:
                return budget.TryEnter() && Leave(TryWriteItems(array, text, budget), budget);
            case ObjectValue obj:
                return budget.TryEnter() && Leave(TryWriteProperties(obj, text, budget), budget);
            default:
                text.Append("null");
                break;
        }

        return budget.TryMakeText(text.Length - before);
    }

    private static bool TryWriteItems(ArrayValue array, StringBuilder text, Budget budget)
    {
        text.Append('[');
        for (int i = 0; i < array.Items.Count; i++)
        {
            if (i > 0) text.Append(',');
            if (!TryWrite(array.Items[i], text, budget)) return false;
        }

        text.Append(']');
        return true;
    }

    private static bool TryWriteProperties(ObjectValue obj, StringBuilder text, Budget budget)
    {
        text.Append('{');
        bool isFirst = true;
        foreach (Property property in obj.Properties)
        {
            if (!isFirst) text.Append(',');
            isFirst = false;
            if (!budget.TryMakeText(property.Name.Length)) return false;
            AppendQuoted(text, property.Name);
            text.Append(':');
            if (!TryWrite(property.Value, text, budget)) return false;
        }

        text.Append('}');
        return true;
    }

    private static bool Leave(bool result, Budget budget)
    {
        budget.Leave();
        return result;
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }

    private static Value? Relocate(Value value, SourceLocation site, Budget budget)
    {
        if (!budget.TryMakeParts(1 + ValueParts.CountOf(value)) || !budget.TryEnter()) return null;
        Value? relocated = value switch
        {
            ArrayValue array => RelocateItems(array, site, budget),
            ObjectValue obj => RelocateProperties(obj, site, budget),
            _ => value.WithLocation(site),
        };
        budget.Leave();
        return relocated;
    }

    private static ArrayValue? RelocateItems(ArrayValue array, SourceLocation site, Budget budget)
    {
        var items = new Value[array.Items.Count];
        for (int i = 0; i < items.Length; i++)
        {
            if (Relocate(array.Items[i], site, budget) is not { } item) return null;
            items[i] = item;
        }

        return new ArrayValue(items, location: site);
    }

    private static ObjectValue? RelocateProperties(ObjectValue obj, SourceLocation site, Budget budget)
    {
        var properties = new Property[obj.Properties.Count];
        for (int i = 0; i < properties.Length; i++)
        {
            if (Relocate(obj.Properties[i].Value, site, budget) is not { } value) return null;
            properties[i] = new Property(obj.Properties[i].Name, value, site);
        }

        return new ObjectValue(properties, location: site);
    }
}
