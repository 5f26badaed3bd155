using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates;

/// <summary>A resource that a template deploys, with its expressions evaluated.</summary>
internal sealed class TemplateResource
{
    private ObjectValue? body;

    /// <summary>Full type with its parents', such as <c>Microsoft.Network/virtualNetworks/subnets</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Full name with its parents', such as <c>vnet/subnet</c>.</summary>
    public required Value Name { get; init; }

    public required Value ApiVersion { get; init; }

    /// <summary>
    /// The resource as it would be sent: copies expanded, child resources and the templates of deployments left out. Evaluated when it is first asked for.
    /// </summary>
    public ObjectValue Body
    {
        get => body ??= EvaluateBody?.Invoke() ?? ObjectValue.Empty;
        init => body = value;
    }

    /// <summary>Gives <see cref="Body"/> where that is not set.</summary>
    public Func<ObjectValue>? EvaluateBody { private get; init; }

    /// <summary>Key in a template whose resources are an object; null in one whose resources are a list.</summary>
    public string? SymbolicName { get; init; }

    /// <summary>True for a resource that the template refers to and does not deploy.</summary>
    public bool IsExisting { get; init; }

    /// <summary>Null where the resource is always deployed; otherwise the condition that is not known. What is known to be false is left out of the expansion.</summary>
    public UnresolvedValue? Condition { get; init; }

    public SourceLocation Location { get; init; }

    /// <summary>Names of the nested deployments that lead to it, joined by <c>/</c>; empty in the outermost template.</summary>
    public string DeploymentPath { get; init; } = string.Empty;
}

/// <summary>A parameter of a template or nested template.</summary>
internal sealed class TemplateParameter
{
    private Value? evaluatedDefault;
    private Value? givenValue;
    private bool? isUsed;

    public required string Name { get; init; }

    /// <summary>Type in lower case, such as <c>securestring</c>, with references to definitions followed.</summary>
    public required string Type { get; init; }

    public bool IsSecure { get; init; }

    /// <summary>The default as it stands; missing where there is none.</summary>
    public Value DefaultValue { get; init; } = MissingValue.Instance;

    /// <summary>The default as it evaluates; missing where there is none. Evaluated when it is first asked for.</summary>
    public Value EvaluatedDefault
    {
        get => evaluatedDefault ??= EvaluateDefault?.Invoke() ?? MissingValue.Instance;
        init => evaluatedDefault = value;
    }

    /// <summary>The value that a parameter file or a nested deployment gives; missing where it gives none. Evaluated when it is first asked for.</summary>
    public Value GivenValue
    {
        get => givenValue ??= EvaluateGiven?.Invoke() ?? MissingValue.Instance;
        init => givenValue = value;
    }

    /// <summary>True where anything in the template refers to it. Looked up when it is first asked for.</summary>
    public bool IsUsed
    {
        get => isUsed ??= FindUse?.Invoke() ?? false;
        init => isUsed = value;
    }

    /// <summary>Gives <see cref="EvaluatedDefault"/> where that is not set.</summary>
    public Func<Value>? EvaluateDefault { private get; init; }

    /// <summary>Gives <see cref="GivenValue"/> where that is not set.</summary>
    public Func<Value>? EvaluateGiven { private get; init; }

    /// <summary>Gives <see cref="IsUsed"/> where that is not set.</summary>
    public Func<bool>? FindUse { private get; init; }

    public SourceLocation Location { get; init; }

    /// <summary>As <see cref="TemplateResource.DeploymentPath"/>.</summary>
    public string DeploymentPath { get; init; } = string.Empty;
}

/// <summary>An output of a template or nested template.</summary>
internal sealed class TemplateOutput
{
    private Value? value;

    public required string Name { get; init; }

    /// <summary>Type in lower case.</summary>
    public required string Type { get; init; }

    /// <summary>True where the output's type is secure, so that its value is not kept.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Evaluated when it is first asked for.</summary>
    public Value Value
    {
        get => value ??= EvaluateValue?.Invoke() ?? MissingValue.Instance;
        init => this.value = value;
    }

    /// <summary>Gives <see cref="Value"/> where that is not set.</summary>
    public Func<Value>? EvaluateValue { private get; init; }

    public SourceLocation Location { get; init; }

    /// <summary>As <see cref="TemplateResource.DeploymentPath"/>.</summary>
    public string DeploymentPath { get; init; } = string.Empty;
}

/// <summary>What a template deploys, as far as can be told without Azure.</summary>
internal sealed class TemplateExpansion
{
    public required IReadOnlyList<TemplateResource> Resources { get; init; }

    public required IReadOnlyList<TemplateParameter> Parameters { get; init; }

    public required IReadOnlyList<TemplateOutput> Outputs { get; init; }

    /// <summary>Parts that were not expanded and may hold resources: linked templates, nested templates of outer scope, loops beyond the limit.</summary>
    public required IReadOnlyList<UnresolvedCause> Gaps { get; init; }

    /// <summary>Faults that did not keep it from being expanded, such as values for parameters that the template does not have.</summary>
    public IReadOnlyList<DocumentNotice> Notices { get; init; } = [];

    /// <summary>Parameter file that was applied; null where none was.</summary>
    public SourceFile? ParameterFile { get; init; }
}
