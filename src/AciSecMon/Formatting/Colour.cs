using System.Management.Automation;

namespace AciSecMon.Formatting;

/// <summary>Colours where the session wants them.</summary>
internal static class Colour
{
    public const string BrightRed = "\u001b[31;1m";
    public const string Red = "\u001b[31m";
    public const string Green = "\u001b[32m";
    public const string Yellow = "\u001b[33m";
    public const string Cyan = "\u001b[36m";

    private const string Reset = "\u001b[0m";
    private const string PlainText = "PlainText";

    /// <summary>The text in a colour.</summary>
    /// <param name="text">The text.</param>
    /// <param name="colour">The colour; null for none.</param>
    /// <param name="style">The session's <c>$PSStyle</c>; its type is newer than the reference assembly, so it is read by name.</param>
    /// <param name="noColour">The environment's NO_COLOR (https://no-color.org): any value that is not empty forbids colours.</param>
    public static string Of(string text, string? colour, object? style, string? noColour) =>
        colour is null || !string.IsNullOrEmpty(noColour) || !IsWanted(style) ? text : colour + text + Reset;

    private static bool IsWanted(object? style) =>
        style is not null && PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString() is { } rendering && rendering != PlainText;
}
