namespace AciSecMon;

/// <summary>The results that a person asks for. Names and values are those of <see cref="AciFindingStatus"/>, so that one can be given where the other is asked for.</summary>
public enum AciStatusFilter
{
    /// <summary>The rule is broken.</summary>
    Fail = AciFindingStatus.Fail,

    /// <summary>The rule could not be decided.</summary>
    Unknown = AciFindingStatus.Unknown,

    /// <summary>The source or the rule failed.</summary>
    Error = AciFindingStatus.Error,

    /// <summary>The rule is kept.</summary>
    Pass = AciFindingStatus.Pass,

    /// <summary>The rule does not concern the subject.</summary>
    NotApplicable = AciFindingStatus.NotApplicable,

    /// <summary>The rule is broken and somebody has answered for it.</summary>
    Suppressed = AciFindingStatus.Suppressed,

    /// <summary>Every result.</summary>
    All = 100,
}
