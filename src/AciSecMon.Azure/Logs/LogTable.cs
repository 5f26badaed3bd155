using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Logs;

/// <summary>The rows of a query, with their types (azure-facts, B.6).</summary>
internal sealed class LogTable
{
    private LogTable((string Name, string Type)[] columns, IReadOnlyList<Value> rows) => (Columns, Rows) = (columns, rows);

    /// <summary>Columns in their order.</summary>
    public IReadOnlyList<(string Name, string Type)> Columns { get; }

    /// <summary>Rows, each an array in the order of the columns.</summary>
    public IReadOnlyList<Value> Rows { get; }

    /// <summary>The main table of an answer; null where it has none.</summary>
    public static LogTable? Of(Value answer)
    {
        IReadOnlyList<Value> tables = answer["tables"].Items;
        if (tables.Count == 0) return null;
        Value table = tables.FirstOrDefault(static t => t["name"].Is("PrimaryResult")) ?? tables[0];
        if (table["columns"] is not ArrayValue columns || table["rows"] is not ArrayValue rows) return null;
        return new LogTable([.. columns.Items.Select(static c => (c["name"].AsText() ?? string.Empty, c["type"].AsText() ?? "string"))], rows.Items);
    }

    /// <summary>A row by column.</summary>
    public List<KeyValuePair<string, object?>> Read(Value row)
    {
        var values = new List<KeyValuePair<string, object?>>(Columns.Count);
        for (int at = 0; at < Columns.Count; at++) values.Add(new(Columns[at].Name, at < row.Items.Count ? LogValue.Of(Columns[at].Type, row.Items[at]) : null));
        return values;
    }
}
