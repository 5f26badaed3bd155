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

    /// <summary>Checks a name for a new setting.</summary>
    /// <exception cref="AciProblemException">The name cannot be one of a setting.</exception>
    public static void Check(string name)
    {
        // The characters are those that would change the address of the request or that Resource Manager allows in no name.
        if (name.Trim().Length > 0 && name.Length <= MostLetters && !name.AsSpan().ContainsAny(Forbidden) && !Wildcards.Has(name)) return;
        throw new AciProblemException(new AciProblem
        {
            Id = "AciSettingNameInvalid",
            Kind = AciProblemKind.InvalidArgument,
            Message = $"'{name}' cannot be the name of a diagnostic setting.",
            Target = name,
            Recommendation = $"Give a name of up to {MostLetters} characters without < > % & : \\ ? / # * | and quotation marks.",
        });
    }
}
