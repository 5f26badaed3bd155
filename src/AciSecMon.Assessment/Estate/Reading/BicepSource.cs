using System.Text.RegularExpressions;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Bicep files, which are not compiled here: they are looked at only to say that they hold container groups.</summary>
internal static partial class BicepSource
{
    public static bool IsBicep(string path) => string.Equals(Path.GetExtension(path), ".bicep", StringComparison.OrdinalIgnoreCase);

    public static bool IsParameters(string path) => string.Equals(Path.GetExtension(path), ".bicepparam", StringComparison.OrdinalIgnoreCase);

    /// <summary>The gap that the file leaves; null where it declares no container groups.</summary>
    public static UnresolvedCause? GapOf(SourceFile file, string text)
    {
        Match declaration = Declaration().Match(text);
        if (!declaration.Success) return null;
        int line = text.AsSpan(0, declaration.Index).Count('\n') + 1;
        int column = declaration.Index - text.LastIndexOf('\n', Math.Max(0, declaration.Index - 1));
        return new UnresolvedCause(CauseKind.BicepSource, "a Bicep file that was not compiled", new SourceLocation(file, line, Math.Max(1, column)));
    }

    // A resource declaration names type and version; the module of the public registry makes a group too. A bare type is a delegation or a role.
    [GeneratedRegex(
        @"Microsoft\.ContainerInstance/(containerGroups|containerGroupProfiles|ngroups)@|res/container-instance/container-group[:@/]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
