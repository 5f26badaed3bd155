using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Graph;

/// <summary>A query of the one form that is answered: a table, conditions, a projection, and the order of the ids.</summary>
internal sealed class GraphQuery
{
    private readonly List<Func<JsonObject, bool>> conditions = [];
    private readonly List<(string Name, Operand Value, bool AsText)> columns = [];

    /// <summary>The table, in small letters.</summary>
    public string Table { get; private set; } = "";

    /// <summary>True where the rows keep <c>id</c> and are in its order: only so is there a next page.</summary>
    public bool CanBeContinued => IsOrdered && (columns.Count == 0 || columns.Exists(static column => column.Name == "id"));

    private bool IsOrdered { get; set; }

    /// <summary>Reads a query.</summary>
    /// <exception cref="GraphQueryException">It is not of that form.</exception>
    public static GraphQuery Parse(string text)
    {
        var query = new GraphQuery();
        var reader = new GraphReader(GraphLexer.Cut(text));
        query.Table = reader.Name().ToLowerInvariant();
        while (!reader.AtEnd)
        {
            reader.Expect("|");
            switch (reader.Name())
            {
                case "where" when query.columns.Count == 0:
                    query.conditions.Add(reader.Condition());
                    while (reader.Takes("and")) query.conditions.Add(reader.Condition());
                    break;
                case "project" when query.columns.Count == 0:
                    query.columns.Add(reader.Column());
                    while (reader.Takes(",")) query.columns.Add(reader.Column());
                    break;
                case "order" when !query.IsOrdered:
                    reader.Expect("by");
                    reader.Expect("id");
                    reader.Expect("asc");
                    query.IsOrdered = true;
                    break;
                case var other:
                    throw new GraphQueryException($"'{other}' is not supported here.");
            }
        }

        return query;
    }

    /// <summary>True where a row fits every condition.</summary>
    public bool Fits(JsonObject row) => conditions.TrueForAll(condition => condition(row));

    /// <summary>The columns of a row that were asked for.</summary>
    public JsonObject Project(JsonObject row)
    {
        if (columns.Count == 0) return row.DeepClone().AsObject();
        var made = new JsonObject();
        foreach ((string name, Operand value, bool asText) in columns) made[name] = asText ? value.TextOf(row) : value.Of(row)?.DeepClone();
        return made;
    }
}
