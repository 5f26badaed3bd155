using System.Collections.ObjectModel;
using System.Management.Automation;

namespace AciSecMon.Binding;

/// <summary>Turns what a person names as a path into full paths, by PowerShell's own rules: the current location, drives, wildcards. Called on the pipeline's thread.</summary>
internal sealed class PathResolver(PathIntrinsics paths)
{
    private const string FileSystem = "FileSystem";

    /// <summary>Where relative paths of the file system start.</summary>
    public string WorkingDirectory => paths.CurrentFileSystemLocation.ProviderPath;

    /// <summary>The files and folders that a path with or without wildcards stands for.</summary>
    /// <exception cref="AciProblemException">It stands for nothing, or not for files.</exception>
    public IReadOnlyList<PathInput> Resolve(string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path)) return [ResolveLiteral(path)];
        try
        {
            Collection<string> found = paths.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            RequireFileSystem(provider, path);
            if (found.Count == 0) throw NothingMatches(path, null);
            return [.. found.Select(static full => new PathInput { FullPath = full, IsExplicit = false })];
        }
        catch (ItemNotFoundException missing)
        {
            throw NothingMatches(path, missing);
        }
        catch (SessionStateException unknown)
        {
            throw NotFound(path, unknown);
        }
    }

    /// <summary>The file or folder that a path stands for, every character taken as it is.</summary>
    /// <exception cref="AciProblemException">It is not there, or not in the file system.</exception>
    public PathInput ResolveLiteral(string path)
    {
        string full = FullPathOf(path);
        if (!Path.Exists(full)) throw NotFound(full, null);
        return new PathInput { FullPath = full };
    }

    /// <summary>The full path, whether or not something is there.</summary>
    /// <exception cref="AciProblemException">It is not in the file system.</exception>
    public string FullPathOf(string path)
    {
        try
        {
            string full = paths.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            RequireFileSystem(provider, path);
            return full;
        }
        catch (SessionStateException unknown)
        {
            throw NotFound(path, unknown);
        }
    }

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name.Equals(FileSystem, StringComparison.OrdinalIgnoreCase)) return;
        throw new AciProblemException(new AciProblem
        {
            Id = "AciPathNotFileSystem",
            Kind = AciProblemKind.InvalidArgument,
            Message = $"The path '{path}' belongs to the provider {provider.Name}, which holds no files.",
            Target = path,
            Recommendation = "Name a file or folder of the file system.",
        });
    }

    private static AciProblemException NotFound(string path, Exception? cause) => new(
        new AciProblem
        {
            Id = "AciPathNotFound",
            Kind = AciProblemKind.NotFound,
            Message = $"The path '{path}' does not exist.",
            Target = path,
            Recommendation = "Check the spelling and the current location.",
        },
        cause);

    private static AciProblemException NothingMatches(string path, Exception? cause) => new(
        new AciProblem
        {
            Id = "AciPathNotFound",
            Kind = AciProblemKind.NotFound,
            Message = $"Nothing matches the path '{path}', so nothing was assessed for it.",
            Target = path,
            Recommendation = "Check the pattern and the current location. A name that itself holds [ or ] is given with -LiteralPath.",
        },
        cause);
}
