using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Estate;

/// <summary>Reads templates: once with each of their parameter files, or once with their defaults.</summary>
internal static class TemplateEstate
{
    public static Task<IReadOnlyList<EstateRead>> ReadAsync(Document template, ReadOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = options;
        return Task.FromResult<IReadOnlyList<EstateRead>>([new EstateRead(template.File, null, [], "is a template")]);
    }

    /// <summary>What a template adds to the estate; null where it deploys no container groups, as far as it could be expanded.</summary>
    public static EstatePart? ToPart(Document template, TemplateExpansion expansion, string scope)
    {
        List<GroupEntry> groups = [];
        List<Neighbour> neighbours = [];
        foreach (TemplateResource resource in expansion.Resources)
        {
            if (resource.IsExisting || ResourceKinds.OfType(resource.Type) is not { } kind)
            {
                neighbours.Add(new Neighbour(resource.Type, resource.Name, resource.Body, resource.IsExisting));
                continue;
            }

            var origin = new GroupOrigin(kind, AciSourceKind.Template, template.File)
            {
                Scope = scope,
                DeployedWhen = resource.Condition,
                FallbackName = resource.SymbolicName,
            };
            groups.Add(VariantBuilder.Build(ToResource(resource, kind), origin));
        }

        if (groups.Count == 0) return null;
        return new EstatePart
        {
            Source = template.File,
            Groups = groups,
            Neighbours = neighbours,
            Template = new TemplateFacts(template.File, expansion.ParameterFile, expansion.Parameters, expansion.Outputs),
            Gaps = expansion.Gaps,
            Notices = template.Notices,
        };
    }

    // What only orders or guards the deployment is no part of the resource.
    private static readonly HashSet<string> OfDeployment = new(
        ["type", "name", "apiVersion", "dependsOn", "condition", "copy", "comments", "metadata", "scope", "existing", "import", "extension", "asserts", "resources"],
        StringComparer.OrdinalIgnoreCase);

    private static ObjectValue ToResource(TemplateResource resource, AciSubjectType kind) => new(
        [
            new("type", new StringValue(ResourceKinds.TypeOf(kind), resource.Location)),
            new("name", resource.Name),
            new("apiVersion", resource.ApiVersion),
            .. resource.Body.Properties.Where(static p => !OfDeployment.Contains(p.Name)),
        ],
        resource.Body.Rest, resource.Location, resource.Body.Origins);
}
