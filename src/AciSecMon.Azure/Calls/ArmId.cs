using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace AciSecMon.Azure.Calls;

/// <summary>A resource id taken apart: <c>/subscriptions/{s}/resourceGroups/{g}/providers/{namespace}/{type}/{name}[/{type}/{name}...]</c>.</summary>
/// <param name="Text">The id as it was written, without a slash at its end.</param>
/// <param name="SubscriptionId">Subscription.</param>
/// <param name="ResourceGroupName">Resource group.</param>
/// <param name="Type">Type with its namespace, such as <c>Microsoft.EventHub/namespaces/authorizationRules</c>.</param>
/// <param name="Name">Name of the resource itself, which is the last part.</param>
internal sealed record ArmId(string Text, string SubscriptionId, string ResourceGroupName, string Type, string Name)
{
    private const int FixedParts = 8;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("?#%&\\ <>\"");

    /// <summary>The type of container groups.</summary>
    public const string ContainerGroups = "Microsoft.ContainerInstance/containerGroups";

    /// <summary>Takes an id apart; false where it has not the form of one.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ArmId? id)
    {
        id = null;
        if (string.IsNullOrWhiteSpace(text) || !text.StartsWith('/')) return false;
        string whole = text.TrimEnd('/');
        string[] parts = whole[1..].Split('/');
        if (parts.Length < FixedParts || parts.Length % 2 != 0 || !Array.TrueForAll(parts, IsPart)) return false;
        if (!Is(parts[0], "subscriptions") || !Is(parts[2], "resourceGroups") || !Is(parts[4], "providers")) return false;
        if (!Guid.TryParse(parts[1], out _)) return false;
        string type = parts[5];
        for (int i = 6; i < parts.Length; i += 2) type += "/" + parts[i];
        id = new ArmId(whole, parts[1], parts[3], type, parts[^1]);
        return true;
    }

    /// <summary>True where the id is of that type, ignoring case.</summary>
    public bool IsOf(string type) => Is(Type, type);

    /// <summary>The id without its last two parts: that of the resource it belongs to.</summary>
    public string ParentText => Text[..Text.LastIndexOf('/', Text.LastIndexOf('/') - 1)];

    private static bool Is(string text, string other) => string.Equals(text, other, StringComparison.OrdinalIgnoreCase);

    // What would change the meaning of an address has no place in an id.
    private static bool IsPart(string part) => part.Length > 0 && part is not ("." or "..") && !part.AsSpan().ContainsAny(Forbidden);
}
