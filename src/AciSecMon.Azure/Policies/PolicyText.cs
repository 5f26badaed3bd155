using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Azure.Policies;

/// <summary>A definition or an initiative that is assigned.</summary>
internal sealed class PolicyText
{
    /// <summary>Resource id; for one of the module, that under which it is made.</summary>
    public required string Id { get; init; }

    /// <summary>Name: a GUID for those of Microsoft.</summary>
    public required string Name { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>True for one of the module's own, which is made first.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Declarations of its parameters.</summary>
    public required ObjectValue Parameters { get; init; }

    /// <summary>What a definition's rule does; missing for an initiative.</summary>
    public Value Then { get; init; } = MissingValue.Instance;

    /// <summary>The definitions of an initiative; null for a definition.</summary>
    public IReadOnlyList<PolicySetMember>? Members { get; init; }

    /// <summary>True for an initiative.</summary>
    public bool IsSet => Members is not null;

    /// <summary>What it is, to speak of it.</summary>
    public string Kind => IsSet ? "initiative" : "policy";

    /// <summary>One as Azure gives it.</summary>
    public static PolicyText Of(Value resource)
    {
        Value properties = resource["properties"];
        string name = resource["name"].AsText() ?? string.Empty;
        return new PolicyText
        {
            Id = resource["id"].AsText() ?? string.Empty,
            Name = name,
            Title = properties["displayName"].AsText() ?? name,
            Parameters = properties["parameters"] as ObjectValue ?? ObjectValue.Empty,
            Then = properties["policyRule"]["then"],
            Members = properties["policyDefinitions"] is ArrayValue members ? [.. members.Items.Select(MemberOf)] : null,
        };
    }

    private static PolicySetMember MemberOf(Value member, int at) => new(
        member["policyDefinitionId"].AsText() ?? string.Empty, member["policyDefinitionReferenceId"].AsText() ?? FormattableString.Invariant($"{at}"),
        member["parameters"] as ObjectValue ?? ObjectValue.Empty, []);
}
