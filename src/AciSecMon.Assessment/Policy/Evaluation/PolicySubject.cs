using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A resource to judge, and what is known around it.</summary>
internal sealed class PolicySubject
{
    private string? type;

    /// <summary>Stands for what this source does not tell.</summary>
    public static UnresolvedValue NotTold { get; } = new("...", new UnresolvedCause(CauseKind.RuntimeFunction, "what surrounds the resource"));

    /// <summary>The resource in the form of Resource Manager.</summary>
    public required ObjectValue Resource { get; init; }

    /// <summary>What aliases mean.</summary>
    public AliasResolver Aliases { get; init; } = AliasResolver.ByRule;

    /// <summary>What <c>requestContext()</c> gives: its apiVersion is that of the request, or the latest in a scan.</summary>
    public Value Request { get; init; } = NotTold;

    /// <summary>What <c>resourceGroup()</c> gives.</summary>
    public Value ResourceGroup { get; init; } = NotTold;

    /// <summary>What <c>subscription()</c> gives.</summary>
    public Value Subscription { get; init; } = NotTold;

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The related resources that auditIfNotExists and deployIfNotExists look for, by type; null where they are not known.</summary>
    public Func<RelatedQuery, RelatedResources>? Related { get; init; }

    /// <summary>Its type; empty where it is not known.</summary>
    public string Type => type ??= Resource["type"].AsText() ?? string.Empty;
}
