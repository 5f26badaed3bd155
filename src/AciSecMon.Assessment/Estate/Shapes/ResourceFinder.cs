using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>What was found in a source.</summary>
/// <param name="Resources">Container groups, profiles and NGroups, in the order of the source.</param>
/// <param name="Neighbours">Other resources of the source's outermost list.</param>
internal sealed record FoundResources(IReadOnlyList<FoundResource> Resources, IReadOnlyList<Neighbour> Neighbours);

/// <summary>
/// Finds resources in a value: the value itself, the items of a list in any of its wrappings, and, in JSON and objects, resources that lie deeper,
/// as in recorded responses. Does not look inside of what it found, and does not recurse.
/// </summary>
internal static class ResourceFinder
{
    /// <summary>Finds the resources of a value.</summary>
    /// <param name="root">The whole source.</param>
    /// <param name="isDeep">True to look beyond the outermost list.</param>
    /// <param name="typeName">Type name of a pipeline object; null elsewhere.</param>
    public static FoundResources Find(Value root, bool isDeep, string? typeName = null)
    {
        List<FoundResource> found = [];
        List<Neighbour> neighbours = [];
        var open = new Stack<(Value Value, Surroundings At)>();
        open.Push((root, new(IsTop: true, ListKind.None)));
        while (open.TryPop(out (Value Value, Surroundings At) next))
        {
            if (next.Value is ArrayValue array)
            {
                for (int i = array.Items.Count - 1; i >= 0; i--)
                {
                    if (array.Items[i] is ObjectValue or ArrayValue) open.Push((array.Items[i], next.At));
                }
            }
            else if (next.Value is ObjectValue record)
            {
                if (ResourceRecogniser.Recognise(record, next.At, typeName) is { } resource) found.Add(resource);
                else if (NeighbourOf(record, next.At) is { } neighbour) neighbours.Add(neighbour);
                else PushMembers(open, record, next.At, isDeep);
            }
        }

        return new(found, neighbours);
    }

    private static void PushMembers(Stack<(Value Value, Surroundings At)> open, ObjectValue record, Surroundings at, bool isDeep)
    {
        for (int i = record.Properties.Count - 1; i >= 0; i--)
        {
            Property member = record.Properties[i];
            if (member.Value is not (ObjectValue or ArrayValue)) continue;
            bool isOutermost = at is { IsTop: true, List: ListKind.None };
            if (member.Value is ArrayValue && IsNamed(member, "value")) open.Push((member.Value, new(isOutermost, ListKind.Value)));
            else if (member.Value is ArrayValue && IsNamed(member, "data")) open.Push((member.Value, new(isOutermost, ListKind.Rows)));
            else if (isOutermost && IsNamed(member, "data") && !member.Value["columns"].IsMissing && !member.Value["rows"].IsMissing)
            {
                open.Push((GraphShape.RowsOf(member.Value), new(IsTop: true, ListKind.Rows)));
            }
            else if (isDeep) open.Push((member.Value, new(IsTop: false, ListKind.None)));
        }
    }

    private static Neighbour? NeighbourOf(ObjectValue record, Surroundings at)
    {
        if (!at.IsTop || Envelope.TypeOf(record) is not { } type || !type.Contains('/', StringComparison.Ordinal)) return null;
        return string.IsNullOrEmpty(Envelope.IdOf(record)) ? null : new Neighbour(type, record["name"], record, isExisting: false);
    }

    private static bool IsNamed(Property property, string name) => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase);
}
