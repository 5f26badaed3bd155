using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Writes the Resource Graph query for a selection, in the one form that the module uses.</summary>
internal static class GroupQuery
{
    private const string Head = "resources | where type in~ ('microsoft.containerinstance/containergroups')";
    private const string Tail = " | project id, name, location, resourceGroup, subscriptionId, properties | order by id asc";

    /// <summary>The groups with these ids.</summary>
    public static string ForIds(IEnumerable<string> ids) => $"{Head} and id in~ ({List(ids)}){Tail}";

    /// <summary>The groups that a selection's names, resource groups and tags leave.</summary>
    public static string For(GroupSelection selection)
    {
        string filter = Names("name", selection.Name) + Names("resourceGroup", selection.ResourceGroupName);
        foreach ((string tag, string? value) in selection.Tag)
        {
            filter += value is null ? $" and isnotnull(tags[{Quote(tag)}])" : $" and tags[{Quote(tag)}] =~ {Quote(value)}";
        }

        return Head + filter + Tail;
    }

    private static string Names(string field, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return string.Empty;
        string[] plain = [.. names.Where(static name => !Wildcards.Has(name))];
        IEnumerable<string> terms = names.Where(Wildcards.Has).Select(pattern => $"{field} matches regex {Quote(Wildcards.ToRegex(pattern))}");
        if (plain.Length > 0) terms = terms.Prepend($"{field} in~ ({List(plain)})");
        string[] all = [.. terms];
        return all.Length == 1 ? " and " + all[0] : $" and ({string.Join(" or ", all)})";
    }

    private static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(Quote));

    private static string Quote(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).ReplaceLineEndings(string.Empty) + "'";
}
