using System.Management.Automation;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets the container groups that files and objects describe.</summary>
/// <remarks>
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
[Cmdlet(VerbsCommon.Get, "AciContainerGroup", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciContainerGroup))]
public sealed class GetAciContainerGroupCommand : EstateCommand
{
    private ReadOptions options = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing() => options = Required(ReadOptions);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<EstateInput> inputs = Inputs();
        if (inputs.Count > 0) Stream(cancellationToken => Engine.Current.ReadContainerGroupsAsync(inputs, options, Reporter, cancellationToken));
    }
}
