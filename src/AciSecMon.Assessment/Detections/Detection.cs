namespace AciSecMon.Assessment.Detections;

/// <summary>A detection as its file has it.</summary>
internal sealed class Detection
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required AciSeverity Severity { get; init; }

    public required IReadOnlyList<string> Tactics { get; init; }

    public required IReadOnlyList<string> Techniques { get; init; }

    public required IReadOnlyList<string> Tables { get; init; }

    public required IReadOnlyList<DetectionParameter> Parameters { get; init; }

    public required TimeSpan Every { get; init; }

    public required TimeSpan Window { get; init; }

    /// <summary>How far back it reads in all; never less than <see cref="Window"/>.</summary>
    public required TimeSpan Lookback { get; init; }

    public required bool IsAlertable { get; init; }

    public required string AlertableReason { get; init; }

    public required IReadOnlyList<string> FalsePositives { get; init; }

    public required IReadOnlyList<string> Triage { get; init; }

    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The query below the head.</summary>
    public required string Query { get; init; }
}

/// <summary>Something that can be set of a detection.</summary>
/// <param name="Name">Name, as the query's <c>let</c> line has it.</param>
/// <param name="Type">Type of its value.</param>
/// <param name="Default">The default as the query writes it.</param>
/// <param name="Meaning">What it decides.</param>
internal sealed record DetectionParameter(string Name, KqlType Type, string Default, string Meaning);
