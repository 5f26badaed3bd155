using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>
/// Merges objects, the last one winning. What an open object may hold can replace anything that an earlier object says, so only what stands in it or comes
/// after it stays known.
/// </summary>
internal static class ObjectMerge
{
    /// <summary>Objects within objects are merged too; arrays are replaced.</summary>
    public static Value Deep(Value[] objects, Invocation invocation) => MergeAll(objects, isDeep: true, invocation);

    /// <summary>Only the properties of the objects themselves are merged.</summary>
    public static Value Shallow(Value[] objects, Invocation invocation) => MergeAll(objects, isDeep: false, invocation);

    private static Value MergeAll(Value[] objects, bool isDeep, Invocation invocation)
    {
        Value merged = objects[0] as ObjectValue ?? (Value)new ObjectValue([], objects[0].Rest, origins: objects[0].Origins);
        for (int i = 1; i < objects.Length; i++)
        {
            if (merged is not ObjectValue first) return merged;
            merged = MergeTwo(first, objects[i], isDeep, invocation);
        }

        return merged;
    }

    private static Value MergeTwo(ObjectValue first, Value second, bool isDeep, Invocation invocation)
    {
        int count = first.Properties.Count + ValueParts.CountOf(second);
        if (!invocation.Budget.TryMakeParts(count) || !invocation.Budget.TryEnter()) return invocation.TooLarge();

        var names = new Dictionary<string, int>(count, StringComparer.OrdinalIgnoreCase);
        var properties = new List<Property>(count);
        if (second.Rest is null)
        {
            foreach (Property property in first.Properties) Set(property);
        }

        if (second is ObjectValue known)
        {
            foreach (Property property in known.Properties)
            {
                Value? earlier = isDeep ? first.Find(property.Name) ?? first.Rest : null;
                Set(earlier is null ? property : property with { Value = MergeParts(earlier, property.Value, invocation) });
            }
        }

        invocation.Budget.Leave();
        return new ObjectValue(properties, Merge.Rests(first.Rest, second.Rest), origins: first.Origins.Union(second.Origins));

        void Set(Property property)
        {
            if (names.TryGetValue(property.Name, out int at))
            {
                properties[at] = property;
                return;
            }

            names.Add(property.Name, properties.Count);
            properties.Add(property);
        }
    }

    /// <summary>What two objects say of one property. Two objects are merged; anything else takes the place of what was there.</summary>
    private static Value MergeParts(Value earlier, Value later, Invocation invocation) => Choices.Distribute([earlier, later], pair => pair switch
    {
        [ObjectValue first, ObjectValue second] => MergeTwo(first, second, isDeep: true, invocation),

        // What is not known may be an object, whose properties would stay beside these.
        [UnresolvedValue first, ObjectValue second] => MergeTwo(new ObjectValue([], first), second, isDeep: true, invocation),
        _ => pair[1],
    });
}
