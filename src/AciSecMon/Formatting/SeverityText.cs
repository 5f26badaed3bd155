using System.ComponentModel;
using System.Management.Automation;

namespace AciSecMon.Formatting;

/// <summary>Severities for the eye. Used by the module's views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SeverityText
{
    /// <summary>A severity that fits a narrow column, coloured where the session wants colours.</summary>
    /// <param name="severity">The severity, as the enumeration or as what is left of it after it was stored.</param>
    /// <param name="style">The session's <c>$PSStyle</c>.</param>
    /// <param name="noColour">The environment's NO_COLOR.</param>
    public static string Of(PSObject? severity, object? style, string? noColour)
    {
        string name = severity?.ToString() ?? string.Empty;
        return Colour.Of(name == nameof(AciSeverity.Informational) ? "Info" : name, ColourOf(name), style, noColour);
    }

    private static string? ColourOf(string severity) => severity switch
    {
        nameof(AciSeverity.Critical) => Colour.BrightRed,
        nameof(AciSeverity.High) => Colour.Red,
        nameof(AciSeverity.Medium) => Colour.Yellow,
        nameof(AciSeverity.Low) => Colour.Cyan,
        _ => null,
    };
}
