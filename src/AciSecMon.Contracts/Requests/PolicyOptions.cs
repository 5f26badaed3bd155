namespace AciSecMon;

/// <summary>Which policies resources are judged by.</summary>
public sealed class PolicyOptions
{
    /// <summary>Files, folders and objects that hold definitions, initiatives and assignments.</summary>
    public IReadOnlyList<EstateInput> Policy { get; init; } = [];

    /// <summary>Files and folders that hold assignments, by which alone is judged; empty for none.</summary>
    public IReadOnlyList<EstateInput> Assignment { get; init; } = [];

    /// <summary>Resource ids or GUIDs of definitions and initiatives, which are read from <see cref="Connection"/>.</summary>
    public IReadOnlyList<string> Id { get; init; } = [];

    /// <summary>The connection that <see cref="Id"/> is read from; null where there is none to read.</summary>
    public AciConnection? Connection { get; init; }

    /// <summary>The connection to read from what is in force, where no policies are given; null where they are.</summary>
    public AciConnection? InForce { get; init; }

    /// <summary>True to judge what runs by what is in force; false to give what Azure Policy recorded.</summary>
    public bool Evaluate { get; init; }

    /// <summary>Names of the module's own definitions and initiative, with wildcards.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>Values for parameters, by name: a tree as <see cref="ObjectInput.Tree"/> has it.</summary>
    public object? Parameter { get; init; }

    /// <summary>True to say what each condition was judged on.</summary>
    public bool Trace { get; init; }

    /// <summary>Api-version that requests are judged as; null for that of the source, or the newest.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Verdicts to give.</summary>
    public required IReadOnlySet<AciPolicyState> State { get; init; }

    /// <summary>How inputs are read.</summary>
    public ReadOptions Read { get; init; } = new();
}
