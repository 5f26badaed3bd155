using System.Management.Automation;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets container groups: those in Azure, and those that files and objects describe.</summary>
/// <remarks>
/// <para>
/// Without -Path and without input it gets the container groups in Azure that the connection looks at, or those that -Name, -ResourceGroupName, -SubscriptionId and
/// -Tag choose. They come from Azure Resource Graph; -IncludeState and -Exact read each group by itself. Where there is no connection, one is made as
/// Connect-AciSecMon would.
/// </para>
/// <para>
/// Get-AciContainerGroup reads ARM templates, deployment YAML, exports, the output of az container show and list, Resource Manager responses, Resource Graph rows
/// and objects of the pipeline, and gives one object for each container group, container group profile and NGroup, whatever the shape.
/// </para>
/// <para>
/// Templates are expanded as Resource Manager would. What only Azure can know stays unresolved: its expression takes the place of the value and is listed in the
/// property Unresolved. Secrets are never part of the object.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-AciContainerGroup -Name web* -IncludeState | Format-Table Name, State, RestartCount</code>
/// <para>Gets container groups in Azure by their names, with what they are doing.</para>
/// </example>
/// <example>
/// <code>Get-AciContainerGroup -Path ./main.json</code>
/// <para>Gets the container groups that a template would make.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem ./infra -Recurse -File | Get-AciContainerGroup | Where-Object IpAddressType -eq Public</code>
/// <para>Gets the container groups of all files below a folder that would have a public address.</para>
/// </example>
/// <example>
/// <code>az container show -g shop -n web | ConvertFrom-Json | Get-AciContainerGroup | Format-List</code>
/// <para>Shows a running container group as Azure describes it.</para>
/// </example>
/// <seealso cref="GetAciSecurityFindingCommand"/>
/// <seealso cref="GetAciRiskCommand"/>
/// <seealso cref="ConnectAciSecMonCommand"/>
[Cmdlet(VerbsCommon.Get, "AciContainerGroup", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciContainerGroup))]
public sealed class GetAciContainerGroupCommand : EstateCommand
{
    private ReadOptions options = null!;

    /// <summary>Reads what each container group in Azure is doing: its state, its restarts, its events. That is a call for each of them.</summary>
    [Parameter]
    public SwitchParameter IncludeState { get; set; }

    /// <summary>Reads each container group in Azure by a call of its own, so that nothing depends on how fresh and how complete the index of resources is.</summary>
    [Parameter]
    public SwitchParameter Exact { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => options = Required(ReadOptions);

    /// <inheritdoc/>
    private protected override LiveInput InputOf(AciConnection connection, GroupSelection selection) =>
        new() { Connection = connection, Selection = selection, IncludeState = IncludeState, IsExact = Exact };

    /// <inheritdoc/>
    private protected override void Take(IReadOnlyList<EstateInput> inputs)
    {
        // The groups of one connection at a time, so that each is known to have come over it.
        foreach (LiveInput live in inputs.OfType<LiveInput>()) Stream(cancellationToken => LiveOrigin.Noted(Engine.Current.ReadContainerGroupsAsync([live], options, Reporter, cancellationToken), live.Connection, cancellationToken));
        EstateInput[] others = [.. inputs.Where(static input => input is not LiveInput)];
        if (others.Length > 0) Stream(cancellationToken => Engine.Current.ReadContainerGroupsAsync(others, options, Reporter, cancellationToken));
    }
}
