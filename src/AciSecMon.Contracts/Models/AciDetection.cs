namespace AciSecMon;

/// <summary>A question to the logs of container groups, and what its hits mean.</summary>
public sealed class AciDetection
{
    /// <summary>The detection, such as <c>ACI-KQL-001</c>. An id never changes its meaning.</summary>
    public string DetectionId { get; init; } = string.Empty;

    /// <summary>The rule that findings of its hits carry; the same as <see cref="DetectionId"/> but where a check has an id of its own, such as <c>ACI-SEC-022</c>.</summary>
    public string RuleId { get; init; } = string.Empty;

    /// <summary>What a hit says in one line.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>What is looked for, and how far it can be seen.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>How much a hit matters.</summary>
    public AciSeverity Severity { get; init; }

    /// <summary>Tactics of MITRE ATT&amp;CK, such as <c>Execution</c>.</summary>
    public string[] Tactic { get; init; } = [];

    /// <summary>Techniques of MITRE ATT&amp;CK, such as <c>T1609</c>.</summary>
    public string[] Technique { get; init; } = [];

    /// <summary>Tables that are read. One that a workspace does not have counts as empty.</summary>
    public string[] Table { get; init; } = [];

    /// <summary>What can be set.</summary>
    public AciDetectionParameter[] Parameter { get; init; } = [];

    /// <summary>How often it is meant to run as a standing check.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>How far back a standing check looks for new hits.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>How far back it reads in all: what lies before the window is what it compares with.</summary>
    public TimeSpan Lookback { get; init; }

    /// <summary>True where a log alert rule can run it.</summary>
    public bool Alertable { get; init; }

    /// <summary>Why a log alert rule can run it, or cannot.</summary>
    public string AlertableReason { get; init; } = string.Empty;

    /// <summary>What looks the same and is no harm.</summary>
    public string[] FalsePositive { get; init; } = [];

    /// <summary>What to do about a hit, in its order.</summary>
    public string[] Triage { get; init; } = [];

    /// <summary>Where the facts that it relies on are documented.</summary>
    public string[] Reference { get; init; } = [];

    /// <summary>The query, in the Kusto query language, with the default of each parameter.</summary>
    public string Query { get; init; } = string.Empty;

    /// <summary>Gives id and title.</summary>
    public override string ToString() => $"{DetectionId} {Title}";
}

/// <summary>Something that can be set of a detection.</summary>
public sealed class AciDetectionParameter
{
    /// <summary>Name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Type in the Kusto query language: string, bool, int, long, real, timespan, datetime or dynamic.</summary>
    public string Type { get; init; } = string.Empty;

    /// <summary>The default, as the query writes it.</summary>
    public string Default { get; init; } = string.Empty;

    /// <summary>What it decides.</summary>
    public string Meaning { get; init; } = string.Empty;

    /// <summary>Gives name, type and default.</summary>
    public override string ToString() => $"{Name} ({Type}) = {Default}";
}
