using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AciSecMon.Module.Tests.Support;

/// <summary>Runs the shell in a process of its own.</summary>
internal sealed class ShellProcess : IDisposable
{
    private const int Interrupt = 2;

    private static readonly string Program = Path.Combine(
        StagedModule.Root, "src", "tools", "AciSecMon.Shell", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "AciSecMon.Shell.dll");

    private readonly Process process;

    private ShellProcess(Process process) => this.process = process;

    /// <summary>What the process writes to standard output.</summary>
    public StreamReader Output => process.StandardOutput;

    /// <summary>Runs the shell to its end.</summary>
    public static async Task<ShellResult> RunAsync(string[] arguments, string? input = null, string? workingDirectory = null)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using ShellProcess shell = Start(arguments, workingDirectory);
        if (input is not null) await shell.process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        shell.process.StandardInput.Close();
        return await shell.EndAsync();
    }

    /// <summary>Runs a script of several lines without the module being imported first.</summary>
    public static async Task<ShellResult> RunScriptAsync(string script, string? workingDirectory = null)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        try
        {
            return await RunAsync(["-NoModule", "-File", file], workingDirectory: workingDirectory);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Starts the shell.</summary>
    public static ShellProcess Start(string[] arguments, string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? StagedModule.Root,
        };
        return new ShellProcess(Process.Start(start)!);
    }

    /// <summary>Does what Ctrl+C does.</summary>
    public void PressControlC() => Assert.Equal(0, Kill(process.Id, Interrupt));

    /// <summary>Waits for the end.</summary>
    public async Task<ShellResult> EndAsync()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new ShellResult(process.ExitCode, await output, await errors);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}

/// <summary>What a run of the shell gave.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
