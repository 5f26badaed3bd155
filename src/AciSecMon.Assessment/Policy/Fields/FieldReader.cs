using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>Reads fields of a resource. Pure.</summary>
internal static class FieldReader
{
    /// <summary>What a field selects.</summary>
    /// <param name="field">The field.</param>
    /// <param name="resource">The resource, in the form of Resource Manager.</param>
    /// <param name="aliases">Finds what an alias names.</param>
    /// <param name="counted">The members that are being counted, innermost first; null for none.</param>
    public static Selection Read(FieldReference field, ObjectValue resource, AliasResolver aliases, CountedMember? counted)
    {
        switch (field.Kind)
        {
            case FieldKind.Root:
                return One(RootOf(resource, field.Name));
            case FieldKind.Tags:
                return One(resource["tags"]);
            case FieldKind.Tag:
                return One(resource["tags"][field.Name]);
            default:
                ResolvedAlias alias = aliases.Resolve(resource["type"].AsText() ?? string.Empty, field.Name);
                if (!alias.IsKnown) return new Selection([UnknownAlias(field)], IsCollection: false, null);
                if (alias.Path is null) return field.IsCollection ? new Selection([], IsCollection: true, null) : One(MissingValue.Instance);
                var walk = new Walk(field, alias.Path, counted);
                walk.Follow(resource, step: 0, array: 0);
                return field.IsCollection || walk.WentThroughArray ? new Selection(walk.Values, IsCollection: true, walk.Open) : One(walk.Values.Count == 0 ? walk.Open ?? MissingValue.Instance : walk.Values[0]);
        }
    }

    private static Selection One(Value value) => new([value], IsCollection: false, null);

    private static Value RootOf(ObjectValue resource, string name)
    {
        if (name.Equals("fullName", StringComparison.OrdinalIgnoreCase)) return resource.Find("fullName") ?? resource["name"];
        Value value = resource;
        foreach (string part in name.Split('.')) value = value[part];

        // The name of a child is its own alone.
        return name.Equals("name", StringComparison.OrdinalIgnoreCase) && value is StringValue { Text: var text } && text.Contains('/', StringComparison.Ordinal) ? new StringValue(text[(text.LastIndexOf('/') + 1)..], value.Location) : value;
    }

    private static UnresolvedValue UnknownAlias(FieldReference field) =>
        new($"field('{field.Text}')", new UnresolvedCause(CauseKind.NotSupported, $"the alias '{field.Text}', which is not known"));

    /// <summary>The way into one resource.</summary>
    private sealed class Walk(FieldReference field, PropertyPath path, CountedMember? counted)
    {
        public List<Value> Values { get; } = [];

        public Value? Open { get; private set; }

        /// <summary>True where an array was gone through that the alias does not name as one.</summary>
        public bool WentThroughArray { get; private set; }

        public void Follow(Value from, int step, int array)
        {
            Value value = from;
            for (; step < path.Steps.Length; step++)
            {
                if (path.Steps[step].IsMembers)
                {
                    Members(value, step, array);
                    return;
                }

                if (path.Steps[step].Index is { } index)
                {
                    value = index < value.Items.Count ? value.Items[index] : (Value?)value.Rest ?? MissingValue.Instance;
                    continue;
                }

                // Older aliases go through arrays without saying so: logs.enabled of diagnostic settings is what each of the logs has (the built-in definition 41ebf9df asks for it).
                if (!path.IsExact && value is ArrayValue through)
                {
                    WentThroughArray = true;
                    foreach (Value item in through.Items) Follow(item, step, array);
                    Open ??= through.Rest;
                    return;
                }

                value = Property(value, path.Steps[step].Name!, isFirst: step == 0, isMember: step > 0 && path.Steps[step - 1].IsMembers);
            }

            Values.Add(value);
        }

        // A member that is being counted stands for its array.
        private void Members(Value value, int step, int array)
        {
            string key = array < field.Arrays.Length ? field.Arrays[array] : string.Empty;
            for (CountedMember? one = counted; one is not null; one = one.Outer)
            {
                if (one.Array != key) continue;
                Follow(one.Member, step + 1, array + 1);
                return;
            }

            foreach (Value item in value.Items) Follow(item, step + 1, array + 1);
            if (value.Rest is { } rest) Open ??= rest;
            else if (value.IsUnresolved) Open ??= value;
        }

        private Value Property(Value value, string name, bool isFirst, bool isMember)
        {
            if (path.IsExact || value is not ObjectValue obj) return value[name];
            Value below = obj["properties"];
            if (isFirst)
            {
                // An alias means what is below properties, and only where nothing is there what the resource has beside it, such as zones.
                Value inner = below[name];
                return inner.IsMissing && obj.Find(name) is { } own && IsBesideProperties(name) ? own : inner;
            }

            return isMember && obj.Find(name) is null && below is ObjectValue or UnresolvedValue ? below[name] : obj[name];
        }

        // What every resource may have beside its properties (Resource Manager, resource definition): the rest of a resource is never meant by an alias.
        private static bool IsBesideProperties(string name) => name.ToLowerInvariant() is "zones" or "sku" or "kind" or "plan" or "identity" or "managedby" or "extendedlocation" or "location" or "tags";
    }
}

/// <summary>A member of an array, or of a list of values, that a count looks at.</summary>
/// <param name="Array">What leads to the array, as <see cref="FieldReference.Arrays"/> has it; empty for a list of values.</param>
/// <param name="Name">The name of a list of values, or the alias as it is written.</param>
/// <param name="Member">The member.</param>
/// <param name="Outer">The count that this one stands in; null for none.</param>
internal sealed record CountedMember(string Array, string Name, Value Member, CountedMember? Outer);
