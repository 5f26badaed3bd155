using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// Gives a group every form that the unknown conditions of its template can give it. Conditions are decided one after the other, so that a condition
/// which only matters under another one does not double what it does not change.
/// </summary>
internal static class VariantBuilder
{
    /// <summary>Most variants of one group. Beyond it, values that depend on conditions count as not known.</summary>
    public const int MaximumVariants = 16;

    /// <summary>Binds a resource under every combination of its conditions.</summary>
    public static GroupEntry Build(ObjectValue resource, GroupOrigin origin)
    {
        ObjectValue named = WithDecidedName(ValueSize.Fits(resource) ? resource : WithoutProperties(resource));
        if (ChoiceReplacement.FirstCondition(named) is null) return Single(named, origin);

        ContainerGroup undecided = ContainerGroupBinder.Bind((ObjectValue)ChoiceReplacement.Unresolve(named), origin);
        List<(List<(ConditionSymbol, bool)> Assumptions, ObjectValue Resource)>? forms = Decide(named, origin.DeployedWhen);
        if (forms is null) return new GroupEntry { Variants = [new([], undecided)] };
        return new GroupEntry
        {
            Variants = [.. forms.Select(form => new GroupVariant(form.Assumptions, ContainerGroupBinder.Bind(form.Resource, origin)))],
            Undecided = undecided,
        };
    }

    private static GroupEntry Single(ObjectValue resource, GroupOrigin origin) =>
        new() { Variants = [new([], ContainerGroupBinder.Bind(resource, origin))] };

    // Depth first, true before false, so that the variants come in the order of the conditions.
    private static List<(List<(ConditionSymbol, bool)>, ObjectValue)>? Decide(ObjectValue resource, UnresolvedValue? deployedWhen)
    {
        List<(List<(ConditionSymbol, bool)>, ObjectValue)> forms = [];
        var open = new Stack<(List<(ConditionSymbol, bool)> Assumptions, ObjectValue Resource)>();
        open.Push(([], resource));
        while (open.TryPop(out (List<(ConditionSymbol, bool)> Assumptions, ObjectValue Resource) next))
        {
            if (ChoiceReplacement.FirstCondition(next.Resource) is not { } condition)
            {
                forms.Add(next);
                continue;
            }

            if (forms.Count + open.Count + 2 > MaximumVariants) return null;
            // Where the group is only deployed if the condition is true, the other form never comes to be.
            if (!IsSame(condition, deployedWhen)) open.Push(Under(next.Assumptions, next.Resource, condition, isTrue: false));
            open.Push(Under(next.Assumptions, next.Resource, condition, isTrue: true));
        }

        return forms;
    }

    private static (List<(ConditionSymbol, bool)>, ObjectValue) Under(
        List<(ConditionSymbol, bool)> assumptions, ObjectValue resource, ConditionSymbol condition, bool isTrue) =>
        ([.. assumptions, (condition, isTrue)], (ObjectValue)ChoiceReplacement.Decide(resource, condition, isTrue));

    private static bool IsSame(ConditionSymbol condition, UnresolvedValue? deployedWhen)
    {
        if (deployedWhen is null) return false;
        return condition.Equals(deployedWhen.Source is { } source ? new ConditionSymbol(source, []) : new ConditionSymbol(deployedWhen.Expression, []));
    }

    private static ObjectValue WithoutProperties(ObjectValue resource)
    {
        var unknown = new UnresolvedValue(
            "properties", new UnresolvedCause(CauseKind.TooLarge, "a group of more than 1,000,000 values", resource.Location), resource.Location);
        string[] kept = ["id", "name", "type", "apiVersion", "location"];
        return new ObjectValue(
            [.. resource.Properties.Where(p => kept.Contains(p.Name, StringComparer.OrdinalIgnoreCase) && p.Value is LiteralValue), new("properties", unknown)],
            unknown, resource.Location);
    }

    // A group's name is what its findings hang on: it must be the same in every variant.
    private static ObjectValue WithDecidedName(ObjectValue resource)
    {
        if (resource.Find("name") is not ChoiceValue) return resource;
        return new ObjectValue(
            [.. resource.Properties.Select(static p => p.Value is ChoiceValue name && string.Equals(p.Name, "name", StringComparison.OrdinalIgnoreCase)
                ? p with { Value = name.ToUnresolved() }
                : p)],
            resource.Rest, resource.Location, resource.Origins);
    }
}
