using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Lists what could not be resolved of a group.</summary>
internal static class UnresolvedExpressions
{
    /// <summary>Each expression once, in the order of the resource.</summary>
    public static string[] Of(ContainerGroup group)
    {
        List<string> expressions = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        var open = new Stack<Value>();
        if (group.DeployedWhen is { } condition) open.Push(condition);
        open.Push(group.Properties);
        foreach (Property property in group.Resource.Properties.Reverse())
        {
            if (!string.Equals(property.Name, "properties", StringComparison.OrdinalIgnoreCase)) open.Push(property.Value);
        }

        while (open.TryPop(out Value? next))
        {
            switch (next)
            {
                case ChoiceValue choice:
                    open.Push(choice.ToUnresolved());
                    break;
                case UnresolvedValue unresolved:
                    if (seen.Add(unresolved.Expression)) expressions.Add(unresolved.Expression);
                    break;
                case ObjectValue known:
                    if (known.Rest is { } others) open.Push(others);
                    for (int i = known.Properties.Count - 1; i >= 0; i--)
                    {
                        if (!IsState(known.Properties[i])) open.Push(known.Properties[i].Value);
                    }

                    break;
                case ArrayValue array:
                    if (array.Rest is { } more) open.Push(more);
                    for (int i = array.Items.Count - 1; i >= 0; i--) open.Push(array.Items[i]);
                    break;
                default:
                    break;
            }
        }

        return [.. expressions];
    }

    // Whether the state was read shows in the state itself.
    private static bool IsState(Property property) => string.Equals(property.Name, "instanceView", StringComparison.OrdinalIgnoreCase);
}
