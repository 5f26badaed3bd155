namespace AciSecMon;

/// <summary>How inputs are read.</summary>
public class ReadOptions
{
    /// <summary>Parameter files to apply to every template; empty to use those that stand beside or point to a template.</summary>
    public IReadOnlyList<string> ParameterFile { get; init; } = [];

    /// <summary>Resource group id that files are deployed to; null where it is not known.</summary>
    public string? Scope { get; init; }
}

/// <summary>Which settings apply.</summary>
public class SettingsOptions
{
    /// <summary>Settings file; null to look for <c>.acisecmon.json</c> upwards from <see cref="WorkingDirectory"/>.</summary>
    public string? SettingsPath { get; init; }

    /// <summary>True to use no settings file at all.</summary>
    public bool NoSettings { get; init; }

    /// <summary>Where the search for a settings file starts.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Profile; null to take that of the settings, or Baseline.</summary>
    public string? Profile { get; init; }
}

/// <summary>What to judge and what to give back.</summary>
public sealed class AssessmentOptions
{
    /// <summary>How inputs are read.</summary>
    public ReadOptions Read { get; init; } = new();

    /// <summary>Which settings apply.</summary>
    public SettingsOptions Settings { get; init; } = new();

    /// <summary>Rule ids or wildcards; empty for all of the profile. A rule named here runs even where the profile leaves it out.</summary>
    public IReadOnlyList<string> RuleId { get; init; } = [];

    /// <summary>Categories; empty for all.</summary>
    public IReadOnlyList<AciRuleCategory> Category { get; init; } = [];

    /// <summary>Controls or wildcards, such as <c>NS-1</c>; empty for all.</summary>
    public IReadOnlyList<string> Control { get; init; } = [];

    /// <summary>
    /// Sources to ask; empty for Configuration, Network and Access, which need no call per container group. Rules that are named by <see cref="RuleId"/> run whatever
    /// their source.
    /// </summary>
    public IReadOnlyList<AciFindingSource> Source { get; init; } = [];

    /// <summary>Files, folders and objects with policies of a person's own, whose verdicts become findings; empty for none.</summary>
    public IReadOnlyList<EstateInput> Policy { get; init; } = [];

    /// <summary>Least severity that is given back.</summary>
    public AciSeverity MinimumSeverity { get; init; }

    /// <summary>Statuses that are given back; empty for Fail, Error and coverage findings.</summary>
    public IReadOnlyList<AciFindingStatus> Status { get; init; } = [];
}

/// <summary>Counts of one assessment.</summary>
public sealed class AssessmentSummary
{
    /// <summary>Groups, profiles and NGroups that were judged.</summary>
    public int Groups { get; set; }

    /// <summary>Files that were read.</summary>
    public int Files { get; set; }

    /// <summary>Failures by severity, whatever was asked for.</summary>
    public Dictionary<AciSeverity, int> Failures { get; } = [];

    /// <summary>Results that could not be decided.</summary>
    public int Unknown { get; set; }

    /// <summary>Sources or rules that failed.</summary>
    public int Errors { get; set; }

    /// <summary>Neighbours of container groups that were judged: registries, subnets, vaults and so on.</summary>
    public int Neighbours { get; set; }

    /// <summary>Sources that rules of the profile would need and that were not asked.</summary>
    public IReadOnlyList<AciFindingSource> NotAsked { get; set; } = [];
}
