using System.Management.Automation.Host;

namespace AciSecMon.Connections;

/// <summary>Tells whether there is a person whom a browser window would reach.</summary>
internal static class HostPrompt
{
    private const string Switch = "-NonInteractive";
    private const int ShortestSwitch = 5;

    // Hosts of the engine that have nobody in front of them: a runspace that a program made, jobs, and the far side of remoting.
    private static readonly string[] Deaf = ["Default Host", "ServerRemoteHost"];

    /// <summary>False where the host has no user interface, or PowerShell was started so that it must not ask.</summary>
    public static bool IsPossible(PSHost? host) =>
        host?.UI is not null && !Deaf.Contains(host.Name, StringComparer.Ordinal) && Environment.UserInteractive && !Environment.GetCommandLineArgs().Any(IsNonInteractive);

    // PowerShell takes every beginning of its switches from -noni on.
    private static bool IsNonInteractive(string argument) =>
        argument.Length >= ShortestSwitch && Switch.StartsWith(argument, StringComparison.OrdinalIgnoreCase);
}
