namespace AciSecMon.Azure.Calls;

/// <summary>Finds in a refusal the action that the caller lacks.</summary>
internal static class MissingAction
{
    private const string Before = "perform action '";

    /// <summary>
    /// The action that the service's own words name, as in <c>does not have authorization to perform action 'Microsoft.X/y/read' over scope ...</c>; null where they
    /// name none.
    /// </summary>
    public static string? Of(AciServiceException refusal)
    {
        int at = refusal.Message.IndexOf(Before, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        string action = refusal.Message[(at + Before.Length)..].Split('\'')[0];
        return action.Contains('/', StringComparison.Ordinal) && action.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '*' or '-') ? action : null;
    }
}
