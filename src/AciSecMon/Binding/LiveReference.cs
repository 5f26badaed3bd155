using System.Collections;
using System.Management.Automation;
using AciSecMon.Connections;

namespace AciSecMon.Binding;

/// <summary>Tells which container groups of Azure an object of the pipeline refers to.</summary>
internal static class LiveReference
{
    private const string IdProperty = "ResourceId";
    private const string Stored = "Deserialized.";

    // What these models of the module say, they say about a group; they do not describe one.
    private static readonly string[] Speakers =
    [
        typeof(AciSecurityFinding).FullName!, typeof(AciRisk).FullName!, typeof(AciDiagnosticSetting).FullName!, typeof(AciChange).FullName!,
        typeof(AciSecurityAlert).FullName!, typeof(AciSecurityRecommendation).FullName!, typeof(AciImageVulnerability).FullName!,
    ];

    // What these tell of names the groups that it concerns beside its own id.
    private static readonly string[] Tellers = 
    [
        typeof(AciSecurityFinding).FullName!, typeof(AciSecurityAlert).FullName!, typeof(AciSecurityRecommendation).FullName!, typeof(AciImageVulnerability).FullName!,
    ];

    // An object with one of these describes a group by itself.
    private static readonly string[] Content = ["properties", "containers", "container", "resources"];

    /// <summary>The parts of a list; the object itself where it is none.</summary>
    public static IEnumerable<PSObject> Each(PSObject item) => item.BaseObject is IList list
        ? list.Cast<object?>().Where(static element => element is not null).SelectMany(static element => Each(PSObject.AsPSObject(element)))
        : [item];

    /// <summary>True for an object that only refers to groups of Azure: an id, a finding, a group that was read live, or something that has an id and no content.</summary>
    public static bool IsOne(PSObject item) => item.BaseObject switch
    {
        string text => ContainerGroupId.IsMeant(text),
        AciContainerGroup group => LiveOrigin.Of(group) is not null && ContainerGroupId.Of(group.ResourceId) is not null,
        IDictionary => false,
        _ => IsSpeaker(item) || (ContainerGroupId.Of(IdOf(item) ?? ComposedIdOf(item)) is not null && !Array.Exists(Content, name => HasValue(item, name))),
    };

    /// <summary>The groups. None for a finding that concerns none, such as one on a subscription.</summary>
    /// <exception cref="AciProblemException">The object refers to no group, or to one that is not in Azure.</exception>
    public static IReadOnlyList<LiveTarget> Read(PSObject item) => item.BaseObject switch
    {
        string text => [new LiveTarget(ContainerGroupId.Required(text))],
        AciContainerGroup { Kind: not AciSubjectType.ContainerGroup } other => throw NotGroup(other),
        AciContainerGroup group => [new LiveTarget(ContainerGroupId.Of(group.ResourceId) ?? throw NotLive(group.Name), LiveOrigin.Of(group))],
        _ when IsFinding(item) => OfFinding(item),
        _ => [new LiveTarget(ContainerGroupId.Required(IdOf(item) ?? ComposedIdOf(item) ?? throw NotLive(item.TypeNames.FirstOrDefault() ?? item.BaseObject.GetType().Name)), LiveOrigin.Of(item.BaseObject))],
    };

    /// <summary>What a finding is about comes first; a finding on a neighbour names the groups that use it.</summary>
    private static LiveTarget[] OfFinding(PSObject finding)
    {
        AciConnection? origin = LiveOrigin.Of(finding.BaseObject);
        if (ContainerGroupId.Of(IdOf(finding)) is { } subject) return [new LiveTarget(subject, origin)];
        string[] related = [.. Items(finding.Properties[nameof(AciSecurityFinding.RelatedResourceId)]?.Value).Select(ContainerGroupId.Of).OfType<string>()];
        if (related.Length > 0) return [.. related.Select(id => new LiveTarget(id, origin))];

        string kind = finding.Properties[nameof(AciSecurityFinding.SubjectType)]?.Value?.ToString() ?? string.Empty;
        bool isGroup = kind is nameof(AciSubjectType.ContainerGroup) or nameof(AciSubjectType.Container);

        // The containers of a profile are none of a group that runs.
        return isGroup && string.IsNullOrEmpty(IdOf(finding)) ? throw NotLive(finding.Properties[nameof(AciSecurityFinding.ContainerGroupName)]?.Value?.ToString() ?? kind) : [];
    }

    private static IEnumerable<string> Items(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string one => [one],
        IEnumerable many => many.Cast<object?>().Select(static item => item?.ToString() ?? string.Empty),
        _ => [],
    };

    private static bool IsSpeaker(PSObject item) => Array.Exists(Speakers, name => Is(item, name));

    private static bool IsFinding(PSObject item) => Array.Exists(Tellers, name => Is(item, name));

    private static bool Is(PSObject item, string type) => item.TypeNames.Any(name => name == type || name == Stored + type);

    private static string? IdOf(PSObject item) => (item.Properties[IdProperty]?.Value ?? item.Properties["Id"]?.Value)?.ToString();

    // Name, resource group and subscription say the same as an id, as in a table that somebody keeps.
    private static string? ComposedIdOf(PSObject item)
    {
        // What was said of a group in a file is not meant for one in Azure.
        if (IsSpeaker(item)) return null;
        string? name = TextOf(item, "ContainerGroupName") ?? TextOf(item, "Name");
        return name is not null && TextOf(item, "ResourceGroupName") is { } group && TextOf(item, "SubscriptionId") is { } subscription
            ? $"/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerInstance/containerGroups/{name}"
            : null;
    }

    private static string? TextOf(PSObject item, string name) => item.Properties[name]?.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static bool HasValue(PSObject item, string name) => item.Properties[name] is { MemberType: PSMemberTypes.NoteProperty or PSMemberTypes.Property, Value: not null };

    private static AciProblemException NotGroup(AciContainerGroup other) => new(new AciProblem
    {
        Id = "AciTargetNotGroup",
        Kind = AciProblemKind.InvalidArgument,
        Message = $"'{other.Name}' is no container group but a {other.Kind}, which has neither a state nor diagnostics of its own.",
        Target = other.ResourceId ?? other.Name,
        Recommendation = "Pipe the container groups that are made from it.",
    });

    private static AciProblemException NotLive(string name) => new(new AciProblem
    {
        Id = "AciTargetNotLive",
        Kind = AciProblemKind.InvalidArgument,
        Message = $"'{name}' has no resource id, so it cannot be found in Azure.",
        Target = name,
        Recommendation = "Pipe findings and groups that were read over a connection, resource ids, or objects with Name, ResourceGroupName and SubscriptionId.",
    });
}
