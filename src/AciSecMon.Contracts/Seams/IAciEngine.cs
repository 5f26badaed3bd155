namespace AciSecMon;

/// <summary>The engine as the cmdlets see it. One instance serves all runspaces of a process.</summary>
public interface IAciEngine
{
    /// <summary>Reads container groups from the inputs, in the order of the inputs.</summary>
    /// <param name="inputs">Files, folders and objects.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="reporter">Takes problems and notices.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    IAsyncEnumerable<AciContainerGroup> ReadContainerGroupsAsync(
        IReadOnlyList<EstateInput> inputs, ReadOptions options, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>Opens an assessment that inputs are then fed to.</summary>
    /// <exception cref="AciProblemException">The settings file or an option is wrong.</exception>
    Task<IAssessmentSession> OpenAssessmentAsync(AssessmentOptions options, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>The rules with the settings applied.</summary>
    /// <exception cref="AciProblemException">The settings file is wrong.</exception>
    Task<IReadOnlyList<AciSecurityRule>> GetRulesAsync(SettingsOptions options, CancellationToken cancellationToken);

    /// <summary>The detections, in the order of their ids.</summary>
    IReadOnlyList<AciDetection> GetDetections();

    /// <summary>Reads policies that resources are then judged by.</summary>
    /// <exception cref="AciProblemException">There is no policy to judge by, or a value for a parameter is wrong.</exception>
    Task<IPolicySession> OpenPolicyTestAsync(PolicyOptions options, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>The policy definitions of this module, and those that Microsoft built in for container groups.</summary>
    IReadOnlyList<AciPolicyDefinition> GetPolicyDefinitions();
}

/// <summary>One run of rules over inputs that arrive bit by bit. Not safe for concurrent use.</summary>
public interface IAssessmentSession
{
    /// <summary>Judges the inputs and gives the findings that the options ask for, group by group, most severe first.</summary>
    IAsyncEnumerable<AciSecurityFinding> AssessAsync(IReadOnlyList<EstateInput> inputs, CancellationToken cancellationToken);

    /// <summary>Judges the inputs and gives one risk row per group.</summary>
    IAsyncEnumerable<AciRisk> AssessRiskAsync(IReadOnlyList<EstateInput> inputs, CancellationToken cancellationToken);

    /// <summary>Gives the findings that need every group, once all inputs are in.</summary>
    IAsyncEnumerable<AciSecurityFinding> CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Counts so far.</summary>
    AssessmentSummary Summary { get; }
}
