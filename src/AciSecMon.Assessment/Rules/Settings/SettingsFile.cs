namespace AciSecMon.Assessment.Rules.Settings;

/// <summary>Finds a settings file and reads its text.</summary>
internal static class SettingsFile
{
    public const string Name = ".acisecmon.json";

    /// <summary>Larger than any settings file that a person writes.</summary>
    private const long MaximumLength = 1024 * 1024;

    /// <summary>Full path of the settings file that applies; null where there is none.</summary>
    /// <exception cref="AciProblemException">A file was named and is not there.</exception>
    public static string? Locate(SettingsOptions options)
    {
        if (options.SettingsPath is { } named) return Named(named, options.WorkingDirectory);
        return options.WorkingDirectory is { } start ? SearchUpwards(start) : null;
    }

    /// <summary>The text of the file.</summary>
    /// <exception cref="AciProblemException">The file cannot be read.</exception>
    public static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > MaximumLength) throw Unreadable(path, AciProblemKind.LimitExceeded, "it is larger than 1 MB", null);
            return await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotFound(path, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unreadable(path, AciProblemKind.PermissionDenied, "access is denied", e);
        }
        catch (IOException e)
        {
            throw Unreadable(path, AciProblemKind.ReadError, "reading failed", e);
        }
    }

    private static string Named(string named, string? workingDirectory)
    {
        string path = workingDirectory is null ? Path.GetFullPath(named) : Path.GetFullPath(named, Path.GetFullPath(workingDirectory));
        return File.Exists(path) ? path : throw NotFound(path, null);
    }

    private static string? SearchUpwards(string start)
    {
        for (DirectoryInfo? folder = new(Path.GetFullPath(start)); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, Name);
            if (File.Exists(candidate)) return candidate;
        }

        return null;
    }

    private static AciProblemException NotFound(string path, Exception? cause) => new(
        new AciProblem
        {
            Id = "AciSettingsNotFound",
            Kind = AciProblemKind.NotFound,
            Message = Directory.Exists(path) ? $"The settings path '{path}' is a folder." : $"There is no settings file '{path}'.",
            Target = path,
            Recommendation = $"Name an existing file, or leave -Settings out to use the '{SettingsFile.Name}' that is found upwards from the working directory.",
        },
        cause);

    private static AciProblemException Unreadable(string path, AciProblemKind kind, string reason, Exception? cause) => new(
        new AciProblem
        {
            Id = "AciSettingsUnreadable",
            Kind = kind,
            Message = $"The settings file '{path}' could not be read: {reason}.",
            Target = path,
            Recommendation = "Make the file readable, name another one with -Settings, or use -NoSettings.",
        },
        cause);
}
