using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>A resource of a template in one turn of its loop.</summary>
internal sealed class ResourceInstance
{
    public required ObjectValue Source { get; init; }

    /// <summary>Full type with its parents'.</summary>
    public required string Type { get; init; }

    /// <summary>Full name with its parents'.</summary>
    public required Value Name { get; init; }

    /// <summary>What its expressions see: the template, and the turn of the loop.</summary>
    public required EvaluationContext Context { get; init; }

    /// <summary>Key in a template whose resources are an object, with the turn of its loop; otherwise null.</summary>
    public string? SymbolicName { get; init; }

    public bool IsExisting { get; init; }

    /// <summary>The condition where it is not known; null where the resource is always deployed.</summary>
    public UnresolvedValue? Condition { get; init; }

    /// <summary>The template that it deploys; null where it is no deployment or its template is not known.</summary>
    public TemplateScope? Nested { get; init; }

    public bool IsDeployment => string.Equals(Type, NestedDeployment.Type, StringComparison.OrdinalIgnoreCase);
}
