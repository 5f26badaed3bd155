using System.ComponentModel;
using System.Management.Automation;

namespace AciSecMon.Formatting;

/// <summary>States, outcomes and answers for the eye. Used by the module's views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateText
{
    private const string NotKnown = "Unknown";

    /// <summary>A state in a colour where the session wants colours. What could not be found out is Unknown and never looks like a no.</summary>
    /// <param name="state">An enumeration, a yes or no, or what is left of it after it was stored.</param>
    /// <param name="style">The session's <c>$PSStyle</c>.</param>
    /// <param name="noColour">The environment's NO_COLOR.</param>
    public static string Of(PSObject? state, object? style, string? noColour)
    {
        string name = state?.ToString() is { Length: > 0 } text ? text : NotKnown;
        return Colour.Of(name, ColourOf(name), style, noColour);
    }

    private static string? ColourOf(string state) => state switch
    {
        nameof(AciDiagnosticState.Complete) or nameof(AciChangeResult.Changed) or nameof(AciAlertRuleState.Working) or nameof(AciCoverageState.On) or nameof(AciActivityOutcome.Succeeded) or "True" => Colour.Green,
        nameof(AciDiagnosticState.Partial) or nameof(AciChangeResult.Declined) or nameof(AciChangeResult.WouldChange) or NotKnown => Colour.Yellow,
        nameof(AciDiagnosticState.Silent) or nameof(AciDiagnosticState.Broken) or nameof(AciDiagnosticState.Off) => Colour.Red,
        nameof(AciAlertRuleState.Outdated) or nameof(AciCoverageState.NeedsRedeployment) => Colour.Yellow,
        nameof(AciCoverageState.Missing) => Colour.Red,
        nameof(AciActivityOutcome.Unfinished) => Colour.Yellow,
        nameof(AciAlertRuleState.Unheard) or nameof(AciAlertRuleState.Disabled) => Colour.Red,
        nameof(AciSecurityAlertStatus.Active) or nameof(AciRecommendationStatus.Unhealthy) or nameof(AciImageState.Vulnerable) => Colour.Red,
        nameof(AciSecurityAlertStatus.InProgress) or nameof(AciImageState.NotScanned) or nameof(AciImageState.NotCovered) => Colour.Yellow,
        nameof(AciSecurityAlertStatus.Resolved) or nameof(AciRecommendationStatus.Healthy) or nameof(AciImageState.Clean) => Colour.Green,
        nameof(AciPolicyState.NonCompliant) or nameof(AciPolicyState.Error) => Colour.Red,
        nameof(AciPolicyState.Compliant) => Colour.Green,
        nameof(AciChangeResult.Refused) or nameof(AciChangeResult.Failed) or "False" => Colour.Red,
        _ => null,
    };
}
