namespace AciSecMon;

/// <summary>Which logs to ask.</summary>
public abstract class LogRequest
{
    private protected LogRequest()
    {
    }

    /// <summary>Workspaces by resource id, GUID or name, with wildcards; empty for those that container groups of the connection send their logs to.</summary>
    public IReadOnlyList<string> Workspace { get; init; } = [];

    /// <summary>How far back to look; null for what each question needs, and at least a day.</summary>
    public TimeSpan? Timespan { get; init; }
}

/// <summary>Detections to run.</summary>
public sealed class LogSearchRequest : LogRequest
{
    /// <summary>Ids of detections.</summary>
    public required IReadOnlyList<string> DetectionId { get; init; }

    /// <summary>Values of parameters by name: text, truth values, numbers, lengths of time, points in time, lists and dictionaries of those.</summary>
    public IReadOnlyDictionary<string, object?> Parameter { get; init; } = new Dictionary<string, object?>();
}

/// <summary>A query of the caller's own.</summary>
public sealed class LogQueryRequest : LogRequest
{
    /// <summary>The query, in the Kusto query language.</summary>
    public required string Query { get; init; }
}

/// <summary>A row of a query, by column, in the order of the columns.</summary>
/// <param name="columns">Name and value of each column: texts, truth values, numbers, GUIDs, lengths of time, points in time (UTC), lists, dictionaries, null.</param>
public sealed class LogRow(IReadOnlyList<KeyValuePair<string, object?>> columns)
{
    /// <summary>Name and value of each column.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Columns { get; } = columns;
}
