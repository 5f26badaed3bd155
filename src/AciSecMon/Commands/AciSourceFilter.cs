namespace AciSecMon;

/// <summary>The sources that a person asks for. Names and values are those of <see cref="AciFindingSource"/>, so that one can be given where the other is asked for.</summary>
public enum AciSourceFilter
{
    /// <summary>The configuration of a container group.</summary>
    Configuration = AciFindingSource.Configuration,

    /// <summary>The network around it.</summary>
    Network = AciFindingSource.Network,

    /// <summary>Role assignments and identities.</summary>
    Access = AciFindingSource.Access,

    /// <summary>Recommendations and plans of Defender for Cloud.</summary>
    Defender = AciFindingSource.Defender,

    /// <summary>Alerts of Defender for Cloud.</summary>
    Alert = AciFindingSource.Alert,

    /// <summary>Known vulnerabilities of images.</summary>
    Vulnerability = AciFindingSource.Vulnerability,

    /// <summary>Azure Policy.</summary>
    Policy = AciFindingSource.Policy,

    /// <summary>The activity log.</summary>
    Activity = AciFindingSource.Activity,

    /// <summary>Log detections.</summary>
    Detection = AciFindingSource.Detection,

    /// <summary>Whether logs, events and metrics are collected.</summary>
    Diagnostics = AciFindingSource.Diagnostics,

    /// <summary>What a container group is doing.</summary>
    State = AciFindingSource.State,

    /// <summary>The assessment itself.</summary>
    Coverage = AciFindingSource.Coverage,

    /// <summary>Every source.</summary>
    All = 100,
}
