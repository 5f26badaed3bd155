using System.Globalization;
using System.Text;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Rules.Settings;

/// <summary>Says which settings apply to a run.</summary>
internal static class SettingsReader
{
    private const int ListUpTo = 20;

    /// <summary>The settings of the file that applies, or the defaults, with the profile that was asked for.</summary>
    /// <exception cref="AciProblemException">A file was named and is not there, a file cannot be read, or it has errors; all of them are listed.</exception>
    public static async Task<AssessmentSettings> ReadAsync(SettingsOptions options, CancellationToken cancellationToken)
    {
        string? profile = options.Profile is { } asked ? FindProfile(asked) : null;
        if (options.NoSettings && options.SettingsPath is not null) throw Contradiction(options.SettingsPath);
        string? path = options.NoSettings ? null : SettingsFile.Locate(options);
        if (path is null) return profile is null ? AssessmentSettings.Default : new AssessmentSettings { Profile = profile };
        string text = await SettingsFile.ReadTextAsync(path, cancellationToken).ConfigureAwait(false);
        return Parse(path, text, profile);
    }

    /// <summary>The settings that a text holds.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="profile">Profile that goes before the file's; null for the file's.</param>
    /// <exception cref="AciProblemException">The text has errors.</exception>
    public static AssessmentSettings Parse(string path, string text, string? profile = null)
    {
        var file = new SourceFile(path, path);
        Document document;
        try
        {
            document = JsonDocumentReader.Read(file, text);
        }
        catch (DocumentException e)
        {
            throw Invalid(path, [new SettingsFault(e.Message, e.Location)]);
        }

        var parser = new SettingsParser(path, profile);
        AssessmentSettings settings = parser.Parse(document);
        return parser.Faults.Count == 0 ? settings : throw Invalid(path, parser.Faults);
    }

    private static string FindProfile(string asked) => Profiles.Find(asked) ?? throw new AciProblemException(new AciProblem
    {
        Id = "AciProfileUnknown",
        Kind = AciProblemKind.InvalidArgument,
        Message = $"There is no profile '{DisplayName.Of(asked)}'; {NearestName.Hint(asked, Profiles.All)}",
        Target = asked,
        Recommendation = $"Use one of {string.Join(", ", Profiles.All)}.",
    });

    private static AciProblemException Contradiction(string path) => new(new AciProblem
    {
        Id = "AciSettingsConflict",
        Kind = AciProblemKind.InvalidArgument,
        Message = "A settings file is named, and no settings file is to be used.",
        Target = path,
        Recommendation = "Use either -Settings or -NoSettings.",
    });

    private static AciProblemException Invalid(string path, IReadOnlyList<SettingsFault> faults)
    {
        List<SettingsFault> ordered = [.. faults.OrderBy(static f => f.Location.Line).ThenBy(static f => f.Location.Column)];
        var message = new StringBuilder();
        message.Append(CultureInfo.InvariantCulture, $"The settings file '{path}' has {(ordered.Count == 1 ? "an error" : $"{ordered.Count} errors")}.");
        foreach (SettingsFault fault in ordered.Take(ListUpTo))
        {
            message.Append(CultureInfo.InvariantCulture, $"\n{path}:{fault.Location.Line}:{fault.Location.Column}: {fault.Message}");
        }

        if (ordered.Count > ListUpTo) message.Append(CultureInfo.InvariantCulture, $"\n{ordered.Count - ListUpTo} more are not listed.");
        return new AciProblemException(new AciProblem
        {
            Id = "AciSettingsInvalid",
            Kind = AciProblemKind.InvalidData,
            Message = message.ToString(),
            Target = path,
            Recommendation = "Correct the file, name another one with -Settings, or use -NoSettings.",
            Location = ordered[0].Location.ToContract(),
        });
    }
}

/// <summary>An error in a settings file.</summary>
/// <param name="Message">What is wrong and what would be right; never quotes a value.</param>
/// <param name="Location">Where.</param>
internal sealed record SettingsFault(string Message, SourceLocation Location);
