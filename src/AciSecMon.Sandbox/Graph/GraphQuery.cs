using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Graph;

/// <summary>A query of the one form that is answered: a table, conditions, a projection, and the order of the ids.</summary>
internal sealed class GraphQuery
{
    private readonly List<GraphCondition> conditions = [];
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

    /// <summary>True where a row of the right type fits whatever else it holds.</summary>
    public bool IsByTypeOnly => conditions.TrueForAll(static condition => condition.IsOnType);

    /// <summary>True where resources of a type may be among the rows.</summary>
    public bool TakesType(string type) =>
        GraphRows.TableOf(type) == Table && conditions.TrueForAll(condition => !condition.IsOnType || condition.Holds(GraphRows.TypeOf(type)));

    /// <summary>True where a row of the right type fits every condition.</summary>
    public bool Fits(GraphRow row) => conditions.TrueForAll(condition => condition.IsOnType || condition.Holds(condition.Operand.TextOf(row)));

    /// <summary>The columns of a row that were asked for. Takes the row apart.</summary>
    public JsonObject Project(GraphRow row)
    {
        var made = new JsonObject();
        if (columns.Count == 0)
        {
            foreach (string column in GraphRows.Columns) made[column] = row.Take(column);
        }

        // Texts first: a value that was taken is not there to be read any more.
        string[] texts = [.. columns.Select(column => column.AsText ? column.Value.TextOf(row) : "")];
        for (int at = 0; at < columns.Count; at++) made[columns[at].Name] = columns[at].AsText ? texts[at] : row.Take(columns[at].Value.Column);
        return made;
    }
}
