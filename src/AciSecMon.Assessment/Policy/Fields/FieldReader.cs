using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>Reads fields of a resource. Pure.</summary>
internal static class FieldReader
{
    /// <summary>What a field selects.</summary>
    /// <param name="field">The field.</param>
    /// <param name="resource">The resource, in the form of Resource Manager.</param>
    /// <param name="type">Its type; empty where it is not known.</param>
    /// <param name="aliases">Finds what an alias names.</param>
    /// <param name="counted">The members that are being counted, innermost first; null for none.</param>
    public static Selection Read(FieldReference field, ObjectValue resource, string type, AliasResolver aliases, CountedMember? counted) => field.Kind switch
    {
        FieldKind.Root => Selection.Of(RootOf(resource, field)),
        FieldKind.Tags => Selection.Of(resource["tags"]),
        FieldKind.Tag => Selection.Of(resource["tags"][field.Name]),
        _ => ReadAlias(field, resource, field.On(type, aliases), counted),
    };

    private static Selection ReadAlias(FieldReference field, ObjectValue resource, ResolvedAlias alias, CountedMember? counted)
    {
        if (!alias.IsKnown) return Selection.Of(UnknownAlias(field));
        if (alias.Path is null) return field.IsCollection ? new Selection(isCollection: true) : Selection.Of(MissingValue.Instance);
        return new AliasWalk(field, alias.Path, counted).From(resource);
    }

    private static Value RootOf(ObjectValue resource, FieldReference field)
    {
        if (field.IsFullName) return resource.Find("fullName") ?? resource["name"];
        Value value = resource;
        foreach (string part in field.Parts) value = value[part];

        // The name of a child is its own alone.
        return field.IsName && value is StringValue { Text: var text } && text.Contains('/', StringComparison.Ordinal) ? new StringValue(text[(text.LastIndexOf('/') + 1)..], value.Location) : value;
    }

    private static UnresolvedValue UnknownAlias(FieldReference field) =>
        new($"field('{field.Text}')", new UnresolvedCause(CauseKind.NotSupported, $"the alias '{field.Text}', which is not known"));
}
