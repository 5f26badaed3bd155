using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>Where a template stands in an expansion.</summary>
internal sealed class TemplatePlace
{
    /// <summary>Names of the nested deployments that lead to it, joined by <c>/</c>; empty for the outermost template.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>How many deployments it is nested in.</summary>
    public int Depth { get; init; }

    /// <summary>Name of its deployment; null for the outermost template, whose name nobody told us.</summary>
    public Value? Name { get; init; }

    /// <summary>What it is deployed to, where that is the outer template's; otherwise null.</summary>
    public AzureScope? Azure { get; init; }

    /// <summary>Finds out what it is deployed to, where <see cref="Azure"/> is null.</summary>
    public Func<TemplateScope, AzureScope>? CreateAzure { get; init; }

    /// <summary>What its expressions see, where that is not the template itself: nested templates of outer scope see what stands around them.</summary>
    public EvaluationContext? SharedContext { get; init; }

    /// <summary>The condition of the deployments that it is nested in, where that is not known; otherwise null.</summary>
    public UnresolvedValue? Condition { get; init; }
}
