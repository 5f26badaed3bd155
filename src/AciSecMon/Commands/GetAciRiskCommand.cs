using System.Management.Automation;

namespace AciSecMon.Commands;

/// <summary>Gets one row per container group that says how exposed it is, what it could do, and who would notice.</summary>
/// <remarks>
/// <para>
/// Get-AciRisk condenses the findings of a container group into the questions that decide where to begin: can it be reached, does it have an identity, are secrets
/// readable, can its images be trusted, and do its logs go anywhere. The score is 0 where nothing is known to be wrong and 100 at most; the reasons say what it is
/// made of.
/// </para>
/// <para>
/// Without -Path and without input it judges the container groups in Azure that the connection looks at, or those that -Name, -ResourceGroupName, -SubscriptionId and
/// -Tag choose. What a source cannot tell is Unknown, never good.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-AciRisk | Sort-Object Score -Descending | Select-Object -First 10</code>
/// <para>Gets the ten container groups of the connection to begin with.</para>
/// </example>
/// <example>
/// <code>Get-AciRisk -Path ./infra</code>
/// <para>Gets the risk of each container group in a folder of templates and YAML files.</para>
/// </example>
/// <example>
/// <code>Get-AciRisk ./infra | Sort-Object Score -Descending | Select-Object -First 5</code>
/// <para>Gets the five container groups to begin with.</para>
/// </example>
/// <seealso cref="GetAciSecurityFindingCommand"/>
/// <seealso cref="GetAciContainerGroupCommand"/>
[Cmdlet(VerbsCommon.Get, "AciRisk", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciRisk))]
public sealed class GetAciRiskCommand : AssessmentCommand
{
    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        Open(Required(() => new AssessmentOptions { Read = ReadOptions(), Settings = SettingsOptions(), Source = SourceSelection.From(Source) }));

    /// <inheritdoc/>
    private protected override void Take(IReadOnlyList<EstateInput> inputs) => StreamByOrigin(inputs, Session.AssessRiskAsync);

    /// <inheritdoc/>
    private protected override void Finish()
    {
        base.Finish();
        WarnOfNothing();
    }
}
