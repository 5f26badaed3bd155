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
        Message = $"'{id}' is not the resource id of a container group.",
        Target = id,
        Recommendation = "Give it as /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.ContainerInstance/containerGroups/<name>.",
    });

    private static bool Is(string part, string expected) => part.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
