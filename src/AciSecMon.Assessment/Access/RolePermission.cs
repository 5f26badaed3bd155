using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Access;

/// <summary>
/// What one part of a role or of a deny assignment says: an action is in it where a pattern of <paramref name="Actions"/> fits and none of <paramref name="NotActions"/> does. A star
/// stands for any text, slashes included, and case does not count (azure-facts, G).
/// </summary>
/// <param name="Actions">Patterns of actions of Resource Manager.</param>
/// <param name="NotActions">Patterns that are taken out of these again.</param>
/// <param name="DataActions">Patterns of actions on data.</param>
/// <param name="NotDataActions">Patterns that are taken out of those again.</param>
internal sealed record RolePermission(IReadOnlyList<string> Actions, IReadOnlyList<string> NotActions, IReadOnlyList<string> DataActions, IReadOnlyList<string> NotDataActions)
{
    /// <summary>True where it holds under a condition only.</summary>
    public bool IsConditional { get; init; }

    /// <summary>True where an action of Resource Manager is in it.</summary>
    public bool Grants(string action) => Has(Actions, action) && !Has(NotActions, action);

    /// <summary>Reads a permission as the service writes it.</summary>
    public static RolePermission Of(Value permission) =>
        new(Texts(permission["actions"]), Texts(permission["notActions"]), Texts(permission["dataActions"]), Texts(permission["notDataActions"])) { IsConditional = permission["condition"].AsText() is { Length: > 0 } };

    private static bool Has(IReadOnlyList<string> patterns, string action)
    {
        foreach (string pattern in patterns)
        {
            if (TextPattern.Fits(action, pattern, knowsOne: false)) return true;
        }

        return false;
    }

    private static string[] Texts(Value list) => [.. list.Items.Select(static one => one.AsText()).OfType<string>()];
}
