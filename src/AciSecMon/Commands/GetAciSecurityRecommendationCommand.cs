using System.Management.Automation;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets what Microsoft Defender for Cloud recommends on container groups and on what they lead to.</summary>
/// <remarks>
/// <para>
/// Get-AciSecurityRecommendation gives the recommendations on container groups, their registries, identities, key vaults and storage accounts, with the risk, what to do, and a link
/// into the portal. Without other wishes it gives what is not kept.
/// </para>
/// <para>
/// The keys of the recommendations on container groups are not published. Each is matched by the id of the resource, and those on container groups by their published names too;
/// MatchedBy says how.
/// </para>
/// <para>
/// Recommendations on container groups themselves come with Defender CSPM and its component ServerlessContainers, up to 24 hours late. Where it is off, or where nothing came at all, a
/// warning says so; a subscription that may not be read is an error.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-AciSecurityRecommendation | Sort-Object Severity -Descending | Format-Table Severity, ResourceName, DisplayName</code>
/// <para>Gets what is not kept, the most severe first.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityRecommendation -Name web-* -Status Unhealthy, Healthy, NotApplicable | Format-List</code>
/// <para>Shows everything that Defender says around some container groups, what is kept or exempted included.</para>
/// </example>
/// <seealso cref="GetAciDefenderPlanCommand"/>
/// <seealso cref="GetAciSecurityAlertCommand"/>
[Cmdlet(VerbsCommon.Get, "AciSecurityRecommendation", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciSecurityRecommendation))]
public sealed class GetAciSecurityRecommendationCommand : GroupTargetCommand
{
    /// <summary>The least severity: Informational (default), Low, Medium, High or Critical.</summary>
    [Parameter]
    public AciSeverity Severity { get; set; }

    /// <summary>Statuses. Without it, what is not kept: Unhealthy.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciRecommendationStatus[] Status { get; set; } = [];

    /// <inheritdoc/>
    private protected override bool TakesAllAtOnce => true;

    /// <inheritdoc/>
    private protected override void Work(AciConnection connection, GroupSelection selection)
    {
        var request = new SecurityRecommendationRequest { MinimumSeverity = Severity, Status = Status };
        Stream(cancellationToken => LiveOrigin.Noted(Engine.Azure.GetSecurityRecommendationsAsync(connection, selection, request, Reporter, cancellationToken), connection, cancellationToken));
    }
}
