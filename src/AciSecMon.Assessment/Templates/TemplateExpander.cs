using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Templates.Parameters;

namespace AciSecMon.Assessment.Templates;

/// <summary>
/// Expands an ARM template as Resource Manager would: loops, conditions, children and nested templates, as far as that can be told without Azure. Never fails:
/// what cannot be told is unresolved, what cannot be expanded is a gap.
/// </summary>
internal static class TemplateExpander
{
    /// <summary>True where the document is an ARM template of any level.</summary>
    public static bool IsTemplate(Document document)
    {
        if (document.IsYaml || document.Root is not ObjectValue root) return false;
        if (DeploymentLevels.FromSchema(root) is not null) return true;
        return root.Find("$schema") is null && root.Find("contentVersion") is not null && root.Find("resources") is ArrayValue or ObjectValue;
    }

    /// <summary>Expands a template. Names and conditions are evaluated now; bodies, defaults and outputs when they are first asked for.</summary>
    /// <param name="template">A document of which <see cref="IsTemplate"/> is true.</param>
    /// <param name="parameters">Values for its parameters; null where there are none.</param>
    /// <param name="options">How to expand it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static TemplateExpansion Expand(Document template, ParameterFile? parameters, ExpansionOptions options, CancellationToken cancellationToken)
    {
        var session = new ExpansionSession();
        session.Budget.Cancellation = cancellationToken;
        var root = (ObjectValue)template.Root;
        var place = new TemplatePlace { CreateAzure = scope => OpenScope(scope, options) };
        var outermost = new TemplateScope(session, root, place, (scope, name) => parameters?.ValueOf(scope, name) ?? MissingValue.Instance);
        var collected = new ExpansionCollector(session);
        collected.Add(outermost);

        // From here on only the budget bounds what is evaluated: the caller's token may be long gone then.
        session.Budget.Cancellation = CancellationToken.None;
        return new TemplateExpansion
        {
            Resources = collected.Resources,
            Parameters = collected.Parameters,
            Outputs = collected.Outputs,
            Gaps = [.. session.Gaps],
            ParameterFile = parameters?.File,
            Notices = parameters?.NoticesFor(root) ?? [],
        };
    }

    private static AzureScope OpenScope(TemplateScope scope, ExpansionOptions options)
    {
        DeploymentLevel level = DeploymentLevels.FromSchema(scope.Template) ?? DeploymentLevel.ResourceGroup;
        string[] id = options.Scope?.Trim('/').Split('/') ?? [];
        string? subscription = id.Length > 1 && id[0].Equals("subscriptions", StringComparison.OrdinalIgnoreCase) ? id[1] : null;
        string? group = id.Length > 3 && subscription is not null && id[2].Equals("resourceGroups", StringComparison.OrdinalIgnoreCase) ? id[3] : null;
        return new AzureScope(new EvaluationContext(scope), level, subscription, group);
    }
}
