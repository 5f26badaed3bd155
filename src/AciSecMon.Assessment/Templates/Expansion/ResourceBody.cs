using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>Evaluates a resource as it would be sent to its provider.</summary>
internal static class ResourceBody
{
    /// <summary>A resource of more parts than this is none (the service takes 1 MB), and would keep whoever walks through it from ever coming back.</summary>
    private const int PartLimit = 500_000;

    private const int DepthLimit = 600;

    // What speaks to Resource Manager itself.
    private static readonly HashSet<string> Directives = new(StringComparer.OrdinalIgnoreCase)
    {
        "condition", "copy", "dependsOn", "existing", "resources", "comments", "name", "type",
    };

    /// <summary>Expressions evaluated and copies expanded; child resources and the template of a deployment left out.</summary>
    public static ObjectValue Evaluate(ResourceInstance resource)
    {
        List<Property> sent = [];
        foreach (Property property in resource.Source.Properties)
        {
            if (Directives.Contains(property.Name) && !PropertyCopy.Is(property)) continue;
            sent.Add(resource.IsDeployment && property.Value is ObjectValue deployment ? property with { Value = WithoutTemplate(deployment) } : property);
        }

        var source = new ObjectValue(sent, resource.Source.Rest, resource.Source.Location);
        Value body = resource.Context.Scope.Session.Evaluator.EvaluateDocument(source, resource.Context);
        Property[] named =
        [
            new("type", new StringValue(resource.Type, resource.Source["type"].Location), LocationOf(resource, "type")),
            new("name", resource.Name, LocationOf(resource, "name")),
        ];
        IEnumerable<Property> evaluated = body is ObjectValue known ? known.Properties.Select(static property => property with { Value = Bound(property.Value) }) : [];
        return new ObjectValue([.. named, .. evaluated], body.Rest, resource.Source.Location);
    }

    /// <summary>The value, or an unresolved one where it has too many parts to be handed on.</summary>
    public static Value Bound(Value value) => ValueParts.IsWithin(value, PartLimit, DepthLimit)
        ? value
        : new UnresolvedValue("...", new UnresolvedCause(CauseKind.TooLarge, "a value of too many parts", value.Location), value.Location, value.Origins);

    private static SourceLocation LocationOf(ResourceInstance resource, string name)
    {
        foreach (Property property in resource.Source.Properties)
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)) return property.NameLocation;
        }

        return resource.Source.Location;
    }

    private static ObjectValue WithoutTemplate(ObjectValue deployment) =>
        new([.. deployment.Properties.Where(static p => !string.Equals(p.Name, "template", StringComparison.OrdinalIgnoreCase))], deployment.Rest, deployment.Location);
}
