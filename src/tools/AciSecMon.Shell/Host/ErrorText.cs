using System.Globalization;
using System.Management.Automation;

namespace AciSecMon.Shell.Host;

/// <summary>An error record in words: what failed, what to do, where, and the id to look for. Never a stack trace.</summary>
internal static class ErrorText
{
    /// <summary>The lines; the first one is the message.</summary>
    public static IEnumerable<string> Lines(ErrorRecord error)
    {
        string message = error.ErrorDetails?.Message is { Length: > 0 } details ? details : error.Exception.Message;
        string? command = error.InvocationInfo?.MyCommand?.Name;
        yield return command is null ? $"error: {message}" : $"{command}: {message}";

        if (error.ErrorDetails?.RecommendedAction is { Length: > 0 } advice) yield return $"    {advice}";
        if (Position(error) is { } position) yield return $"    at {position}";
        yield return $"    {error.FullyQualifiedErrorId}";
    }

    private static string? Position(ErrorRecord error) => error.InvocationInfo is { ScriptName.Length: > 0 } at
        ? string.Create(CultureInfo.InvariantCulture, $"{at.ScriptName}:{at.ScriptLineNumber}:{at.OffsetInLine}")
        : null;
}
