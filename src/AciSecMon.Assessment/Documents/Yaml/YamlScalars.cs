using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AciSecMon.Assessment.Documents;

/// <summary>
/// Gives scalars the types that Azure CLI sees. It loads deployment files with PyYAML's <c>safe_load</c> (azure-cli, command_modules/container/custom.py), which follows YAML
/// 1.1 and not 1.2: <c>on</c> is true, <c>0644</c> is octal and <c>1e3</c> is a text. Dates stay texts, as an apiVersion must; so do times, which YAML 1.1 would turn into
/// numbers of base 60.
/// </summary>
internal static class YamlScalars
{
    private const string CoreTag = "tag:yaml.org,2002:";

    /// <summary>The tag where it is neither one of YAML's own nor the mark of a plain text: what it stands for is known only to the tool that defined it.</summary>
    public static string? ForeignTag(NodeEvent node) =>
        node.Tag.IsEmpty || node.Tag.IsNonSpecific || node.Tag.Value.StartsWith(CoreTag, StringComparison.Ordinal) ? null : DisplayName.Of(node.Tag.Value);

    /// <summary>The value of a scalar.</summary>
    public static Value ToValue(Scalar scalar, SourceLocation location)
    {
        if (ForeignTag(scalar) is { } foreign) return Foreign(foreign, location);
        string text = scalar.Value;
        if (scalar.Tag.IsNonSpecific && !scalar.Tag.IsEmpty) return ScalarText.ToValue(text, location);
        if (scalar.Tag.IsEmpty) return scalar.Style == ScalarStyle.Plain ? Resolve(text, location) : ScalarText.ToValue(text, location);
        return scalar.Tag.Value[CoreTag.Length..] switch
        {
            "null" => new MissingValue(location),
            "bool" when Resolve(text, location) is BooleanValue truth => truth,
            "int" or "float" when Resolve(text, location) is NumberValue number => number,
            _ => ScalarText.ToValue(text, location),
        };
    }

    /// <summary>What a node with a foreign tag stands for: not known.</summary>
    public static UnresolvedValue Foreign(string tag, SourceLocation location) =>
        new(tag, new UnresolvedCause(CauseKind.NotSupported, $"the YAML tag {tag}", location), location);

    private static Value Resolve(string text, SourceLocation location)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return new MissingValue(location);
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON":
                return new BooleanValue(true, location);
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF":
                return new BooleanValue(false, location);
        }

        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-' or '.')) return ScalarText.ToValue(text, location);
        return (Value?)YamlNumbers.Parse(text, location) ?? ScalarText.ToValue(text, location);
    }
}
