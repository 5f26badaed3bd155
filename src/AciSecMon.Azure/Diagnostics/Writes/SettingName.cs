using System.Buffers;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Names of settings, which are the only mark that a setting can carry.</summary>
internal static class SettingName
{
    private const int MostLetters = 260;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>%&:\\?/#*|\"");

    /// <summary>Begins the names of settings that the module made.</summary>
    public const string OwnPrefix = "acisecmon";

    /// <summary>True where the module made the setting.</summary>
    public static bool IsOwn(string name) => name.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name with the prefix that marks it as the module's.</summary>
    public static string Own(string name) => IsOwn(name) ? name : $"{OwnPrefix}-{name}";

    /// <summary>True where a pattern means a setting: by its whole name, or by what it was called when the module made it.</summary>
    public static bool IsMeant(string name, string pattern) => Wildcards.Fits(name, pattern) || (IsOwn(name) && Wildcards.Fits(name, Own(pattern)));

    /// <summary>Checks a name for a new setting, and gives it with the prefix.</summary>
    /// <exception cref="AciProblemException">The name cannot be one of a setting.</exception>
    public static string ForNew(string name)
    {
        string whole = Own(name);

        // The characters are those that would change the address of the request or that Resource Manager allows in no name.
        if (name.Trim().Length > 0 && whole.Length <= MostLetters && !name.AsSpan().ContainsAny(Forbidden) && !Wildcards.Has(name)) return whole;
        throw new AciProblemException(new AciProblem
        {
            Id = "AciSettingNameInvalid",
            Kind = AciProblemKind.InvalidArgument,
            Message = $"'{name}' cannot be the name of a diagnostic setting.",
            Target = name,
            Recommendation = $"Give a name of up to {MostLetters - OwnPrefix.Length - 1} characters without < > % & : \\ ? / # * | and quotation marks.",
        });
    }
}
