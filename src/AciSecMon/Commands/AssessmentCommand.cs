using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>What the cmdlets share that judge container groups.</summary>
public abstract class AssessmentCommand : EstateCommand
{
    /// <summary>
    /// The set of rules: Baseline (default), Strict, Regulated, Confidential or Batch. It goes before the profile of the settings file.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? Profile { get; set; }

    /// <summary>The settings file. Without it, .acisecmon.json is looked for in the current location and the folders above it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Settings { get; set; }

    /// <summary>Uses no settings file at all, so that nobody but the caller decides what is checked. Meant for gates.</summary>
    [Parameter]
    public SwitchParameter NoSettings { get; set; }

    /// <summary>
    /// What to ask beside Configuration, Network and Access, which need no call for each container group and are always asked: State, Diagnostics, Defender and so on, or
    /// All. -RuleId and -Category choose less.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciSourceFilter[] Source { get; set; } = [];

    private readonly HashSet<AciConnection> origins = new(ReferenceEqualityComparer.Instance);

    /// <summary>The assessment that the inputs are fed to.</summary>
    private protected IAssessmentSession Session { get; private set; } = null!;

    /// <summary>Streams what an assessment says of inputs, those of each connection by themselves, so that what is said is known to be of it.</summary>
    private protected void StreamByOrigin<T>(IReadOnlyList<EstateInput> inputs, Func<IReadOnlyList<EstateInput>, CancellationToken, IAsyncEnumerable<T>> assess)
        where T : class
    {
        foreach (IGrouping<AciConnection?, EstateInput> part in inputs.GroupBy(static input => (input as LiveInput)?.Connection))
        {
            if (part.Key is not null) origins.Add(part.Key);
            EstateInput[] own = [.. part];
            Stream(cancellationToken => LiveOrigin.Noted(assess(own, cancellationToken), part.Key, cancellationToken));
        }
    }

    /// <summary>The connection that everything came over; null where there were several, or none.</summary>
    private protected AciConnection? OnlyOrigin => origins.Count == 1 ? origins.First() : null;

    /// <summary>Opens the assessment.</summary>
    private protected void Open(AssessmentOptions options) =>
        Session = Await(cancellationToken => Engine.Current.OpenAssessmentAsync(options, Reporter, cancellationToken));

    /// <summary>Which settings apply.</summary>
    private protected SettingsOptions SettingsOptions() => SettingsSelection.From(this, Settings, NoSettings, Profile);

    /// <summary>Says so where there was nothing to judge: silence must not be taken for a clean bill.</summary>
    private protected void WarnOfNothing()
    {
        AssessmentSummary summary = Session.Summary;
        if (summary.Groups == 0 && summary.Errors == 0 && Refused == 0) WriteWarning("No container group was found, so nothing was assessed.");
    }
}
