using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Templates.Parameters;

namespace AciSecMon.Assessment.Estate;

/// <summary>Reads templates: once with each of their parameter files, or once with their defaults.</summary>
internal static class TemplateEstate
{
    // What only orders or guards the deployment is no part of the resource.
    private static readonly HashSet<string> OfDeployment = new(
        ["type", "name", "apiVersion", "dependsOn", "condition", "copy", "comments", "metadata", "scope", "existing", "import", "extension", "asserts", "resources"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a template with each of its parameter files.</summary>
    /// <param name="template">The template.</param>
    /// <param name="isExplicit">True where it was named by itself, so that parts of it that could not be read are reported even if no group was seen.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<IReadOnlyList<EstateRead>> ReadAsync(Document template, bool isExplicit, ReadOptions options, CancellationToken cancellationToken)
    {
        FoundParameterFiles found = await ParameterFileFinder.FindAsync(template, options, cancellationToken).ConfigureAwait(false);
        return Read(template, found, isExplicit, options.Scope, cancellationToken);
    }

    /// <summary>Reads a template with one parameter file, or with its defaults.</summary>
    public static EstateRead Read(Document template, ParameterFile? parameters, bool isExplicit, string? scope, CancellationToken cancellationToken)
    {
        TemplateExpansion expansion = TemplateExpander.Expand(template, parameters, new ExpansionOptions { Scope = scope }, cancellationToken);
        EstatePart? part = ToPart(template, expansion, scope ?? string.Empty, isExplicit);
        string reason = expansion.Gaps.Count == 0
            ? "is a template that deploys no container groups"
            : "is a template in which no container groups were found; parts of it were not read";
        return new EstateRead(template.File, part, [], part is null ? reason : null);
    }

    private static List<EstateRead> Read(
        Document template, FoundParameterFiles found, bool isExplicit, string? scope, CancellationToken cancellationToken)
    {
        List<EstateRead> reads = [];
        foreach (ParameterFile file in found.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reads.Add(Read(template, file, isExplicit, scope, cancellationToken));
        }

        // With its defaults in place of a file that was asked for and not read, it would not be what is going to be deployed.
        if (found.Files.Count == 0 && !found.IsLackingRequested) reads.Add(Read(template, parameters: null, isExplicit, scope, cancellationToken));

        bool isConcerned = found.IsLackingRequested || reads.Exists(static r => r.Part is not null);
        if (isConcerned && found.Problems.Count > 0) reads.Insert(0, new EstateRead(template.File, null, found.Problems, null));
        return reads;
    }

    private static EstatePart? ToPart(Document template, TemplateExpansion expansion, string scope, bool isExplicit)
    {
        List<GroupEntry> groups = [];
        List<Neighbour> neighbours = [];
        DeploymentLevel level = DeploymentLevels.FromSchema(template.Root) ?? DeploymentLevel.ResourceGroup;
        foreach (TemplateResource resource in expansion.Resources)
        {
            if (resource.IsExisting || ResourceKinds.OfType(resource.Type) is not { } kind)
            {
                neighbours.Add(new Neighbour(resource.Type, resource.Name, () => Scoped(resource, level), resource.IsExisting) { DeployedWhen = resource.Condition });
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

        if (groups.Count == 0 && (!isExplicit || expansion.Gaps.Count == 0)) return null;
        return new EstatePart
        {
            Source = template.File,
            Groups = groups,
            Neighbours = neighbours,
            Template = groups.Count == 0 ? null : new TemplateFacts(template.File, expansion.ParameterFile, expansion.Parameters, expansion.Outputs),
            Gaps = expansion.Gaps,
            Notices = [.. template.Notices, .. expansion.Notices],
        };
    }

    // A role assignment without a scope reaches as far as what its template deploys to.
    private static ObjectValue Scoped(TemplateResource resource, DeploymentLevel level)
    {
        ObjectValue body = resource.Body;
        string? scope = level switch
        {
            DeploymentLevel.Subscription => "/subscriptions/{subscription}",
            DeploymentLevel.ManagementGroup => "/providers/Microsoft.Management/managementGroups/{managementGroup}",
            DeploymentLevel.Tenant => "/",
            _ => null,
        };
        bool isWide = scope is not null && resource.DeploymentPath.Length == 0 && resource.Type.Equals("Microsoft.Authorization/roleAssignments", StringComparison.OrdinalIgnoreCase);
        return !isWide || !body["scope"].IsMissing || !body["properties"]["scope"].IsMissing ? body
            : new ObjectValue([.. body.Properties, new("scope", new StringValue(scope!, resource.Location))], body.Rest, body.Location, body.Origins);
    }

    private static ObjectValue ToResource(TemplateResource resource, AciSubjectType kind) => new(
        [
            new("type", new StringValue(ResourceKinds.TypeOf(kind), resource.Location)),
            new("name", resource.Name),
            new("apiVersion", resource.ApiVersion),
            .. resource.Body.Properties.Where(static p => !OfDeployment.Contains(p.Name)),
        ],
        resource.Body.Rest, resource.Location, resource.Body.Origins);
}
