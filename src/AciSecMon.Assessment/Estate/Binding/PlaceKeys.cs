using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// Gives the items of one list their keys in canonical paths. Keys are names and never positions, so that the order and the shape of a source
/// do not matter; a name that comes again gets <c>~2</c>, <c>~3</c> and so on.
/// </summary>
internal sealed class PlaceKeys
{
    private HashSet<string>? taken;
    private string? first;

    /// <summary>The key for an item of that name, not given before.</summary>
    public string Unique(string name)
    {
        if (first is null) return first = name;
        taken ??= new(StringComparer.Ordinal) { first };
        if (taken.Add(name)) return name;
        for (int copy = 2; ; copy++)
        {
            string numbered = $"{name}~{copy}";
            if (taken.Add(numbered)) return numbered;
        }
    }

    /// <summary>What a value is called in keys and messages: its text, or the expression for it. Never the text of a secret.</summary>
    public static string NameOf(Value value) => value switch
    {
        LiteralValue { Origins.IsSecure: true } => "(secure)",
        LiteralValue literal when SecretShapes.CertainKindOf(literal.Text) is not null => "(secret)",
        LiteralValue { Text.Length: > 0 } literal => Printable(literal.Text),
        UnresolvedValue unresolved => unresolved.Expression,
        ChoiceValue choice => choice.ToUnresolved().Expression,
        RedactedValue => "(redacted)",
        _ => "?",
    };

    /// <summary>Key of an item that has a name.</summary>
    public static string ByName(Value item) => NameOf(item["name"]);

    /// <summary>Key of a registry credential: its host.</summary>
    public static string ByServer(Value item) => NameOf(item["server"]);

    /// <summary>Key of a port, such as <c>443/TCP</c>.</summary>
    public static string ByPort(Value item)
    {
        Value protocol = item["protocol"];
        string name = protocol.IsMissingOrEmpty() ? "TCP" : NameOf(protocol);
        return $"{NameOf(item["port"])}/{(protocol is LiteralValue ? name.ToUpperInvariant() : name)}";
    }

    /// <summary>Key of a subnet: network and subnet name, which template and resource have in common where the subscription is not known.</summary>
    public static string BySubnet(Value item)
    {
        string id = NameOf(item["id"]);
        string? network = ResourceIds.SegmentAfter(id, "virtualNetworks");
        string? subnet = ResourceIds.SegmentAfter(id, "subnets");
        return item["id"] is LiteralValue && network is not null && subnet is not null ? $"{network}/{subnet}" : id;
    }

    /// <summary>Key of an NGroup's reference to a profile: the profile's name.</summary>
    public static string ByResource(Value item)
    {
        Value id = item["resource"]["id"];
        return id is LiteralValue ? ResourceIds.LastSegment(NameOf(id)) : NameOf(id);
    }

    /// <summary>Key of an access rule: the identity's name.</summary>
    public static string ByIdentity(Value item)
    {
        Value id = item["identity"];
        return id is LiteralValue ? ResourceIds.LastSegment(NameOf(id)) : NameOf(id);
    }

    // A key is printed in paths and messages, where control characters could rewrite a terminal.
    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c)) : text;
}
