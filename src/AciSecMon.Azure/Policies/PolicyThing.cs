using System.Text.Json.Nodes;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Policies;

/// <summary>Something of Azure Policy that is made, changed or removed, and how it is called.</summary>
/// <param name="Path">Resource id.</param>
/// <param name="Type">Resource type.</param>
/// <param name="Kind">What it is, to begin a sentence.</param>
/// <param name="Title">What it is called to a person.</param>
/// <param name="Scope">Where it stands.</param>
internal sealed record PolicyThing(string Path, string Type, string Kind, string Title, PolicyScope Scope)
{
    /// <summary>Type of role assignments.</summary>
    public const string RoleType = "Microsoft.Authorization/roleAssignments";

    /// <summary>Type of remediations.</summary>
    public const string RemediationType = "Microsoft.PolicyInsights/remediations";

    /// <summary>Name of the resource.</summary>
    public string Name => ResourceIds.LastSegment(Path);

    /// <summary>What the change entails beyond itself; null for nothing.</summary>
    public string? Consequence { get; init; }

    /// <summary>The api-version of its type.</summary>
    public string ApiVersion => Type switch
    {
        RoleType => ApiVersions.Authorization,
        RemediationType => ApiVersions.Remediations,
        _ => ApiVersions.Policy,
    };

    /// <summary>A definition of the module.</summary>
    public static PolicyThing Definition(string path, string title, PolicyScope scope) => new(path, PolicyIds.DefinitionType, "Policy definition", title, new PolicyScope(scope.DefinitionScope));

    /// <summary>The initiative of the module.</summary>
    public static PolicyThing Initiative(string path, string title, PolicyScope scope) => new(path, PolicyIds.SetType, "Initiative", title, new PolicyScope(scope.DefinitionScope));

    /// <summary>An assignment.</summary>
    public static PolicyThing Assignment(string path, string title, PolicyScope scope) => new(path, PolicyIds.AssignmentType, "Policy assignment", title, scope);

    /// <summary>A role of an assignment's identity.</summary>
    public static PolicyThing Role(string path, string title, PolicyScope scope) => new(path, RoleType, "Role assignment", title, scope);

    /// <summary>A remediation.</summary>
    public static PolicyThing Remediation(string path, string title, PolicyScope scope) => new(path, RemediationType, "Remediation", title, scope);
}

/// <summary>A thing with what is asked of it.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="Body">What is asked.</param>
internal sealed record WantedThing(PolicyThing Thing, JsonObject Body);
