using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AciSecMon.Assessment.Documents;

/// <summary>Writes values as compact JSON, as the template function <c>string()</c> gives it.</summary>
internal static class ValueWriter
{
    // Values share their parts: what takes little memory can still be written without end.
    private const int MaximumBytes = 16 * 1024 * 1024;

    // The text is no part of a web page, so that quotes, signs and letters of other alphabets may stand as they are, as Resource Manager leaves them.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Gives the JSON text; false where a part of the value is not known or is redacted, or where it is too deep or too long to be of use.</summary>
    public static bool TryWrite(Value value, [NotNullWhen(true)] out string? json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        json = null;
        if (!TryWrite(value, writer)) return false;
        writer.Flush();
        json = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return true;
    }

    private static bool TryWrite(Value root, Utf8JsonWriter writer)
    {
        var open = new Stack<Open>();
        Value? value = root;
        while (true)
        {
            if (value is not null)
            {
                if (writer.BytesCommitted + writer.BytesPending > MaximumBytes) return false;
                if (value is ObjectValue or ArrayValue)
                {
                    if (value.Rest is not null || open.Count == DocumentLimits.Depth) return false;
                    if (value is ObjectValue) writer.WriteStartObject();
                    else writer.WriteStartArray();
                    open.Push(new Open(value, 0));
                }
                else if (!TryWriteScalar(value, writer))
                {
                    return false;
                }
            }

            if (!open.TryPop(out Open last)) return true;
            value = Next(last, open, writer);
        }
    }

    /// <summary>The next part of what is open; null where it ended.</summary>
    private static Value? Next(Open last, Stack<Open> open, Utf8JsonWriter writer)
    {
        if (last.Value is ObjectValue parent)
        {
            if (last.Done == parent.Properties.Count)
            {
                writer.WriteEndObject();
                return null;
            }

            open.Push(last with { Done = last.Done + 1 });
            Property property = parent.Properties[last.Done];
            writer.WritePropertyName(property.Name);
            return property.Value;
        }

        if (last.Done == last.Value.Items.Count)
        {
            writer.WriteEndArray();
            return null;
        }

        open.Push(last with { Done = last.Done + 1 });
        return last.Value.Items[last.Done];
    }

    private static bool TryWriteScalar(Value value, Utf8JsonWriter writer)
    {
        switch (value)
        {
            case StringValue text: writer.WriteStringValue(text.Text); return true;
            case NumberValue { Whole: { } whole }: writer.WriteNumberValue(whole); return true;
            case NumberValue number when double.IsFinite(number.Real): writer.WriteNumberValue(number.Real); return true;
            case BooleanValue truth: writer.WriteBooleanValue(truth.IsTrue); return true;
            case MissingValue: writer.WriteNullValue(); return true;
            default: return false;
        }
    }

    private readonly record struct Open(Value Value, int Done);
}
