using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Templates;
using AciSecMon.Assessment.Templates.Expansion;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// Reads what a template deploys of policies. The expressions of a rule stand in a template behind <c>[[</c>, so that the template leaves them to the policy; what the template
/// itself computes, such as the ids of an initiative's definitions, is evaluated.
/// </summary>
internal static class PolicyTemplate
{
    private const string Provider = "Microsoft.Authorization/policy";

    /// <summary>The resources on policies of a template, as a list; of anything else the document as it is.</summary>
    public static Value Read(Document document, CancellationToken cancellationToken)
    {
        if (TemplateSource.Find(document) is not { } template) return document.Root;
        TemplateExpansion expansion = TemplateExpander.Expand(template, null, ExpansionOptions.Default, cancellationToken);
        return new ArrayValue([.. expansion.Resources.Where(static one => !one.IsExisting && one.Type.StartsWith(Provider, StringComparison.OrdinalIgnoreCase)).Select(ToResource)]);
    }

    private static ObjectValue ToResource(TemplateResource resource) => new(
        [new("type", new StringValue(resource.Type, resource.Location)), new("name", resource.Name), .. resource.Body.Properties.Where(static one => one.Name is not ("type" or "name"))],
        resource.Body.Rest, resource.Location, resource.Body.Origins);
}
