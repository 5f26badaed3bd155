using System.Management.Automation;
using AciSecMon.Binding;
using AciSecMon.Errors;

namespace AciSecMon.Commands;

/// <summary>The settings that a cmdlet's parameters and the current location stand for.</summary>
internal static class SettingsSelection
{
    /// <summary>Gives the options, or ends the cmdlet where the path is none.</summary>
    public static SettingsOptions From(PSCmdlet cmdlet, string? settings, bool noSettings, string? profile)
    {
        var paths = new PathResolver(cmdlet.SessionState.Path);
        string? path = null;
        try
        {
            path = settings is null ? null : paths.FullPathOf(settings);
        }
        catch (AciProblemException wrong)
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.From(wrong));
        }

        return new SettingsOptions { SettingsPath = path, NoSettings = noSettings, WorkingDirectory = paths.WorkingDirectory, Profile = profile };
    }
}
