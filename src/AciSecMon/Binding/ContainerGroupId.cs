namespace AciSecMon.Binding;

/// <summary>Resource ids of container groups.</summary>
internal static class ContainerGroupId
{
    private const string Beginning = "/subscriptions/";
    private const int Segments = 9;

    /// <summary>True for a text that is meant as a resource id, right or wrong.</summary>
    public static bool IsMeant(string text) => text.TrimStart().StartsWith(Beginning, StringComparison.OrdinalIgnoreCase);

    /// <summary>The id of the group that an id names, or that it names something within; null where it names neither.</summary>
    public static string? Of(string? id)
    {
        string[] parts = (id ?? string.Empty).Trim().TrimEnd('/').Split('/');
        bool isGroup = parts is ["", var subscriptions, var subscription, var groups, { Length: > 0 }, var providers, var provider, var type, { Length: > 0 }, ..]
            && Is(subscriptions, "subscriptions") && Guid.TryParse(subscription, out _)
            && Is(groups, "resourceGroups")
            && Is(providers, "providers") && Is(provider, "Microsoft.ContainerInstance") && Is(type, "containerGroups");
        return isGroup ? string.Join('/', parts[..Segments]) : null;
    }

    /// <summary>The id of the group.</summary>
    /// <exception cref="AciProblemException">The id names no container group.</exception>
    public static string Required(string id) => Of(id) ?? throw new AciProblemException(new AciProblem
    {
        Id = "AciResourceIdInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = IsShown(id) ? $"'{id}' is not the resource id of a container group." : "What was given is not the resource id of a container group.",

        Target = IsShown(id) ? id : "ResourceId",
        Recommendation = "Give it as /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.ContainerInstance/containerGroups/<name>.",
    });

    // An id, or a short name in its place. Anything else may be a key that was pasted here.
    private static bool IsShown(string id) => IsMeant(id) || (id.Length < 32 && id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));

    private static bool Is(string part, string expected) => part.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
