using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Finds the properties of a resource that the model does not know. Goes as deep as the model does.</summary>
internal static class UnknownPropertyFinder
{
    public static IReadOnlyList<(Place Place, Value Value)> Find(ObjectValue resource, AciSubjectType kind)
    {
        List<(Place, Value)>? found = null;
        Look(resource, KnownProperties.Of(kind), Place.Root, ref found);
        return found ?? (IReadOnlyList<(Place, Value)>)[];
    }

    private static void Look(Value value, KnownShape shape, Place place, ref List<(Place, Value)>? found)
    {
        if (value is not ObjectValue known) return;
        foreach (Property property in known.Properties)
        {
            if (!shape.Knows(property.Name, out KnownShape? below))
            {
                if (!property.Value.IsMissing) (found ??= []).Add((place.Of(property.Name), property.Value));
            }
            else if (below?.KeyOf is { } keyOf)
            {
                LookAtItems(property, below, keyOf, place, ref found);
            }
            else if (below is not null)
            {
                // The canonical path leaves the word "properties" out.
                bool isProperties = string.Equals(property.Name, "properties", StringComparison.OrdinalIgnoreCase);
                Look(property.Value, below, isProperties ? place : place.Of(property.Name), ref found);
            }
        }
    }

    private static void LookAtItems(Property list, KnownShape below, Func<Value, string> keyOf, Place place, ref List<(Place, Value)>? found)
    {
        var keys = new PlaceKeys();
        foreach (Value item in list.Value.Items)
        {
            if (!item.IsMissing) Look(item, below, place.Of(list.Name, keys.Unique(keyOf(item))), ref found);
        }
    }
}
