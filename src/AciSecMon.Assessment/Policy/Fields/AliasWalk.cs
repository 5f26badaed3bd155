using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>Follows an alias into one resource.</summary>
internal struct AliasWalk(FieldReference field, PropertyPath path, CountedMember? counted)
{
    private Selection found = new(field.IsCollection);

    // Members of an array that the alias does not name as one.
    private bool wentThroughArray;

    /// <summary>What the alias selects.</summary>
    public Selection From(ObjectValue resource)
    {
        Begin(resource);
        if (found.IsCollection) return found;
        if (!wentThroughArray) return Selection.Of(found.Count > 0 ? found[0] : found.Open ?? MissingValue.Instance);
        var members = new Selection(isCollection: true);
        for (int at = 0; at < found.Count; at++) members.Add(found[at]);
        members.LeaveOpen(found.Open);
        return members;
    }

    // A member that is being counted stands for its array, and the way goes on from the innermost of them.
    private void Begin(ObjectValue resource)
    {
        for (int array = counted is null ? 0 : Math.Min(field.Arrays.Length, path.Openings.Length); array > 0; array--)
        {
            if (CountedMember.Of(counted, field.Arrays[array - 1]) is not { } one) continue;
            Follow(one.Member, path.Openings[array - 1] + 1);
            return;
        }

        Follow(resource, step: 0);
    }

    private void Follow(Value from, int step)
    {
        Value value = from;
        for (; step < path.Steps.Length; step++)
        {
            PathStep next = path.Steps[step];
            if (next.IsMembers)
            {
                FollowMembers(value, step);
                return;
            }

            if (next.Index is { } index)
            {
                value = index < value.Items.Count ? value.Items[index] : (Value?)value.Rest ?? MissingValue.Instance;
                continue;
            }

            // Older aliases go through arrays without saying so: logs.enabled of diagnostic settings is what each of the logs has (the built-in definition 41ebf9df asks for it).
            if (!path.IsExact && value is ArrayValue through)
            {
                wentThroughArray = true;
                for (int at = 0; at < through.Items.Count; at++) Follow(through.Items[at], step);
                found.LeaveOpen(through.Rest);
                return;
            }

            value = path.IsExact || value is not ObjectValue obj ? value[next.Name!] : Property(obj, next, isFirst: step == 0, isMember: step > 0 && path.Steps[step - 1].IsMembers);
        }

        found.Add(value);
    }

    private void FollowMembers(Value value, int step)
    {
        IReadOnlyList<Value> items = value.Items;
        for (int at = 0; at < items.Count; at++) Follow(items[at], step + 1);
        found.LeaveOpen((Value?)value.Rest ?? (value.IsUnresolved ? value : null));
    }

    private static Value Property(ObjectValue obj, PathStep step, bool isFirst, bool isMember)
    {
        string name = step.Name!;
        if (isFirst)
        {
            // An alias means what is below properties, and only where nothing is there what the resource has beside it, such as zones.
            Value inner = obj["properties"][name];
            return inner.IsMissing && step.MayBeBeside && obj.Find(name) is { } own ? own : inner;
        }

        if (obj.Find(name) is { } direct) return direct;
        return isMember && obj["properties"] is ObjectValue or UnresolvedValue ? obj["properties"][name] : obj[name];
    }
}
