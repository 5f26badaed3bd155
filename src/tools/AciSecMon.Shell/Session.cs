using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AciSecMon.Shell.Host;

namespace AciSecMon.Shell;

/// <summary>One run of one command in a runspace of its own.</summary>
internal static class Session
{
    private const int Failed = 1;

    /// <summary>Imports the module, runs the command and gives the exit code.</summary>
    public static int Run(CommandLine commandLine, string? standardInput)
    {
        var host = new ShellHost();
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;

        // A person at a console wants to see the summary line that cmdlets put on the information stream.
        state.Variables.Add(new SessionStateVariableEntry("InformationPreference", ActionPreference.Continue, null));

        using Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();

        if (commandLine.ImportModule)
        {
            string manifest = ModuleManifest.Find();
            if (!Invoke(runspace, host, shell => shell.AddCommand("Import-Module").AddParameter("Name", manifest))) return Failed;
        }

        string text = standardInput ?? commandLine.Text;
        bool clean = Invoke(runspace, host, shell => shell.AddScript(text, useLocalScope: false).AddCommand("Out-Default"));
        return host.ExitCode ?? (clean ? 0 : Failed);
    }

    /// <summary>Runs a pipeline to its end and shows its errors; true where there were none.</summary>
    private static bool Invoke(Runspace runspace, ShellHost host, Action<PowerShell> build)
    {
        using var shell = PowerShell.Create(runspace);
        build(shell);

        int errors = 0;
        shell.Streams.Error.DataAdded += (sender, added) =>
        {
            errors++;
            host.Terminal.WriteError(((PSDataCollection<ErrorRecord>)sender!)[added.Index]);
        };

        void Stop(object? sender, ConsoleCancelEventArgs key)
        {
            // The first Ctrl+C stops the pipeline; a second one finds this handler gone and ends the process.
            key.Cancel = true;
            Console.CancelKeyPress -= Stop;
            shell.BeginStop(null, null);
        }

        Console.CancelKeyPress += Stop;
        try
        {
            shell.Invoke();
            return errors == 0 && shell.InvocationStateInfo.State == PSInvocationState.Completed;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException failure)
        {
            host.Terminal.WriteError(failure.ErrorRecord ?? new ErrorRecord(failure, failure.GetType().Name, ErrorCategory.NotSpecified, null));
            return false;
        }
        finally
        {
            Console.CancelKeyPress -= Stop;
            host.Terminal.EndProgress();
        }
    }
}
