namespace AciSecMon;

/// <summary>Where policies are assigned. Of the three, one is given, or a resource group with its subscriptions.</summary>
public sealed class PolicyPlace
{
    /// <summary>Subscriptions; empty for those of the connection.</summary>
    public IReadOnlyList<string> SubscriptionId { get; init; } = [];

    /// <summary>Resource group in each of the subscriptions; null for the subscriptions themselves.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Management group, by its name and not its title; null for none.</summary>
    public string? ManagementGroupName { get; init; }
}

/// <summary>Which policies are to be assigned.</summary>
public sealed class EnablePolicyRequest
{
    /// <summary>Definitions and initiatives: names of the module's own, with wildcards; GUIDs, resource ids or titles of others.</summary>
    public required IReadOnlyList<string> Name { get; init; }

    /// <summary>Where.</summary>
    public PolicyPlace Place { get; init; } = new();

    /// <summary>Name of the assignment; null for one made of the policy's.</summary>
    public string? AssignmentName { get; init; }

    /// <summary>Effect, such as <c>Deny</c>; null for the default of the policy, or that of an assignment that is there.</summary>
    public string? Effect { get; init; }

    /// <summary>Values for parameters, by name. Those of an assignment that is there stay unless they are given.</summary>
    public IReadOnlyDictionary<string, object?> Parameter { get; init; } = new Dictionary<string, object?>();

    /// <summary>Region of the identity of policies that deploy or change resources; null for that of the resource group.</summary>
    public string? Location { get; init; }

    /// <summary>True for an assignment that is evaluated and has no effect.</summary>
    public bool DoNotEnforce { get; init; }

    /// <summary>True to have policies that deploy or change resources do so with those that are there already.</summary>
    public bool Remediate { get; init; }

    /// <summary>True to go on where Azure lacks an alias that a definition needs, or does not tell.</summary>
    public bool Force { get; init; }

    /// <summary>True to leave what people have set on assignments that are there, and what a management group assigns already.</summary>
    public bool KeepsTuning { get; init; }
}

/// <summary>Which assignments of policies are to end.</summary>
public sealed class DisablePolicyRequest
{
    /// <summary>Names, titles or ids of assignments, or of what they assign, with wildcards.</summary>
    public required IReadOnlyList<string> Name { get; init; }

    /// <summary>Where to look.</summary>
    public PolicyPlace Place { get; init; } = new();

    /// <summary>True to remove the module's own definitions too, where nothing else uses them.</summary>
    public bool RemoveDefinition { get; init; }

    /// <summary>True to remove assignments that others made, instead of switching them off.</summary>
    public bool Force { get; init; }
}
