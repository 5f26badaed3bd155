using System.ComponentModel;
using System.Management.Automation;

namespace AciSecMon.Formatting;

/// <summary>Severities for the eye. Used by the module's views.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SeverityText
{
    private const string Reset = "\u001b[0m";
    private const string PlainText = "PlainText";

    /// <summary>A severity that fits a narrow column, coloured where the session wants colours.</summary>
    /// <param name="severity">The severity, as the enumeration or as what is left of it after it was stored.</param>
    /// <param name="style">The session's <c>$PSStyle</c>; its type is newer than the reference assembly, so it is read by name.</param>
    /// <param name="noColour">The environment's NO_COLOR (https://no-color.org): any value that is not empty forbids colours.</param>
    public static string Of(PSObject? severity, object? style, string? noColour)
    {
        string name = severity?.ToString() ?? string.Empty;
        string text = name == nameof(AciSeverity.Informational) ? "Info" : name;
        string? colour = string.IsNullOrEmpty(noColour) && WantsColour(style) ? ColourOf(name) : null;
        return colour is null ? text : colour + text + Reset;
    }

    private static string? ColourOf(string severity) => severity switch
    {
        nameof(AciSeverity.Critical) => "\u001b[31;1m",
        nameof(AciSeverity.High) => "\u001b[31m",
        nameof(AciSeverity.Medium) => "\u001b[33m",
        nameof(AciSeverity.Low) => "\u001b[36m",
        _ => null,
    };

    private static bool WantsColour(object? style) =>
        style is not null && PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString() is { } rendering && rendering != PlainText;
}
