using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Estate;

/// <summary>Writes Resource Graph queries in the one form that the module uses: table, conditions, columns, order by id. What a person gave is only ever inside of a quoted text.</summary>
internal static class ResourceQuery
{
    /// <summary>Container groups, profiles and NGroups.</summary>
    public const string GroupTypes = "'microsoft.containerinstance/containergroups', 'microsoft.containerinstance/containergroupprofiles', 'microsoft.containerinstance/ngroups'";

    private const string Columns = " | project id, name, type, location, resourceGroup, subscriptionId, tags, zones, identity, properties | order by id asc";

    /// <summary>The query for the subscriptions of a scope.</summary>
    public const string Subscriptions = "resourcecontainers | where type in~ ('microsoft.resources/subscriptions') | project id, subscriptionId | order by id asc";

    /// <summary>Container groups alone.</summary>
    public const string GroupType = "'microsoft.containerinstance/containergroups'";

    /// <summary>The query for a selection without ids.</summary>
    public static string For(GroupSelection selection, string types = GroupTypes)
    {
        string filter = Names("name", selection.Name) + Names("resourceGroup", selection.ResourceGroupName);
        foreach ((string tag, string? value) in selection.Tag)
        {
            filter += value is null ? $" and isnotempty(tags[{Quote(tag)}])" : $" and tags[{Quote(tag)}] =~ {Quote(value)}";
        }

        return $"resources | where type in~ ({types}){filter}{Columns}";
    }

    /// <summary>The query for resources of a type with these values in a column.</summary>
    public static string Of(string types, string column, IEnumerable<string> values, string table = "resources") => $"{table} | where type in~ ({types}) and {column} in~ ({List(values)}){Columns}";

    /// <summary>The query for all resources of a type.</summary>
    public static string OfTypes(string types, string table = "resources") => $"{table} | where type in~ ({types}){Columns}";

    /// <summary>The query for initiatives that somebody made, with their definitions.</summary>
    public const string OwnInitiatives =
        "policyresources | where type in~ ('microsoft.authorization/policysetdefinitions') and tostring(properties.policyType) =~ 'Custom' | project id, name, properties | order by id asc";

    /// <summary>The query for policy definitions and initiatives of a title.</summary>
    public static string PoliciesByTitle(string title) =>
        $"policyresources | where type in~ ('microsoft.authorization/policydefinitions', 'microsoft.authorization/policysetdefinitions') and tostring(properties.displayName) =~ {Quote(title)} | project id, name | order by id asc";

    /// <summary>
    /// The query for Defender's recommendations on container groups and on what they lead to. The id of an assessment begins with that of what is judged, which is sure, where the
    /// names of resourceDetails are spelled in one case or another (azure-facts, C.3).
    /// </summary>
    public static string Assessments { get; } = AssessmentsOn(
        "microsoft.containerinstance/containergroups", "microsoft.containerregistry/registries", "microsoft.managedidentity/userassignedidentities", "microsoft.keyvault/vaults", "microsoft.storage/storageaccounts");

    /// <summary>The query for Defender's recommendations on container groups themselves.</summary>
    public static string AssessmentsOfGroups { get; } = AssessmentsOn("microsoft.containerinstance/containergroups");

    /// <summary>
    /// The query for what Defender found in images, one row for each finding (azure-facts, C.4). The members of resourceDetails are spelled in one case or another, so that their text
    /// is searched.
    /// </summary>
    /// <param name="digests">Digests to narrow it down to; none for all images.</param>
    public static string ImageFindings(IReadOnlyCollection<string> digests)
    {
        string narrowed = digests.Count == 0 ? string.Empty : $" and tostring(properties) matches regex {Quote($"(?i)({string.Join('|', digests)})")}";
        return $"securityresources | where type in~ ('microsoft.security/assessments') and tostring(properties.resourceDetails) matches regex {Quote("(?i)\"resourcetype\" *: *\"\\.containerimage\"")}{narrowed}{Columns}";
    }

    /// <summary>The query for what Defender found in images in the form of before July 2026.</summary>
    public static string ImageSubAssessments(IEnumerable<string> digests) =>
        $"securityresources | where type in~ ('microsoft.security/assessments/subassessments') and tostring(properties.additionalData.artifactDetails.digest) in~ ({List(digests)}){Columns}";

    /// <summary>A quoted text of the query language.</summary>
    public static string Quote(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).ReplaceLineEndings(" ") + "'";

    private static string AssessmentsOn(params string[] types)
    {
        string alternatives = string.Join('|', types.Select(static type => type.Replace(".", "\\.", StringComparison.Ordinal)));
        string pattern = $"(?i)/providers/({alternatives})/[^/]+/providers/microsoft\\.security/assessments/[^/]+$";
        return $"securityresources | where type in~ ('microsoft.security/assessments') and id matches regex {Quote(pattern)}{Columns}";
    }

    private static string Names(string column, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return string.Empty;
        string[] patterns = [.. names.Where(Wildcards.Has)];
        if (patterns.Length == 0) return $" and {column} in~ ({List(names)})";
        IEnumerable<string> all = names.Select(Wildcards.ToRegex).Select(static regex => regex["(?i)".Length..]);
        return $" and {column} matches regex {Quote($"(?i)({string.Join('|', all)})")}";
    }

    private static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(Quote));
}
