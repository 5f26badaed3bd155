namespace AciSecMon.Assessment.Rules.Settings;

/// <summary>The profiles: each is a choice of rules, and some judge more strictly.</summary>
internal static class Profiles
{
    public const string Baseline = "Baseline";
    public const string Strict = "Strict";
    public const string Regulated = "Regulated";
    public const string Confidential = "Confidential";
    public const string Batch = "Batch";

    public static IReadOnlyList<string> All { get; } = [Baseline, Strict, Regulated, Confidential, Batch];

    /// <summary>The profile's name as it is written here; null where there is none of that name.</summary>
    public static string? Find(string name) => All.FirstOrDefault(p => string.Equals(p, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for the profiles that ask for everything that Strict asks for.</summary>
    public static bool IsStrict(string profile) => Find(profile) is Strict or Regulated or Confidential;
}
